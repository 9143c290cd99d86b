using System.Collections.Immutable;
using System.Globalization;
using CapaCloud.Mechanisms.Staking;
using CapaCloud.Mechanisms.Testing;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace CapaCloud.Mechanisms.Tests.Staking.Model;

/// <summary>Scripts of 500 steps against a ledger kept on paper; and the same scripts must find bugs that were put in on purpose.</summary>
public sealed class StakingModelTests(ITestOutputHelper output)
{
    private const int Steps = 500;

    /// <summary>A hundred scripts, or as many as the environment variable <c>STAKING_SCRIPTS</c> says.</summary>
    private static int Scripts => int.TryParse(Environment.GetEnvironmentVariable("STAKING_SCRIPTS"), CultureInfo.InvariantCulture, out int scripts) ? scripts : 100;

    [Fact]
    public void Scripts_ofFiveHundredSteps_agreeWithTheLedgerOnPaper() => LawOf(new StakingSystem(), Steps).Check(cases: Scripts);

    [Fact]
    public void Scripts_redelegationSlashedTwice_isFound() => AssertFound(new SlashesRedelegationsTwice());

    [Fact]
    public void Scripts_escapeByUnbondingInTheSameEpoch_isFound() => AssertFound(new LosesTheEpochOfUnbonding());

    [Fact]
    public void Scripts_claimRoundedUp_isFound() => AssertFound(new RoundsClaimsUp());

    [Fact]
    public void Scripts_liabilityForgottenWithCancel_isFound() => AssertFound(new ForgetsBeforeCancel());

    [Fact]
    public void Scripts_laterStakeSlashed_isFound() => AssertFound(new SlashesWhatStandsNow());

    [Fact]
    public void Scripts_overturnedPenaltyTakenAnyway_isFound() => AssertFound(new TakesOverturned());

    [Fact]
    public void Scripts_holdForgottenByPruning_isFound() => AssertFound(new ForgetsHolds());

    [Fact]
    public void Scripts_heldStakePaidOut_isFound() => AssertFound(new PaysWhatIsHeld());

    [Fact]
    public void Scripts_stakeOfAnotherOperatorHeld_isFound() => AssertFound(new HoldsOtherOperators());

    [Fact]
    public void Scripts_departuresForgotten_isFound() => AssertFound(new ForgetsDepartures());

    private static Law LawOf(StakingSystem system, int steps) => Law.Of(
        "agrees-with-paper",
        "after every step the books balance, the liability is what the ledger on paper says, and everything can leave",
        Mapped(StakingScripts.OfLength(steps)),
        script => StakingModel.Play(script.Steps, script.Rules, system) is { } complaint ? throw new InvalidOperationException(complaint) : true);

    /// <summary>Windows of every length: the shorter of the two may be either.</summary>
    private static FsCheck.Arbitrary<Script> Mapped(FsCheck.Arbitrary<StakingStep[]> scripts) => Arb.From(
        from steps in scripts.Generator
        from liability in Gen.Choose(1, 9)
        from unbonding in Gen.Choose(0, 9)
        from tranches in Gen.Elements(2, 6, 24)
        select new Script(steps, new StakingRules
        {
            LiabilityWindow = EpochSpan.Of((ulong)liability),
            UnbondingPeriod = EpochSpan.Of((ulong)unbonding),
            MaximumTranches = tranches,
        }),
        script => scripts.Shrinker(script.Steps).Select(steps => script with { Steps = steps }));

    private void AssertFound(StakingSystem mutant)
    {
        string? violation = LawOf(mutant, Steps).FindViolation(cases: 100);
        Assert.NotNull(violation);
        output.WriteLine(violation);

        // The smallest script is one that a person can read: a handful of lines.
        string smallest = violation.Split("First case:")[0];
        Assert.InRange(smallest.Split('\n').Length, 2, 14);
    }

    private sealed record Script(StakingStep[] Steps, StakingRules Rules)
    {
        public override string ToString() => $"liable for {Rules.LiabilityWindow}, unbonding {Rules.UnbondingPeriod}, at most {Rules.MaximumTranches} tranches" + string.Concat(Steps.Select(step => $"{Environment.NewLine}  {step}"));
    }

    private sealed class SlashesRedelegationsTwice : StakingSystem
    {
        public override StakeSlash Slash(StakeAccount account, ParticipantId operatorId, Epoch fault, Proportion fraction, Epoch now)
        {
            StakeSlash once = base.Slash(account, operatorId, fault, fraction, now);
            bool redelegated = account.Tranches.Any(lot => lot.StoodAt(operatorId, fault) && lot.Operator != operatorId);
            if (!redelegated || once.Taken.IsZero)
            {
                return once;
            }

            StakeSlash twice = base.Slash(once.Account, operatorId, fault, fraction, now);
            return once with { Account = twice.Account, Taken = once.Taken + twice.Taken };
        }
    }

