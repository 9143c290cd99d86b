using System.Collections.Immutable;
using System.Text;
using CapaCloud.Mechanisms.Serialization;
using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms;

/// <summary>Why a participant earned what it did in an epoch, and why it lost stake: every step with its formula, values and rounding, and the money that moved.</summary>
/// <remarks>
/// No formula of its own. It is made by settling the participant once more with a recorder, by the same code; <see cref="Mechanism.Explain(EpochSettlement, ParticipantId)"/>
/// compares the two outcomes.
/// </remarks>
public sealed record Explanation
{
    /// <summary>Gets whom it is about.</summary>
    public required ParticipantId Participant { get; init; }

    /// <summary>Gets the epoch that was settled.</summary>
    public required Epoch Epoch { get; init; }

    /// <summary>Gets the content hash of the policy that settled it.</summary>
    public required Digest PolicyHash { get; init; }

    /// <summary>Gets the steps, in the order in which they were taken.</summary>
    public required ImmutableArray<ExplanationStep> Steps { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Gets what the words of the steps mean: the formula of each rule that a step names, and what the stake at the fault is.</summary>
    public ImmutableArray<string> Formulas { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Gets the postings to and from the participant's accounts.</summary>
    public required ImmutableArray<Posting> Postings { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Gets the participant's share of the pool of work, in base units: paid, or withheld.</summary>
    public required Amount Reward { get; init; }

    /// <summary>Gets the participant's share of each further pool that gave it anything, by the name of the pool: paid or withheld like <see cref="Reward"/>. Left out of JSON when none did.</summary>
    [OptionalSection]
    public ImmutableArray<PoolAmount> Pools { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Gets what of <see cref="Reward"/> and <see cref="Pools"/> waits with accusations of this epoch, in base units: all of it or nothing.</summary>
    public required Amount Withheld { get; init; }

    /// <summary>Gets the rewards of earlier epochs that waited and are paid now, in base units.</summary>
    public required Amount Returned { get; init; }

    /// <summary>Gets the rewards of earlier epochs that waited and are lost now, in base units.</summary>
    public required Amount Forfeited { get; init; }

    /// <summary>Gets the bounties the participant earned by its reports, in base units.</summary>
    public required Amount Earned { get; init; }

    /// <summary>Gets what jobs paid the participant, in base units: prices less fees, cancellation fees, and bonds of disputes that it won.</summary>
    public Amount JobPay { get; init; }

    /// <summary>Gets what the treasury paid the participant for checks, in base units.</summary>
    public Amount CheckPay { get; init; }

    /// <summary>Gets what of its rewards went to its delegators, in base units.</summary>
    public Amount ToDelegators { get; init; }

    /// <summary>Gets what the participant lost of its stake, in base units.</summary>
    public required Amount Slashed { get; init; }

    /// <summary>Gets the score after the epoch.</summary>
    public required Proportion Score { get; init; }

    /// <summary>Gets what reached the participant's wallet out of the pools, in base units.</summary>
    public Amount Paid => Reward + PoolAmount.Sum(Pools.AsSpan()) - Withheld + Returned - ToDelegators;

    /// <summary>Gets the net result of the epoch for the participant, in base units: what reached its wallet, less what left its stake by penalties.</summary>
    public SignedAmount Net => SignedAmount.Change(Slashed, Paid + Earned + JobPay + CheckPay);

    /// <summary>Gets the result of the epoch in one sentence: what was earned and what was lost, the net result and the score.</summary>
    public string Summary
    {
        get
        {
            (Amount Amount, string What)[] further = [.. Pools.Where(_ => Withheld.IsZero).Select(static share => (share.Amount, $"of '{share.Pool}'"))];
            Amount work = Pools.IsEmpty ? Reward - Withheld : Withheld.IsZero ? Reward : Amount.Zero;
            string[] earned = [.. Parts([(work, "as its share of the pool"), .. further, (Returned, "of earlier rewards that waited"), (Earned, "as bounties"), (JobPay, "for jobs"), (CheckPay, "for checks")])];
            string[] lost = [.. Parts((Slashed, "of its stake"), (Forfeited, "of rewards that waited"))];
            string waits = Withheld.IsZero ? "" : $" {Prose.Units(Withheld, "waits", "wait")} until the accusations of this epoch are decided.";
            string passed = ToDelegators.IsZero ? "" : $", passed {Prose.Units(ToDelegators)} on to its delegators";
            return $"In epoch {Epoch} {Participant} earned {Together(earned)}{passed} and lost {Together(lost)}: {Prose.Units(Net)} in all.{waits} Its score is {Score}.";
        }
    }

    /// <summary>Recomputes every step from its operands.</summary>
    /// <returns>The steps whose recorded result is not what their operands give; none, or there is a defect.</returns>
    public ImmutableArray<ExplanationStep> FindInconsistencies() => [.. Steps.Where(step => step.Recompute() != step.Result)];

    /// <summary>Returns the whole explanation: the <see cref="Summary"/>, then a line for each step, for the money that moved and for each formula that a step names.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        StringBuilder text = new();
        text.Append(Summary).Append('\n');
        foreach (ExplanationStep step in Steps)
        {
            text.Append("  ").Append(step).Append('\n');
        }

        foreach (Posting posting in Postings)
        {
            text.Append("  posted ").Append(posting).Append('\n');
        }

        foreach (string formula in Formulas)
        {
            text.Append("  where ").Append(formula).Append('\n');
        }

        return text.Append("  under policy ").Append(PolicyHash.ToString().AsSpan(0, 12)).ToString();
    }

    private static IEnumerable<string> Parts(params (Amount Amount, string What)[] parts) =>
        parts.Where(static part => !part.Amount.IsZero).Select(static part => $"{Prose.Units(part.Amount)} {part.What}");

    private static string Together(string[] parts) => parts.Length switch
    {
        0 => "nothing",
        1 => parts[0],
        _ => $"{string.Join(", ", parts[..^1])} and {parts[^1]}",
    };

    /// <inheritdoc/>
    public bool Equals(Explanation? other) =>
        other is not null
        && Participant == other.Participant
        && Epoch == other.Epoch
        && PolicyHash == other.PolicyHash
        && Reward == other.Reward
        && Pools.AsSpan().SequenceEqual(other.Pools.AsSpan())
        && Withheld == other.Withheld
        && Returned == other.Returned
        && Forfeited == other.Forfeited
        && Earned == other.Earned
        && JobPay == other.JobPay
        && CheckPay == other.CheckPay
        && ToDelegators == other.ToDelegators
        && Slashed == other.Slashed
        && Score == other.Score
        && Steps.AsSpan().SequenceEqual(other.Steps.AsSpan())
        && Formulas.AsSpan().SequenceEqual(other.Formulas.AsSpan())
        && Postings.AsSpan().SequenceEqual(other.Postings.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Participant.GetHashCode() ^ Epoch.GetHashCode() ^ Steps.Length;
}
