using System.Collections.Immutable;
using System.Text;
using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms;

/// <summary>Why a participant earned what it did in an epoch, and why it lost stake: every step with its formula, values and rounding, and the money that moved.</summary>
/// <remarks>
/// No formula of its own. It is made by settling the participant once more with a recorder, by the same code; <see cref="Mechanism.Explain"/>
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

    /// <summary>Gets the participant's share of the pool, in base units: paid, or withheld.</summary>
    public required Amount Reward { get; init; }

    /// <summary>Gets the part of <see cref="Reward"/> that waits with accusations of this epoch, in base units.</summary>
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

    /// <summary>Gets what the participant lost of its stake, in base units.</summary>
    public required Amount Slashed { get; init; }

    /// <summary>Gets the score after the epoch.</summary>
    public required Proportion Score { get; init; }

    /// <summary>Gets what reached the participant's wallet out of the pool, in base units.</summary>
    public Amount Paid => Reward - Withheld + Returned;

    /// <summary>Gets the net result of the epoch for the participant, in base units: what reached its wallet, less what left its stake by penalties.</summary>
    public SignedAmount Net => SignedAmount.Change(Slashed, Paid + Earned + JobPay + CheckPay);

    /// <summary>Recomputes every step from its operands.</summary>
    /// <returns>The steps whose recorded result is not what their operands give; none, or there is a defect.</returns>
    public ImmutableArray<ExplanationStep> FindInconsistencies() => [.. Steps.Where(step => step.Recompute() != step.Result)];

    /// <summary>Returns the whole explanation, a step a line: the steps, the money that moved, the sum, and the formulas of the rules that the steps name.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        StringBuilder text = new();
        text.Append(Participant).Append(", epoch ").Append(Epoch).Append(", policy ").Append(PolicyHash.ToString().AsSpan(0, 12)).Append('\n');
        foreach (ExplanationStep step in Steps)
        {
            text.Append("  ").Append(step).Append('\n');
        }

        foreach (Posting posting in Postings)
        {
            text.Append("  posted ").Append(posting).Append('\n');
        }

        text.Append("  net ").Append(Net).Append(" units, score ").Append(Score);
        foreach (string formula in Formulas)
        {
            text.Append("\n  where ").Append(formula);
        }

        return text.ToString();
    }

    /// <inheritdoc/>
    public bool Equals(Explanation? other) =>
        other is not null
        && Participant == other.Participant
        && Epoch == other.Epoch
        && PolicyHash == other.PolicyHash
        && Reward == other.Reward
        && Withheld == other.Withheld
        && Returned == other.Returned
        && Forfeited == other.Forfeited
        && Earned == other.Earned
        && JobPay == other.JobPay
        && CheckPay == other.CheckPay
        && Slashed == other.Slashed
        && Score == other.Score
        && Steps.AsSpan().SequenceEqual(other.Steps.AsSpan())
        && Formulas.AsSpan().SequenceEqual(other.Formulas.AsSpan())
        && Postings.AsSpan().SequenceEqual(other.Postings.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Participant.GetHashCode() ^ Epoch.GetHashCode() ^ Steps.Length;
}
