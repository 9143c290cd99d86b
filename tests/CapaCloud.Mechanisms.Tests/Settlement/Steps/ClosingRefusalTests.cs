using System.Collections.Immutable;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Testing.Generators;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Tests.Settlement.Steps;

/// <summary>What came from many machines closes an epoch only as it was made: in any order of the postings, and with nothing missing, repeated, added or altered.</summary>
public sealed class ClosingRefusalTests
{
    private static readonly Mechanism Mechanism = CapaCloud.Mechanisms.Mechanism.FromPolicy(Jobs.JobTrial.WithAppeals.Policy with
    {
        Reward = CapaCloud.Mechanisms.Mechanism.Create(build => build.Reward(reward => reward.IssuePerEpoch(1_001).TreasuryFee(Proportion.Percent(7)).TimesUptime().SplitByFloor())).Policy.Reward,
    });

    private static readonly Epochs[] All = [.. Lives()];

    [Fact]
    public void Close_anyOrderOfThePostings_givesTheSameState() => Assert.All(All, epoch =>
    {
        Assert.Equal(epoch.Whole.After, epoch.Close(epoch.Outcomes, epoch.Postings));
        Assert.Equal(epoch.Whole.After, epoch.Close(epoch.Outcomes, [.. epoch.Postings.Reverse()]));
    });

    /// <summary>Each posting in turn: left out, there twice, of another amount, to somebody else, for another reason.</summary>
    [Fact]
    public void Close_onePostingMissingRepeatedOrAltered_isRefused()
    {
        HashSet<PostingReason> seen = [];
        foreach (Epochs epoch in All)
        {
            for (int index = 0; index < epoch.Postings.Length; index++)
            {
                Posting posting = epoch.Postings[index];
                seen.Add(posting.Reason);
                AssertRefused(epoch, epoch.Outcomes, epoch.Postings.RemoveAt(index), posting);
                AssertRefused(epoch, epoch.Outcomes, epoch.Postings.Add(posting), posting);
                AssertRefused(epoch, epoch.Outcomes, epoch.Postings.SetItem(index, new Posting(posting.From, posting.To, posting.Amount + Amount.One, posting.Reason)), posting);
                AssertRefused(epoch, epoch.Outcomes, epoch.Postings.SetItem(index, default), posting);
                AssertRefused(epoch, epoch.Outcomes, epoch.Postings.SetItem(index, new Posting(posting.From, posting.To, posting.Amount, PostingReason.Repair)), posting);
                if (posting.To.Kind == LedgerAccountKind.Wallet && posting.From.Kind is LedgerAccountKind.RewardPool or LedgerAccountKind.Escrow)
                {
                    AssertRefused(epoch, epoch.Outcomes, epoch.Postings.SetItem(index, new Posting(posting.From, LedgerAccount.Wallet(ParticipantId.Of("stranger")), posting.Amount, posting.Reason)), posting);
                }
            }
        }

        Assert.Superset(new HashSet<PostingReason> { PostingReason.Reward, PostingReason.Slash, PostingReason.JobPay, PostingReason.Fee, PostingReason.Withheld }, seen);
    }

