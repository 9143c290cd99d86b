using System.Collections.Immutable;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Staking;
using CapaCloud.Mechanisms.Testing.Generators;
using CapaCloud.Mechanisms.Tests.Settlement.Jobs;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CapaCloud.Mechanisms.Tests.Settlement.Steps;

/// <summary>What partitions tell each other to close an epoch: merged in any order, nothing lost, nothing missed.</summary>
public sealed class ClosingPartsTests
{
    private static readonly ParticipantId Former = ParticipantId.Of("former");

    private static readonly Mechanism Mechanism = CapaCloud.Mechanisms.Mechanism.FromPolicy(
        JobTrial.Market.Policy with { Penalty = JobTrial.Market.Policy.Penalty with { TreasuryShare = Proportion.Percent(40) } });

    private static readonly ImmutableArray<EpochSettlement> Lives = [.. LivesOf(Mechanism)];

    /// <summary>Any order and grouping, with nobody as the neutral element; and each way of forgetting something is seen.</summary>
    [Property(MaxTest = 40)]
    public void Merge_isCommutativeAndAssociative_andForgetsNothing(ulong seed)
    {
        EpochClosing[] parts = [.. Enumerable.Range(0, 4).Select(part => ClosingOf(unchecked((seed * 31) + (ulong)part)))];
        EpochClosing all = parts.Aggregate(EpochClosing.Merge);
        Assert.Equal(all, ClosedInParts.Fold(parts, EpochClosing.None, EpochClosing.Merge, seed));
        Assert.Equal(all, EpochClosing.Merge(EpochClosing.None, all));
        Assert.Equal(all.Participants, parts.Aggregate(0UL, static (sum, part) => sum + part.Participants));
        Assert.Equal(all.OpenFaults, parts.SelectMany(static part => part.OpenFaults).Distinct().Order());
        Assert.Equal(all.Leaving, parts.SelectMany(static part => part.Leaving).Distinct().Order());
        foreach (RequesterChange change in all.Requesters)
        {
            IEnumerable<RequesterChange> own = parts.SelectMany(static part => part.Requesters).Where(one => one.Requester == change.Requester);
            Assert.Equal(change, own.Aggregate((left, right) => new RequesterChange(left.Requester, left.Released + right.Released, left.Returned + right.Returned)));
        }

        Assert.NotEqual(all, ClosedInParts.Fold(parts, EpochClosing.None, static (left, right) => EpochClosing.Merge(left, right) with { Requesters = right.Requesters }, seed));
    }

    [Fact]
    public void AskedNames_mergeInAnyOrder()
    {
        AskedNames one = new() { Participants = 2, Names = [JobTrial.Alice, JobTrial.Carol] }, other = new() { Participants = 3, Names = [JobTrial.Bob, JobTrial.Carol] };
        AskedNames both = new() { Participants = 5, Names = [JobTrial.Alice, JobTrial.Bob, JobTrial.Carol] };
        Assert.Equal(both, AskedNames.Merge(one, other));
        Assert.Equal(both, AskedNames.Merge(other, AskedNames.Merge(AskedNames.None, one)));
    }

    public static TheoryData<string> Losses => ["participants", "rewards", "held", "in", "burned", "treasury", "reward pool", "requesters", "returned"];

    /// <summary>The law of any partition sees each thing that a closing could lose on its way.</summary>
    [Theory]
    [MemberData(nameof(Losses))]
    public void CloseNetwork_ofAClosingThatLostSomething_isRefusedOrAnotherState(string loss)
    {
        Func<EpochClosing, EpochClosing> mutant = loss switch
        {
            "participants" => static closing => closing with { Participants = closing.Participants + 1 },
            "rewards" => static closing => closing with { Rewards = Amount.Zero },
            "held" => static closing => closing with { Held = Amount.Zero },
            "in" => static closing => closing with { Moved = closing.Moved with { In = closing.Moved.In + Amount.One } },
            "burned" => static closing => closing with { Moved = closing.Moved with { Burned = Amount.Zero } },
            "treasury" => static closing => closing with { Moved = closing.Moved with { ToTreasury = Amount.Zero } },
            "reward pool" => static closing => closing with { Moved = closing.Moved with { FromRewardPool = Amount.Zero } },
            "requesters" => static closing => closing with { Requesters = [] },
            "returned" => static closing => closing with { Requesters = [.. closing.Requesters.Select(static change => change with { Returned = change.Released })] },
            _ => throw new ArgumentOutOfRangeException(nameof(loss)),
        };
        int seen = 0;
        foreach (EpochSettlement whole in Lives)
        {
            (EpochTerms terms, List<(ParticipantOutcome Outcome, List<Posting> Postings)> settled) = ClosedInParts.Again(Mechanism, whole);
            Assert.Equal(whole.After, ClosedInParts.Next(Mechanism, whole.Before, terms, settled, 7));
            try
            {
                seen += ClosedInParts.Next(Mechanism, whole.Before, terms, settled, 7, mutant) == whole.After ? 0 : 1;
            }
            catch (Exception exception) when (exception is InconsistentStateException or OverflowException)
            {
                seen++;
            }
        }

        Assert.True(seen > 0, $"nobody saw that a closing lost its {loss}");
    }

