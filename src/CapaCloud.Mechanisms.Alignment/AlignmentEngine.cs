namespace CapaCloud.Mechanisms.Alignment;

/// <summary>On what a finding rests.</summary>
/// <remarks>No formula.</remarks>
public enum AlignmentEngine
{
    /// <summary>Closed conditions over exact rationals.</summary>
    Exact = 0,

    /// <summary>The participant's decision problem, played through the mechanism.</summary>
    Dynamic = 1,

    /// <summary>A promise of the mechanism's parts, which their laws test.</summary>
    Promise = 2,
}
