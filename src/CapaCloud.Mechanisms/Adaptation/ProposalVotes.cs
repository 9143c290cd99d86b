namespace CapaCloud.Mechanisms.Adaptation;

/// <summary>The weight of the votes for each option.</summary>
/// <remarks>
/// <code>Total = Yes + Abstain + No + Veto + Spam</code>
/// In base units of stake. Sums are exact. <c>default</c> is no vote.
/// </remarks>
/// <param name="Yes">In favour.</param>
/// <param name="Abstain">On neither side.</param>
/// <param name="No">Against.</param>
/// <param name="Veto">Against, and harmful.</param>
/// <param name="Spam">Not a proposal at all.</param>
public readonly record struct ProposalVotes(Amount Yes, Amount Abstain, Amount No, Amount Veto, Amount Spam)
{
    /// <summary>Returns the weight of all votes.</summary>
    /// <returns>The sum.</returns>
    /// <exception cref="OverflowException">The sum exceeds 2^128 - 1.</exception>
    public Amount Total() => Yes + Abstain + No + Veto + Spam;

    /// <summary>Returns the count with one more vote.</summary>
    /// <param name="option">What was voted.</param>
    /// <param name="weight">Its weight.</param>
    /// <returns>The count.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The option is none, or not defined.</exception>
    /// <exception cref="OverflowException">The sum exceeds 2^128 - 1.</exception>
    public ProposalVotes With(VoteOption option, Amount weight) => option switch
    {
        VoteOption.Yes => this with { Yes = Yes + weight },
        VoteOption.Abstain => this with { Abstain = Abstain + weight },
        VoteOption.No => this with { No = No + weight },
        VoteOption.Veto => this with { Veto = Veto + weight },
        VoteOption.Spam => this with { Spam = Spam + weight },
        _ => throw new ArgumentOutOfRangeException(nameof(option), $"{Prose.Units(weight, "is", "are")} voted for option {(int)option}, which is none; expected {nameof(VoteOption.Yes)}, {nameof(VoteOption.Abstain)}, {nameof(VoteOption.No)}, {nameof(VoteOption.Veto)} or {nameof(VoteOption.Spam)}."),
    };
}