    /// <summary>The stake of an epoch that no window reaches stays while a case about a fault of it is open, in whichever partition.</summary>
    [Fact]
    public void CloseNetwork_openCaseOfAnOldFault_keepsTheStakeOfItsEpoch()
    {
        EpochStake old = new(Epoch.Of(3), Amount.Of(9));
        NetworkState state = Mechanism.Open(Epoch.Of(1_000), [KeyValuePair.Create(JobTrial.Alice, Amount.Of(1_000))]).State with { Stakes = [old] };
        EpochSettlement whole = Mechanism.Settle(state, new EpochReport { Epoch = state.Epoch });
        (EpochTerms terms, List<(ParticipantOutcome Outcome, List<Posting> Postings)> settled) = ClosedInParts.Again(Mechanism, whole);
        Assert.DoesNotContain(old, ClosedInParts.Next(Mechanism, state, terms, settled, 1).Stakes);
        Assert.Contains(old, ClosedInParts.Next(Mechanism, state, terms, settled, 1, closing => closing with { OpenFaults = [old.Epoch] }).Stakes);
    }

    /// <summary>Who left for good and had another name before stays while a requester is found under it; each partition says whether, and a missing answer is refused.</summary>
    [Fact]
    public void CloseNetwork_somebodyWithFormerNamesLeaves_asksEverywhere()
    {
        Mechanism mechanism = JobTrial.Market;
        NetworkState state = JobTrial.Open(mechanism);
        state = Joined(Joined(state, JobTrial.Carol, Former), ParticipantId.Of("zoe"), ParticipantId.Of("zoe-before"));
        EpochSettlement whole = mechanism.Settle(state, new EpochReport { Epoch = state.Epoch });
        Assert.True(whole.After.TryGetState(JobTrial.Carol, out _));
        Assert.False(whole.After.TryGetState(ParticipantId.Of("zoe"), out _));

        (EpochTerms terms, List<(ParticipantOutcome Outcome, List<Posting> Postings)> settled) = ClosedInParts.Again(mechanism, whole);
        for (ulong cut = 0; cut < 12; cut++)
        {
            Assert.Equal(whole.After, ClosedInParts.Next(mechanism, state, terms, settled, cut));
        }

        ParticipantOutcome[] outcomes = [.. settled.Select(static one => one.Outcome)];
        EpochClosing closing = mechanism.ClosingOf(state, outcomes, []);
        Assert.Equal([JobTrial.Carol, ParticipantId.Of("zoe")], closing.Leaving.AsEnumerable());
        AskedNames unasked = mechanism.AskedNamesOf(state with { Requesters = [] }, outcomes, closing);
        Refused("0 of 4 participants were looked at", () => mechanism.CloseNetwork(state, terms, closing));
        Refused("3 of 4 participants", () => mechanism.CloseNetwork(state, terms, closing, unasked with { Participants = 3 }));
        Refused("'carol' is a requester under a former name", () => mechanism.CloseNetwork(state, terms, closing, unasked));
        NetworkState next = mechanism.CloseNetwork(state, terms, closing, AskedNames.Merge(unasked, mechanism.AskedNamesOf(state, [], closing)));
        Assert.Contains("'carol' would be forgotten", Assert.Throws<ArgumentException>(() => mechanism.ClosePartition(next, outcomes)).Message, StringComparison.Ordinal);
    }

