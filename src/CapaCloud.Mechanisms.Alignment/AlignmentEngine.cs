namespace CapaCloud.Mechanisms.Alignment;

/// <summary>Which part of the checker decided a finding: the exact engine, the dynamic one, or a promise of the mechanism's parts.</summary>
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
