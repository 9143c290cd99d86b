using System.Numerics;

namespace CapaCloud.Mechanisms.Adaptation;

/// <summary>When a weighted vote passes.</summary>
/// <remarks>
/// <code>
/// the first line that holds decides; T = all votes
/// bonded = 0                       NothingBonded
/// T &gt; 0 and spam &gt;= T - spam       Spam
/// T &lt; Quorum * bonded              WithoutQuorum
/// T = abstain                      OnlyAbstentions
/// veto &gt; VetoThreshold * T         Vetoed
/// yes &gt; Threshold(time) * (T - abstain)   Passed, else Rejected
/// </code>
/// Compared as exact fractions. The quorum is met at equality; veto and threshold must be exceeded, except that a threshold of one is met by all. Source: the
/// tally of the Cosmos SDK, with a threshold that may fall over time as in Polkadot's referenda.
/// </remarks>
/// <param name="Quorum">The part of all that is bonded that must vote.</param>
/// <param name="Threshold">The part of the votes without abstentions that must be in favour, over time.</param>
/// <param name="VetoThreshold">The part of the votes above which a proposal is vetoed.</param>
/// <param name="BurnsWithoutQuorum">Whether a proposal without quorum loses its deposit.</param>
/// <param name="BurnsVetoed">Whether a vetoed proposal loses its deposit.</param>
/// <exception cref="ArgumentNullException">The threshold is null.</exception>
public sealed record VoteRule(Proportion Quorum, IThresholdCurve Threshold, Proportion VetoThreshold, bool BurnsWithoutQuorum, bool BurnsVetoed)
{
    /// <summary>Gets the part of the votes without abstentions that must be in favour, over time.</summary>
    public IThresholdCurve Threshold { get; init; } = Threshold ?? throw new ArgumentNullException(nameof(Threshold));

    /// <summary>Gets a usual rule: a third must vote, more than half in favour, and a third can veto; deposits of spam and vetoed proposals are lost.</summary>
    public static VoteRule Usual { get; } = new(
        Proportion.FromQuotient(334, 1_000, Rounding.Down), SteppedThreshold.Constant(Proportion.Half), Proportion.FromQuotient(334, 1_000, Rounding.Down), false, true);

    /// <summary>Decides.</summary>
    /// <param name="count">The votes.</param>
    /// <param name="bonded">All that is bonded, voting or not.</param>
    /// <param name="elapsed">The part of the voting time that has passed; one at its end.</param>
    /// <returns>The outcome.</returns>
    /// <exception cref="ArgumentException">More voted than is bonded.</exception>
    public VoteOutcome Decide(ProposalVotes count, Amount bonded, Proportion elapsed)
    {
        if (bonded.IsZero)
        {
            return VoteOutcome.NothingBonded;
        }

        Amount total = count.Total();
        if (total > bonded)
        {
            throw new ArgumentException($"Votes of {Prose.Units(total)}, and {Prose.Units(bonded, "is", "are")} bonded; expected at most as many votes.", nameof(count));
        }

        if (!total.IsZero && count.Spam >= total - count.Spam)
        {
            return VoteOutcome.Spam;
        }

        if (Compare(total, Quorum, bonded) < 0)
        {
            return VoteOutcome.WithoutQuorum;
        }

        Amount sides = total - count.Abstain;
        if (sides.IsZero)
        {
            return VoteOutcome.OnlyAbstentions;
        }

        if (Compare(count.Veto, VetoThreshold, total) > 0)
        {
            return VoteOutcome.Vetoed;
        }

        Proportion threshold = Threshold.At(elapsed);
        bool passes = threshold == Proportion.One ? count.Yes == sides : Compare(count.Yes, threshold, sides) > 0;
        return passes ? VoteOutcome.Passed : VoteOutcome.Rejected;
    }

    /// <summary>Tells whether the deposit of a proposal is lost.</summary>
    /// <param name="outcome">How its vote ended.</param>
    /// <returns><see langword="true"/> when it is lost.</returns>
    public bool BurnsDeposit(VoteOutcome outcome) => outcome switch
    {
        VoteOutcome.Spam => true,
        VoteOutcome.WithoutQuorum => BurnsWithoutQuorum,
        VoteOutcome.Vetoed => BurnsVetoed,
        _ => false,
    };

    /// <summary>Compares an amount with a part of another.</summary>
    private static int Compare(Amount amount, Proportion part, Amount whole) =>
        ((BigInteger)amount.Units * Proportion.PartsPerOne).CompareTo((BigInteger)whole.Units * part.Parts);
}
