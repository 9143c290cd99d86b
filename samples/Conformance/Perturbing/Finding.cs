namespace CapaCloud.Mechanisms.Samples.Conformance.Perturbing;

/// <summary>What came of changing one input of the cases of one operation.</summary>
/// <param name="Operation">The operation, or the names of the inputs where the cases name none.</param>
/// <param name="Place">The input, such as <c>/inputs/steps/*/height</c>.</param>
/// <param name="Moves">Whether some change of it moved some answer.</param>
/// <param name="Tries">How many changes were tried.</param>
/// <param name="Reason">Why it moves none, as the suite declares it; null when it declares nothing.</param>
public sealed record Finding(string Operation, string Place, bool Moves, int Tries, string? Reason)
{
    /// <summary>Gets a value indicating whether the suite is wrong: an input moves nothing and no reason is given, or moves something although one is.</summary>
    public bool IsFault => Moves == Reason is not null;
}
