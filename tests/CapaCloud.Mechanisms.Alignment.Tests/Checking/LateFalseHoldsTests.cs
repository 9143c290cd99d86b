using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Alignment.Tests.Checking;

/// <summary>Two answers about late verdicts that were once "holds": somebody who had the public API alone played strategies that gain.</summary>
public sealed class LateFalseHoldsTests
{
    /// <summary>Cheat for six epochs until the first verdict comes, then unbond and go on under a new name for 30 units: nine units an epoch over honest work.</summary>
    [Fact]
    public void Jail_withACheapNewName_doesNotHold()
    {
        Mechanism mechanism = Mechanism.Create(build => build
            .Stake(stake => stake.MinimumBond(450).UnbondingPeriod(EpochSpan.Of(30)))
            .Verify(verify => verify.AuditRate(Proportion.FromParts(13_000_000_000_000_000)))
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(57)), offence => offence with { ForfeitsReward = true, Jail = EpochSpan.Of(5) })
            .Reward(reward => reward.SplitByFloor()));
        Economics economics = Mechanisms.Ordinary with { PaymentPerJob = 14, JobsPerEpoch = 8, DetectionDelay = 5, IdentityPrice = 30 };
        Assert.IsNotType<Finding.Holds>(AlignmentChecker.Check(mechanism, economics).On(AlignmentProperty.IncentiveCompatibility));
        Assert.IsNotType<Finding.Holds>(AlignmentChecker.Check(mechanism, economics).On(AlignmentProperty.WhitewashResistance));
    }

    /// <summary>
    /// Every job is audited two epochs later and takes 30 % of the bond. A friend reports every fourth job at once, so that four slashes meet in one bond that has three and a third of them. Played through the
    /// settlement it takes less than the 294 that a job saves.
    /// </summary>
    [Fact]
    public void NewerWorkReportedAtOnce_drainsTheBond_andDoesNotHold()
    {
        Mechanism mechanism = Mechanism.Create(build => build
            .Stake(stake => stake.MinimumBond(1_000).UnbondingPeriod(EpochSpan.Of(30)))
            .Verify(verify => verify.AuditRate(Proportion.One))
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(30)))
            .Reward(reward => reward.SplitByFloor()));
        Economics economics = Mechanisms.Ordinary with { CostPerJob = 294, PaymentPerJob = 600, JobsPerEpoch = 1, DetectionDelay = 2 };

        Assert.InRange(LossOfCheatingAlways(mechanism, economics, epochs: 120), 280, 293);
        Assert.IsNotType<Finding.Holds>(AlignmentChecker.Check(mechanism, economics).On(AlignmentProperty.IncentiveCompatibility));
    }

    /// <summary>What an epoch of cheating takes of the stake on average, with the bond topped up before each.</summary>
    private static double LossOfCheatingAlways(Mechanism mechanism, Economics economics, int epochs)
    {
        ParticipantId cheater = ParticipantId.Of("cheater");
        NetworkState state = mechanism.Open(Epoch.Zero, [KeyValuePair.Create(cheater, mechanism.Policy.Stake.MinimumBond)]).State;
        int delay = (int)economics.DetectionDelay;
        double lost = 0;
        for (int epoch = 0; epoch < epochs + delay; epoch++)
        {
            Amount missing = mechanism.Policy.Stake.MinimumBond.SubtractToZero(state.StateOf(cheater).Stake.Bonded);
            state = epoch < epochs && !missing.IsZero ? mechanism.Deposit(state, cheater, missing).State : state;
            int[] judged = [.. new[] { epoch - delay, epoch }.Where(work => work >= 0 && work < epochs && (work == epoch ? work % 4 == 0 : work % 4 != 0))];
            EpochSettlement settled = mechanism.Settle(state, new EpochReport
            {
                Epoch = state.Epoch,
                Verdicts = [.. judged.Select(work => Verdict.Because(cheater, TaskId.Of($"t{work}"), Epoch.Of((ulong)work), VerdictReason.ContradictsAccepted))],
            });
            lost += (double)settled.OutcomeOf(cheater).Slashed.Units;
            state = settled.After;
        }

        return lost / epochs;
    }
}
