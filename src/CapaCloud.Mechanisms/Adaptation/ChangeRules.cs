using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Adaptation;

/// <summary>How a network's rules change: how long a change is known before it can hold, who approves it, when it lapses.</summary>
/// <remarks>
/// <code>
/// Notice = max(MinimumDelay, VotingPeriod);   earliest activation &gt;= proposed + Notice
/// latest activation &lt;= earliest + 10^6;        a change lapses ActivationWindow epochs after its activation epoch
/// </code>
/// In epochs and base units. Rules that would leave no way to change anything are not refused here, since a network may want that; <see cref="Bricking"/> lists
/// them, and <see cref="ChangeBook"/> refuses to activate a change to them.
/// </remarks>
public sealed record ChangeRules
{
    /// <summary>The longest delay, voting period or window: 10^6 epochs.</summary>
    public const ulong LongestSpan = 1_000_000;

    /// <summary>A promise, a notice, the wait until an activation and its window, each as long as can be.</summary>
    internal static readonly EpochSpan EveryTerm = EpochSpan.Of(8 * LongestSpan);

    private static readonly Amount FewestVotes = Amount.Of(1_000);

    /// <summary>Initializes a new instance of the <see cref="ChangeRules"/> class.</summary>
    /// <param name="minimumDelay">How long a change is known before it can hold, not zero.</param>
    /// <param name="votingPeriod">How long is voted; zero where nobody votes.</param>
    /// <param name="activationWindow">For how long an approved change can be activated, not zero.</param>
    /// <param name="deposit">What a proposer deposits.</param>
    /// <param name="approval">Who approves; none where nobody votes.</param>
    /// <exception cref="ArgumentOutOfRangeException">A span is zero or longer than 10^6 epochs, or there is a vote without time or time without a vote.</exception>
    [JsonConstructor]
    public ChangeRules(EpochSpan minimumDelay, EpochSpan votingPeriod, EpochSpan activationWindow, Amount deposit = default, VoteRule? approval = null)
    {
        if (minimumDelay.IsZero || activationWindow.IsZero || EpochSpan.Max(minimumDelay, EpochSpan.Max(votingPeriod, activationWindow)).Epochs > LongestSpan)
        {
            throw new ArgumentOutOfRangeException(
                nameof(minimumDelay),
                $"A delay of {minimumDelay}, a vote of {votingPeriod} and a window of {Prose.Epochs(activationWindow)}; expected a delay and a window of at least 1, and nothing longer than {Prose.Number(LongestSpan)}.");
        }

        if (approval is null != votingPeriod.IsZero)
        {
            throw new ArgumentOutOfRangeException(
                nameof(votingPeriod), $"A vote of {Prose.Epochs(votingPeriod)} {(approval is null ? "without a rule that decides it; expected 0" : "with a rule that decides it; expected at least 1")}.");
        }

        (MinimumDelay, VotingPeriod, ActivationWindow, Deposit, Approval) = (minimumDelay, votingPeriod, activationWindow, deposit, approval);
    }

    /// <summary>Gets how long a change is known before it can hold.</summary>
    public EpochSpan MinimumDelay { get; }

    /// <summary>Gets how long is voted.</summary>
    public EpochSpan VotingPeriod { get; }

    /// <summary>Gets for how long an approved change can be activated.</summary>
    public EpochSpan ActivationWindow { get; }

    /// <summary>Gets how long nothing holds that is not known yet: the larger of the delay and the vote.</summary>
    [JsonIgnore]
    public EpochSpan Notice => EpochSpan.Max(MinimumDelay, VotingPeriod);

    /// <summary>Gets what a proposer deposits.</summary>
    public Amount Deposit { get; }

    /// <summary>Gets who approves.</summary>
    public VoteRule? Approval { get; }

    /// <summary>Returns the ways in which these rules would leave nobody able to change anything again.</summary>
    /// <remarks>
    /// <code>all but one unit vote in favour until the end; the one does not vote, vetoes or says no: each time the proposal must pass</code>
    /// Of less than 1,000 units of stake the shares are looked at as if there were 1,000: where there are two voters, each decides.
    /// </remarks>
    /// <param name="bonded">All stake that can vote, in base units.</param>
    /// <param name="supply">All money that could be deposited, in base units.</param>
    /// <returns>The reasons, none when a change stays possible.</returns>
    public ImmutableArray<BrickingReason> Bricking(Amount bonded, Amount supply)
    {
        ImmutableArray<BrickingReason>.Builder reasons = ImmutableArray.CreateBuilder<BrickingReason>();
        Add(Deposit > supply, BrickingReason.DepositAboveSupply);
        Add(Approval is not null && bonded.IsZero, BrickingReason.NobodyCanVote);
        // All but one unit in favour, at the end of the vote: what that one unit does must not decide.
        Amount voters = Amount.Max(bonded, FewestVotes), others = voters - Amount.One;
        Add(Outcome(default) != VoteOutcome.Passed, BrickingReason.UnanimityOfAllStake);
        Add(Outcome(new ProposalVotes(default, default, default, Amount.One, default)) == VoteOutcome.Vetoed, BrickingReason.AnyVetoFails);
        Add(Outcome(new ProposalVotes(default, default, Amount.One, default, default)) != VoteOutcome.Passed, BrickingReason.AnyNoFails);
        return reasons.ToImmutable();

        VoteOutcome Outcome(ProposalVotes one) => Approval?.Decide(one with { Yes = others }, voters, Proportion.One) ?? VoteOutcome.Passed;

        void Add(bool holds, BrickingReason reason)
        {
            if (holds)
            {
                reasons.Add(reason);
            }
        }
    }
}
