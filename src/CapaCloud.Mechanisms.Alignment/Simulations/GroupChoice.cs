namespace CapaCloud.Mechanisms.Alignment.Simulations;

/// <summary>What the participants of a group do.</summary>
/// <remarks>No formula. <c>default</c> is <see cref="Honest"/>.</remarks>
public enum GroupChoice
{
    /// <summary>They work.</summary>
    Honest = 0,

    /// <summary>They leave the network.</summary>
    Gone = 1,

    /// <summary>They return false results.</summary>
    Cheating = 2,
}
