using System.Collections.Immutable;
using CapaCloud.Mechanisms.Hashing;
using CapaCloud.Mechanisms.Identity;
using CapaCloud.Mechanisms.Ledger;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Staking;
using CapaCloud.Mechanisms.Testing.Laws;
using CapaCloud.Mechanisms.Time;
using Xunit.Abstractions;

namespace CapaCloud.Mechanisms.Tests.Staking.Model;

/// <summary>Scripts of 500 steps against a ledger kept on paper; and the same scripts must find bugs that were put in on purpose.</summary>
public sealed class StakingModelTests(ITestOutputHelper output)
{
    private const int Steps = 500;

    [Fact]
    public void Scripts_thousandOfFiveHundredSteps_agreeWithTheLedgerOnPaper() => LawOf(new StakingSystem(), Steps).Check(cases: 1_000);

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

    private static Law LawOf(StakingSystem system, int steps) => Law.Of(
        "agrees-with-paper",
        "after every step the books balance, the liability is what the ledger on paper says, and everything can leave",
        Mapped(StakingScripts.OfLength(steps)),
        script => StakingModel.Play(script.Steps, system) is { } complaint ? throw new InvalidOperationException(complaint) : true);

    private static FsCheck.Arbitrary<Script> Mapped(FsCheck.Arbitrary<StakingStep[]> scripts) => FsCheck.Fluent.Arb.From(
        FsCheck.Fluent.Gen.Select(scripts.Generator, steps => new Script(steps)),
        script => scripts.Shrinker(script.Steps).Select(steps => new Script(steps)));

    private void AssertFound(StakingSystem mutant)
    {
        string? violation = LawOf(mutant, Steps).FindViolation(cases: 100);
        Assert.NotNull(violation);
        output.WriteLine(violation);

        // The smallest script is one that a person can read: a handful of lines.
        string smallest = violation.Split("First case:")[0];
        Assert.InRange(smallest.Split('\n').Length, 2, 14);
    }

    private sealed record Script(StakingStep[] Steps)
    {
        public override string ToString() => string.Concat(Steps.Select(step => $"{Environment.NewLine}  {step}"));
    }

    private sealed class SlashesRedelegationsTwice : StakingSystem
    {
        public override StakeSlash Slash(StakeAccount account, ParticipantId operatorId, Epoch fault, Proportion fraction, Epoch now)
        {
            StakeSlash once = base.Slash(account, operatorId, fault, fraction, now);
            bool redelegated = account.Lots.Any(lot => lot.StoodAt(operatorId, fault) && lot.Operator != operatorId);
            if (!redelegated || once.Taken.IsZero)
            {
                return once;
            }

            StakeSlash twice = base.Slash(once.Account, operatorId, fault, fraction, now);
            Posting posting = new(LedgerAccount.Stake(account.Owner), LedgerAccount.Treasury, once.Taken + twice.Taken, PostingReason.Slash);
            return once with { Account = twice.Account, Taken = once.Taken + twice.Taken, Posting = posting };
        }
    }

    private sealed class LosesTheEpochOfUnbonding : StakingSystem
    {
        public override StakeChange Unbond(StakeAccount account, Amount amount, ParticipantId operatorId, Epoch now)
        {
            StakeChange change = base.Unbond(account, amount, operatorId, now);
            ImmutableArray<StakeLot> lots =
            [
                .. change.Account.Lots.Select(lot => lot.UnbondedAt == now ? lot with { UnbondedAt = now.MinusToZero(EpochSpan.One) } : lot),
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
            ImmutableArray<StakeLot> lots = [.. change.Account.Lots.Select(lot => lot with { Earlier = [] })];
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
        public override StakeAccount Overturn(StakeAccount account, Digest key, Epoch now) => base.Confirm(account, key, now).Account;
    }
}
