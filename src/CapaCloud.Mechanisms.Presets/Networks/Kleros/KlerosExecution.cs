using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Presets.Networks.Kleros;

/// <summary>What a round comes to for everybody.</summary>
/// <remarks>
/// <code>Penalties = rewards + PenaltiesLeftOver        fees = fees paid + FeesLeftOver</code>
/// What is left over goes to the governor. Equal by content.
/// </remarks>
/// <param name="CoherentVotes">How many votes agree with the final ruling.</param>
/// <param name="Penalties">What was taken of all stakes, in base units of PNK.</param>
/// <param name="RewardPerVote">What a coherent vote gets of it.</param>
/// <param name="FeePerVote">What a coherent vote gets of the fees, in wei.</param>
/// <param name="PenaltiesLeftOver">What is left of the penalties.</param>
/// <param name="FeesLeftOver">What is left of the fees.</param>
/// <param name="Jurors">The jurors, by their numbers.</param>
public sealed record KlerosExecution(
    int CoherentVotes,
    Amount Penalties,
    Amount RewardPerVote,
    Amount FeePerVote,
    Amount PenaltiesLeftOver,
    Amount FeesLeftOver,
    ImmutableArray<KlerosJuror> Jurors)
{
    /// <summary>Gets the jurors, by their numbers; a default list is empty.</summary>
    public ImmutableArray<KlerosJuror> Jurors { get; init => field = value.IsDefault ? [] : value; } = Jurors.IsDefault ? [] : Jurors;

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"KlerosExecution {{ CoherentVotes = {CoherentVotes}, Penalties = {Penalties}, RewardPerVote = {RewardPerVote}, FeePerVote = {FeePerVote}, "
        + $"PenaltiesLeftOver = {PenaltiesLeftOver}, FeesLeftOver = {FeesLeftOver}, Jurors = {Prose.List(Jurors)} }}";

    /// <inheritdoc/>
    public bool Equals(KlerosExecution? other) => other is not null && CoherentVotes == other.CoherentVotes && Penalties == other.Penalties
        && RewardPerVote == other.RewardPerVote && FeePerVote == other.FeePerVote && PenaltiesLeftOver == other.PenaltiesLeftOver
        && FeesLeftOver == other.FeesLeftOver && Jurors.AsSpan().SequenceEqual(other.Jurors.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(CoherentVotes, Penalties, RewardPerVote, FeePerVote, Jurors.Length);
}