    /// <summary>A partition that is missing, there twice, or has money of nobody.</summary>
    [Fact]
    public void CloseNetwork_partitionMissingOrTwice_isRefused()
    {
        EpochSettlement whole = Lives[0];
        Mechanism mechanism = Mechanism;
        (EpochTerms terms, List<(ParticipantOutcome Outcome, List<Posting> Postings)> settled) = ClosedInParts.Again(mechanism, whole);
        ParticipantOutcome[] outcomes = [.. settled.Select(static one => one.Outcome)];
        Posting[] postings = [.. settled.SelectMany(static one => one.Postings)];
        EpochClosing closing = mechanism.ClosingOf(whole.Before, outcomes, postings);
        Assert.Equal(whole.After with { Participants = [] }, mechanism.CloseNetwork(whole.Before, terms, closing));
        Refused("as many as were assessed", () => mechanism.CloseNetwork(whole.Before, terms, EpochClosing.Merge(closing, closing)));
        Refused("as many as were assessed", () => mechanism.CloseNetwork(whole.Before, terms, EpochClosing.None));
        Refused("at most the", () => mechanism.CloseNetwork(whole.Before, terms, closing with { Rewards = terms.Divided + Amount.One }));
        Refused("expected both alike", () => mechanism.CloseNetwork(whole.Before, terms, closing with { Rewards = closing.Rewards - Amount.One }));
        RequesterChange carol = new(JobTrial.Carol, Amount.Zero, Amount.Zero);
        Refused("stands out of order or twice", () => mechanism.CloseNetwork(whole.Before, terms, closing with { Requesters = [carol, carol] }));
        Refused("follows from no outcome", () => mechanism.ClosingOf(whole.Before, outcomes, [.. postings, new Posting(LedgerAccount.Requesters, LedgerAccount.RewardPool, Amount.One, PostingReason.Payment)]));
    }

    private static void Refused(string expected, Action act) => Assert.Contains(expected, Assert.Throws<InconsistentStateException>(act).Message, StringComparison.Ordinal);

    private static NetworkState Joined(NetworkState state, ParticipantId name, ParticipantId before) => state with
    {
        Participants =
        [
            .. state.Participants.Append(new ParticipantState { Participant = name, Stake = StakeAccount.Open(name), FormerNames = [before] }).OrderBy(static participant => participant.Participant),
        ],
    };

    private static IEnumerable<EpochSettlement> LivesOf(Mechanism mechanism)
    {
        foreach (NetworkCase item in NetworkCases.For(mechanism.Policy, deposits => mechanism.Open(Epoch.Of(5), deposits).State, mechanism).Drawn(4, 50, 3))
        {
            (NetworkState state, EpochReport report) = (item.State, item.Report with { Payments = Amount.Of(12_345) });
            for (int epoch = 0; epoch < 3; epoch++)
            {
                EpochSettlement whole = mechanism.Settle(state, report);
                yield return whole;
                (state, report) = (whole.After, report with { Epoch = whole.After.Epoch });
            }
        }
    }

    private static EpochClosing ClosingOf(ulong seed)
    {
        ulong Next() => seed = unchecked((seed * 6364136223846793005) + 1442695040888963407) >> 1;
        Amount Drawn() => Amount.Of((UInt128)(Next() % 1_000_000));
        ImmutableArray<ParticipantId> Names() => [.. Enumerable.Range(0, 5).Where(_ => Next() % 2 == 0).Select(static number => ParticipantId.Of($"name-{number}"))];
        return new EpochClosing
        {
            Participants = Next() % 100,
            Rewards = Drawn(),
            CheckPay = Drawn(),
            Held = Drawn(),
            Moved = new MovedMoney(Drawn(), Drawn(), Drawn(), Drawn(), Drawn(), Drawn(), Drawn(), Drawn(), Drawn(), Drawn(), Drawn()),
            OpenFaults = [.. Enumerable.Range(0, 6).Where(_ => Next() % 2 == 0).Select(static number => Epoch.Of((ulong)number))],
            Requesters = [.. Names().Add(ParticipantId.Of("name-9")).Select(name => new RequesterChange(name, Drawn() + Amount.One, Drawn()))],
            Leaving = Names(),
        };
    }
}
