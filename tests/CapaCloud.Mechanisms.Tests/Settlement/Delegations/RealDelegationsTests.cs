using System.Globalization;
using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms.Tests.Settlement.Delegations;

/// <summary>A real set of operators and delegators (casper-genesis of the shared data), where it lies beside the repository.</summary>
public sealed class RealDelegationsTests
{
    private static string Folder => Path.Combine(RepositoryRoot.Path, "..", "shared", "data", "casper-genesis");

    [Fact]
    public void LargestPool_slashedByFivePercent_everythingLeavesAndNothingStaysBehind()
    {
        if (!Directory.Exists(Folder))
        {
            return;
        }

        Mechanism mechanism = Mechanism.Create(build => build
            .Name("casper genesis")
            .Stake(stake => stake.MinimumBond(8_000_000).UnbondingPeriod(EpochSpan.Of(7)).Delegated(delegated => delegated.CommissionAtMost(Proportion.One)))
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(5)))
            .Reward(reward => reward.IssuePerEpoch(1_000_000_000_000_000).SplitByFloor()));
        string[][] operators = Rows("validators.csv"), delegations = Rows("delegations.csv");
        Assert.Equal((56, 160), (operators.Length, delegations.Length));
        NetworkState state = mechanism.Open(Epoch.Zero, operators.Select(row => KeyValuePair.Create(ParticipantId.Of(row[0]), Units(row[1])))).State;
        state = operators.Aggregate(state, (before, row) => mechanism.SetCommission(before, ParticipantId.Of(row[0]), Proportion.Percent(uint.Parse(row[2], CultureInfo.InvariantCulture))));
        state = delegations.Aggregate(state, (before, row) => mechanism.DelegateStake(before, ParticipantId.Of(row[0]), ParticipantId.Of(row[1]), Units(row[2])).State);
        Assert.Equal(Amount.Of(3_535_670_616_000_000_000), state.Books.Held);

        // Two epochs of work, then the largest pool is found wrong.
        state = Work(mechanism, Work(mechanism, state).After).After;
        ParticipantState largest = state.Participants.MaxBy(participant => participant.Delegated!.Pool.Bonded);
        Amount standing = largest.Stake.Bonded + largest.Delegated!.Pool.Bonded;
        EpochSettlement slashed = Work(mechanism, state, Verdict.Because(largest.Participant, TaskId.Of("t"), state.Epoch, VerdictReason.ContradictsAccepted));
        ParticipantOutcome outcome = slashed.OutcomeOf(largest.Participant);
        Assert.Equal(standing.Multiply(Proportion.Percent(5), Rounding.Up), outcome.Slashed + outcome.Delegators!.Slashed);
        state = slashed.After;
        Assert.Equal(state, StateBinary.Read(StateBinary.Write(state)));

        foreach ((ParticipantId delegator, ParticipantId operatorId) in delegations.Select(row => (ParticipantId.Of(row[0]), ParticipantId.Of(row[1]))))
        {
            state = mechanism.UndelegateStake(state, delegator, operatorId, state.StateOf(operatorId).Delegated!.StakeOf(delegator));
        }

        for (int epoch = 0; epoch < 7; epoch++)
        {
            state = Work(mechanism, state).After;
        }

        Amount paid = Amount.Zero, held = state.Participants.Aggregate(Amount.Zero, (sum, participant) => sum + participant.Delegated!.Total);
        foreach ((ParticipantId delegator, ParticipantId operatorId) in delegations.Select(row => (ParticipantId.Of(row[0]), ParticipantId.Of(row[1]))))
        {
            StateChange withdrawn = mechanism.WithdrawDelegation(state, delegator, operatorId), claimed = mechanism.ClaimRewards(withdrawn.State, delegator, operatorId);
            paid = withdrawn.Postings.Concat(claimed.Postings).Aggregate(paid, (sum, posting) => sum + posting.Amount);
            state = claimed.State;
        }

        EpochSettlement last = Work(mechanism, state);
        Amount dust = last.Outcomes.Aggregate(Amount.Zero, (sum, one) => sum + one.Delegators!.Dust);
        Assert.Equal(held, paid + dust);
        Assert.All(last.After.Participants, participant => Assert.Equal((true, Amount.Zero), (participant.Delegated!.IsEmpty, participant.Delegated.Total)));
        Assert.Empty(last.After.Inconsistencies());

        // Nobody but the delegators of the slashed operator lost stake: all the others had back what they brought.
        Amount brought = delegations.Where(row => row[1] != largest.Participant.ToString()).Aggregate(Amount.Zero, (sum, row) => sum + Units(row[2]));
        Assert.True(paid > brought);
    }

    private static string[][] Rows(string file) => [.. File.ReadLines(Path.Combine(Folder, file)).Skip(1).Where(line => line.Length > 0).Select(line => line.Split(','))];

    private static Amount Units(string motes) => Amount.Of(UInt128.Parse(motes, CultureInfo.InvariantCulture));

    private static EpochSettlement Work(Mechanism mechanism, NetworkState state, params Verdict[] verdicts) => mechanism.Settle(state, new EpochReport
    {
        Epoch = state.Epoch,
        Participants = [.. state.Participants.Select(participant => new ParticipantReport { Participant = participant.Participant, Work = 10 })],
        Verdicts = [.. verdicts],
    });
}
