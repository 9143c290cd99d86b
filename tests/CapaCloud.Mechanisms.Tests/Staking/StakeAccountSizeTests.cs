using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Tests.Staking;

/// <summary>What an account remembers is bounded by the windows, however long it lives, and an operation costs a step for each hold.</summary>
public sealed class StakeAccountSizeTests
{
    private static readonly StakingRules Rules = new() { UnbondingPeriod = EpochSpan.Of(7), LiabilityWindow = EpochSpan.Of(6), MaximumTranches = 200 };
    private static readonly ParticipantId Alice = ParticipantId.Of("alice");
    private static readonly ParticipantId First = ParticipantId.Of("first");
    private static readonly ParticipantId Second = ParticipantId.Of("second");

    /// <summary>Something happens in each of 5,000 epochs; a tranche once remembered 8,000 departures.</summary>
    [Fact]
    public void Account_5000Epochs_isNoLargerThanItsWindows()
    {
        StakeAccount account = StakeAccount.Open(Alice).Deposit(U(1_000_000_000), First, E(0), Rules).Account;
        int tranches = 0, departures = 0, intervals = 0, holds = 0;
        for (ulong epoch = 1; epoch <= 5_000; epoch++)
        {
            Epoch now = E(epoch);
            account = account.Deposit(U(50_000), First, now, Rules).Account;
            account = account.Slash(First, E(epoch - 1), Proportion.FromQuotient(10, 1_000_000, Rounding.Up), now, Rules).Account;
            account = account.Unbond(U(30_000), First, now, Rules).Account;
            account = epoch % 3 == 0 ? account.CancelUnbonding(U(1_000), now, Rules).Account : account;
            account = epoch % 5 == 0 ? account.Redelegate(U(1_000), First, Second, now, Rules).Account : account;
            account = epoch % 7 == 0 ? account.Redelegate(U(1_000), Second, First, now, Rules).Account : account;
            account = account.Hold(First, now, now, Rules);
            account = epoch > 20 ? account.Release(First, E(epoch - 20), now, Rules) : account;
            account = account.Withdraw(now, Rules).Account;
            tranches = int.Max(tranches, account.Tranches.Length);
            departures = int.Max(departures, account.Tranches.Max(tranche => tranche.Departures.Length));
            intervals = int.Max(intervals, account.Tranches.Max(tranche => tranche.Earlier.Length));
            holds = int.Max(holds, account.Holds.Length);
        }

        // The oldest hold is 20 epochs old: no tranche, departure or stretch from before it is told apart.
        Assert.InRange(tranches, 1, 200);
        Assert.InRange(departures, 1, 21);
        Assert.InRange(intervals, 0, 21);
        Assert.Equal(20, holds);
        Assert.InRange(account.Release(First, E(5_000), E(5_030), Rules).Holds.Length, 19, 19);
        StakeAccount quiet = account.Holds.Aggregate(account, (free, hold) => free.Release(hold.Operator, hold.Fault, E(5_040), Rules)).Prune(E(5_040), Rules);
        Assert.InRange(quiet.Tranches.Length, 1, 32);
        Assert.All(quiet.Tranches, tranche => Assert.True(tranche.Departures.IsEmpty && tranche.Earlier.IsEmpty));
    }

    /// <summary>Each operation copies the holds at most once and looks at each at most a few times: twice the holds, at most twice the memory.</summary>
    [Fact]
    public void Operations_thousandsOfHolds_allocateInProportion()
    {
        StakingRules patient = Rules with { UnbondingPeriod = EpochSpan.Of(10_000), LiabilityWindow = EpochSpan.Of(10_000) };
        long thousand = Allocated(1_000, patient), two = Allocated(2_000, patient), four = Allocated(4_000, patient);
        Assert.InRange(two, thousand, (2 * thousand) + 4_096);
        Assert.InRange(four, two, (2 * two) + 4_096);
    }

    /// <summary>What takes nothing away from the holds does not copy them.</summary>
    [Fact]
    public void Slash_thousandsOfHolds_allocatesAsWithOne()
    {
        StakingRules patient = Rules with { UnbondingPeriod = EpochSpan.Of(10_000), LiabilityWindow = EpochSpan.Of(10_000) };
        long one = Slashed(1, patient), many = Slashed(4_000, patient);
        Assert.InRange(many, one - 1_024, one + 1_024);

        static long Slashed(int count, StakingRules rules)
        {
            StakeAccount account = Held(count, rules);
            return Allocation.Least(() => account.Slash(First, E(9_000), Proportion.Percent(1), E(9_000), rules));
        }
    }

    private static long Allocated(int count, StakingRules rules)
    {
        StakeAccount account = Held(count, rules);
        return Allocation.Least(() => Run(account, rules));
    }

    private static void Run(StakeAccount account, StakingRules rules)
    {
        Epoch now = E(9_000);
        account = account.Hold(First, E(8_999), now, rules).Slash(First, E(2_000), Proportion.Percent(1), now, rules).Account;
        account = account.Unbond(U(1_000), First, now, rules).Account.Release(First, E(8_999), now, rules);
        _ = account.WithdrawableAt(now, rules);
    }

    private static StakeAccount Held(int count, StakingRules rules)
    {
        StakeAccount account = StakeAccount.Open(Alice).Deposit(U(1_000_000), First, E(1), rules).Account;
        return new StakeAccount(Alice, account.Tranches, [.. Enumerable.Range(1, count).Select(epoch => new StakeHold(First, E((ulong)epoch)))]);
    }

    private static Amount U(ulong units) => Amount.Of(units);

    private static Epoch E(ulong epoch) => Epoch.Of(epoch);
}
