namespace CapaCloud.Mechanisms.Alignment.Dynamics;

/// <summary>How fine a grid the dynamic engine may try before it says that it cannot decide.</summary>
/// <remarks>
/// No formula. Each step tries everything before it first. Times on two cores for five jobs an epoch and a model with two kinds of evidence: about one, ten and
/// sixty seconds; models whose record is a score are a hundred times faster.
/// </remarks>
public enum DynamicEffort
{
    /// <summary>A coarse grid: decides clear cases.</summary>
    Quick = 0,

    /// <summary>A finer one: decides most.</summary>
    Normal = 1,

    /// <summary>The finest.</summary>
    Thorough = 2,
}
