namespace CapaCloud.Mechanisms.Numerics;

/// <summary>The number e, as far as rules of checks need it.</summary>
internal static class EulerNumber
{
    /// <summary>1 / e in parts of 10^18, rounded up: 0.367879441171442322.</summary>
    public const ulong Inverse = 367_879_441_171_442_322;
}