    private sealed class LosesTheEpochOfUnbonding : StakingSystem
    {
        public override StakeChange Unbond(StakeAccount account, Amount amount, ParticipantId operatorId, Epoch now)
        {
            StakeChange change = base.Unbond(account, amount, operatorId, now);
            ImmutableArray<StakeTranche> lots =
            [
                .. change.Account.Tranches.Select(lot => lot.UnbondedAt == now ? lot with { UnbondedAt = now.MinusToZero(EpochSpan.One) } : lot),
            ];
            return change with { Account = new StakeAccount(account.Owner, lots, change.Account.Holds) };
        }
    }

    private sealed class RoundsClaimsUp : StakingSystem
    {
        public override StakeChange Withdraw(StakeAccount account, Epoch now)
        {
            StakeChange change = base.Withdraw(account, now);
            return change.Posting is { } posting
                ? change with { Posting = new Posting(posting.From, posting.To, posting.Amount + Amount.One, posting.Reason) }
                : change;
        }
    }

    private sealed class ForgetsBeforeCancel : StakingSystem
    {
        public override StakeChange Cancel(StakeAccount account, Amount amount, Epoch now)
        {
            StakeChange change = base.Cancel(account, amount, now);
            ImmutableArray<StakeTranche> lots = [.. change.Account.Tranches.Select(lot => lot with { Earlier = [] })];
            return change with { Account = new StakeAccount(account.Owner, lots, change.Account.Holds) };
        }
    }

    private sealed class SlashesWhatStandsNow : StakingSystem
    {
        public override StakeSlash Slash(StakeAccount account, ParticipantId operatorId, Epoch fault, Proportion fraction, Epoch now) =>
            base.Slash(account, operatorId, now, fraction, now);
    }

    private sealed class TakesOverturned : StakingSystem
    {
        public override StakeAccount Release(StakeAccount account, StakeHold hold, Epoch now) =>
            base.Release(account.IsHeld(hold.Operator, hold.Fault) ? base.Slash(account, hold.Operator, hold.Fault, Proportion.One, now).Account : account, hold, now);
    }

    /// <summary>What the first version did: the pruning forgot a hold, and later stake stood since ever.</summary>
    private sealed class ForgetsHolds : StakingSystem
    {
        public override StakeAccount Prune(StakeAccount account, Epoch now) =>
            Again(new StakeAccount(account.Owner, account.Tranches, []).Prune(now, Rules), account);

        public override StakeChange Deposit(StakeAccount account, Amount amount, ParticipantId operatorId, Epoch now) =>
            base.Deposit(account, amount, operatorId, now) is var change ? change with { Account = Prune(change.Account, now) } : default;

        private static StakeAccount Again(StakeAccount pruned, StakeAccount account) =>
            new(account.Owner, pruned.Tranches, [.. account.Holds.Where(hold => !pruned.StandingAt(hold.Operator, hold.Fault).IsZero)]);
    }

    private sealed class PaysWhatIsHeld : StakingSystem
    {
        public override StakeChange Withdraw(StakeAccount account, Epoch now) => base.Withdraw(new StakeAccount(account.Owner, account.Tranches, []), now);
    }

    private sealed class HoldsOtherOperators : StakingSystem
    {
        public override StakeAccount Hold(StakeAccount account, StakeHold hold, Epoch now)
        {
            ParticipantId other = account.Tranches.Select(lot => lot.Operator).FirstOrDefault(id => id != hold.Operator, hold.Operator);
            return base.Hold(account, hold with { Operator = other }, now);
        }
    }

    /// <summary>Remembers nothing of what left: a second fault of the same epoch is charged on less.</summary>
    private sealed class ForgetsDepartures : StakingSystem
    {
        public override StakeSlash Slash(StakeAccount account, ParticipantId operatorId, Epoch fault, Proportion fraction, Epoch now)
        {
            StakeSlash slash = base.Slash(account, operatorId, fault, fraction, now);
            ImmutableArray<StakeTranche> lots = [.. slash.Account.Tranches.Select(lot => lot with { Departures = [] }).Where(lot => !lot.Remaining.IsZero)];
            return slash with { Account = new StakeAccount(account.Owner, lots, []) };
        }
    }
}
