using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>The ruling of a panel, and who pays for it.</summary>
/// <remarks>
/// <code>
/// sum of penalties = sum of stake rewards + StakeLeftOver
/// fee pool         = sum of fees + FeesLeftOver
/// </code>
/// </remarks>
/// <param name="Ruling">The choice with the most votes; null when it is tied or nobody voted.</param>
/// <param name="IsTied">Whether several choices have the most votes; then everybody who voted is coherent.</param>
/// <param name="CoherentVotes">How many votes are coherent.</param>
/// <param name="Penalties">What the incoherent lose together, in base units.</param>
/// <param name="StakeRewardPerVote">What a coherent vote gets of the penalties, rounded down.</param>
/// <param name="FeePerCoherentVote">What a coherent vote gets of the fees, rounded down.</param>
/// <param name="StakeLeftOver">What is left of the penalties, for the treasury.</param>
/// <param name="FeesLeftOver">What is left of the fees, for the treasury.</param>
/// <param name="Jurors">What each juror loses and gets, in the order of names.</param>
public sealed record JuryOutcome(
    int? Ruling,
    bool IsTied,
    int CoherentVotes,
    Amount Penalties,
    Amount StakeRewardPerVote,
    Amount FeePerCoherentVote,
    Amount StakeLeftOver,
    Amount FeesLeftOver,
    ImmutableArray<JurorOutcome> Jurors)
{
    /// <summary>Gets what each juror loses and gets, in the order of names; <c>default</c> is none.</summary>
    public ImmutableArray<JurorOutcome> Jurors { get; init => field = value.IsDefault ? [] : value; } = Jurors.IsDefault ? [] : Jurors;

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"JuryOutcome {{ Ruling = {Ruling}, IsTied = {IsTied}, CoherentVotes = {CoherentVotes}, Penalties = {Penalties}, "
        + $"StakeRewardPerVote = {StakeRewardPerVote}, FeePerCoherentVote = {FeePerCoherentVote}, StakeLeftOver = {StakeLeftOver}, FeesLeftOver = {FeesLeftOver}, "
        + $"Jurors = {Prose.List(Jurors)} }}";

    /// <inheritdoc/>
    public bool Equals(JuryOutcome? other) =>
        other is not null && Ruling == other.Ruling && IsTied == other.IsTied && CoherentVotes == other.CoherentVotes
        && Penalties == other.Penalties && StakeRewardPerVote == other.StakeRewardPerVote && FeePerCoherentVote == other.FeePerCoherentVote
        && StakeLeftOver == other.StakeLeftOver && FeesLeftOver == other.FeesLeftOver && Jurors.AsSpan().SequenceEqual(other.Jurors.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Penalties.GetHashCode() ^ CoherentVotes ^ Jurors.Length;
}
