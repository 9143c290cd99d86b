namespace CapaCloud.Mechanisms.Presets.Networks.Kleros;

/// <summary>One vote of a round: a juror may have several.</summary>
/// <remarks>No formula. <c>default</c> is a vote of juror 0 that was not cast.</remarks>
/// <param name="Juror">Whose it is, counted from 0.</param>
/// <param name="Choice">For what; null when it was not cast.</param>
public readonly record struct KlerosVote(int Juror, int? Choice)
{
    /// <summary>Tells whether the vote agrees with a ruling.</summary>
    /// <param name="ruling">The final ruling.</param>
    /// <returns>Cast, and for the winner or in a tie.</returns>
    public bool IsCoherent(KlerosRuling ruling) => Choice is { } choice && (ruling.IsTied || choice == ruling.Choice);
}