    /// <summary>Money for somebody of whom there is no outcome.</summary>
    [Fact]
    public void Close_aPostingOfAStranger_isRefusedByName()
    {
        Epochs epoch = All[0];
        Posting stray = new(LedgerAccount.RewardPool, LedgerAccount.Wallet(ParticipantId.Of("stranger")), Amount.One, PostingReason.Reward);
        InconsistentStateException refused = Assert.Throws<InconsistentStateException>(() => epoch.Close(epoch.Outcomes, epoch.Postings.Add(stray)));
        Assert.Contains("'stranger' has 1 paid", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>Each outcome in turn: left out, there twice, of nobody, and each of its amounts one unit higher.</summary>
    [Fact]
    public void Close_oneOutcomeMissingRepeatedOrAltered_isRefused()
    {
        Func<ParticipantOutcome, ParticipantOutcome>[] changes =
        [
            outcome => outcome with { Reward = outcome.Reward + Amount.One },
            outcome => outcome with { Withheld = outcome.Withheld + Amount.One, Reward = outcome.Reward + Amount.One },
            outcome => outcome with { Returned = outcome.Returned + Amount.One },
            outcome => outcome with { Forfeited = outcome.Forfeited + Amount.One },
            outcome => outcome with { Slashed = outcome.Slashed + Amount.One },
            outcome => outcome with { Bounties = outcome.Bounties + Amount.One },
            outcome => outcome with { After = outcome.After with { Participant = default } },
            outcome => outcome with { After = outcome.After with { Stake = null! } },
            outcome => outcome with { After = outcome.After with { Participant = ParticipantId.Of("stranger") } },
            outcome => outcome with { Jobs = [.. outcome.Jobs, new JobOutcome { Task = TaskId.Of("x"), Requester = Jobs.JobTrial.Carol, Ending = JobEnding.Accepted, ToProvider = Amount.One }] },
            outcome => outcome with { Jobs = [.. outcome.Jobs, new JobOutcome { Task = TaskId.Of("x"), Requester = Jobs.JobTrial.Carol, Ending = JobEnding.Accepted, Fee = Amount.One }] },
        ];
        foreach (Epochs epoch in All)
        {
            for (int index = 0; index < epoch.Outcomes.Length; index++)
            {
                ParticipantOutcome outcome = epoch.Outcomes[index];
                Assert.All(changes, change => AssertRefused(epoch, epoch.Outcomes.SetItem(index, change(outcome)), epoch.Postings, outcome));
                AssertRefused(epoch, epoch.Outcomes.RemoveAt(index), epoch.Postings, outcome);
                AssertRefused(epoch, epoch.Outcomes.Insert(index, outcome), epoch.Postings, outcome);
            }

            AssertRefused(epoch, [.. epoch.Outcomes.Reverse()], epoch.Postings, "reversed");
        }
    }

    private static void AssertRefused(Epochs epoch, ImmutableArray<ParticipantOutcome> outcomes, ImmutableArray<Posting> postings, object what)
    {
        try
        {
            epoch.Close(outcomes, postings);
        }
        catch (InconsistentStateException refused)
        {
            Assert.True(refused.Message.Length > 40, refused.Message);
            return;
        }

        Assert.Fail($"closed with an altered {what}");
    }

    private static IEnumerable<Epochs> Lives()
    {
        foreach (NetworkCase item in NetworkCases.For(Mechanism.Policy, deposits => Mechanism.Open(Epoch.Of(5), deposits).State, Mechanism).Drawn(5, 50, 3))
        {
            (NetworkState state, EpochReport report) = (item.State, item.Report);
            for (int epoch = 0; epoch < 3; epoch++)
            {
                EpochSettlement whole = Mechanism.Settle(state, report with { Payments = Amount.Of(12_345) });
                yield return new Epochs(Mechanism, whole);
                state = whole.After;
                report = report with { Epoch = state.Epoch };
            }
        }
    }

    private sealed record Epochs(Mechanism Mechanism, EpochSettlement Whole)
    {
        public ImmutableArray<ParticipantOutcome> Outcomes => Whole.Outcomes;

        public ImmutableArray<Posting> Postings => Whole.Postings;

        public NetworkState Close(ImmutableArray<ParticipantOutcome> outcomes, ImmutableArray<Posting> postings)
        {
            EpochIntake intake = Mechanism.Intake(Whole.Before, Whole.Report);
            CaseBatch batch = default;
            for (int index = 0; index < Whole.Before.Participants.Length; index++)
            {
                batch = CaseBatch.Merge(batch, Mechanism.BatchOf(Whole.Before.Participants[index], intake.Inputs[index]));
            }

            EpochTerms terms = Mechanism.Terms(Whole.Before, Mechanism.Climate(Whole.Before, batch, Whole.Faults), Whole.Totals, Whole.Report.Payments);
            return Mechanism.Close(Whole.Before, terms, outcomes, postings);
        }
    }
}
