using CapaCloud.Mechanisms.Staking;
using CapaCloud.Mechanisms.Testing.Generators;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>Charges an operator's fault to a stake account, by the library's own rule or by one that wraps it.</summary>
/// <remarks>No formula.</remarks>
/// <param name="account">The account.</param>
/// <param name="operatorId">Whose fault it was.</param>
/// <param name="fault">The epoch of the fault.</param>
/// <param name="fraction">The part of what stood then.</param>
/// <param name="now">The present epoch.</param>
/// <returns>The slash.</returns>
internal delegate StakeSlash StakeCharge(StakeAccount account, ParticipantId operatorId, Epoch fault, Proportion fraction, Epoch now);

/// <summary>The laws of charging stake: the loss depends on the stake at the fault, and on nothing that happened to it since.</summary>
/// <remarks>No formula. The moves are drawn: deposits, unbondings, cancellations, redelegations and withdrawals, several in an epoch.</remarks>
internal static class StakeAccountLaws
{
    private static readonly ParticipantId Owner = ParticipantId.Of("owner");
    private static readonly ParticipantId Faulty = ParticipantId.Of("faulty");
    private static readonly ParticipantId Other = ParticipantId.Of("other");
    private static readonly Epoch Fault = Epoch.Of(50);

    /// <summary>Returns the laws for the library's own rule under some rules.</summary>
    /// <param name="rules">The rules; their minimum bond is not used.</param>
    /// <returns>The laws.</returns>
    public static IReadOnlyList<Law> For(StakingRules rules) => For(rules, (account, operatorId, fault, fraction, now) =>
        account.Slash(operatorId, fault, fraction, now, rules));

    /// <summary>Returns the laws for a rule of one's own.</summary>
    /// <param name="rules">The rules; their minimum bond is not used.</param>
    /// <param name="charge">The rule.</param>
    /// <returns>The laws.</returns>
    public static IReadOnlyList<Law> For(StakingRules rules, StakeCharge charge)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(charge);
        StakingRules free = rules with { MinimumBond = Amount.Zero };
        return
        [
            Law.Of("loss-follows-the-fault", "the loss is the part of what stood at the fault, however the stake moved since", Cases(), item =>
            {
                (StakeAccount account, Epoch now) = item.Play(free);
                return charge(account, Faulty, Fault, item.Fraction, now).Taken == item.Stake.Multiply(item.Fraction, Rounding.Up);
            }),
            Law.Of("later-stake-is-safe", "stake that came after the fault is never taken", Cases(), item =>
            {
                (StakeAccount account, Epoch now) = item.Play(free);
                Amount later = account.Total - Amount.Min(account.Total, item.Stake);
                return charge(account, Faulty, Fault, Proportion.One, now).Account.Total >= later;
            }),
            Law.Of("books-balance", "what leaves the account is what is said to be taken, and no more than is due", Cases(), item =>
            {
                (StakeAccount account, Epoch now) = item.Play(free);
                StakeSlash slash = charge(account, Faulty, Fault, item.Fraction, now);
                return account.Total - slash.Account.Total == slash.Taken && slash.Taken <= slash.Due;
            }),
            Law.Of("charged-once", "all that stood can be taken once, and then nothing is left to take", Cases(), item =>
            {
                (StakeAccount account, Epoch now) = item.Play(free);
                StakeAccount after = charge(account, Faulty, Fault, Proportion.One, now).Account;
                return charge(after, Faulty, Fault, Proportion.One, now).Taken.IsZero;
            }),
            Law.Of("held-fault-waits", "what stood at a held fault is charged long after the window, however it moved, and nothing that came later", Cases(), item =>
            {
                (StakeAccount account, Epoch now) = item.Play(free, hold: true);
                Epoch late = now + EpochSpan.Of((3 * rules.ReleaseDelay.Epochs) + 1);
                account = account.Withdraw(late, free).Account.Deposit(Amount.Of(7), Faulty, late, free).Account;
                StakeSlash slash = charge(account, Faulty, Fault, item.Fraction, late);
                return slash.Standing == item.Stake && slash.Taken == item.Stake.Multiply(item.Fraction, Rounding.Up);
            }),
        ];
    }

    private static Arbitrary<Moves> Cases() => Arb.From(
        from stake in Generate.ModestAmount
        from fraction in Generate.Proportion
        from count in Gen.Choose(0, 8)
        from steps in Gen.ArrayOf(Gen.Choose(0, 999), count)
        select new Moves(Amount.Max(Amount.One, stake), fraction, steps),
        item => item.Steps.Select((_, left) => item with { Steps = [.. item.Steps.Where((_, index) => index != left)] })
            .Concat(Shrink.Amount(item.Stake).Where(stake => !stake.IsZero).Select(stake => item with { Stake = stake })));

    private sealed record Moves(Amount Stake, Proportion Fraction, int[] Steps)
    {
        /// <summary>Bonds the stake in the epoch of the fault, then moves it about until just before the window closes.</summary>
        public (StakeAccount Account, Epoch Now) Play(StakingRules rules, bool hold = false)
        {
            StakeAccount account = StakeAccount.Open(Owner).Deposit(Stake, Faulty, Fault, rules).Account;
            account = hold ? account.Hold(Faulty, Fault, Fault, rules) : account;
            ulong last = rules.LiabilityWindow.Epochs == 0 ? Fault.Number : Fault.Number + rules.LiabilityWindow.Epochs - 1;
            ulong now = Fault.Number;
            foreach (int step in Steps)
            {
                now = ulong.Min(last, now + (ulong)(step % 3));
                account = Move(account, step / 3, Epoch.Of(now), rules);
            }

            return (account, Epoch.Of(now));
        }

        public override string ToString() => $"{Stake} at {Fraction}, steps {string.Join(" ", Steps)}";

        private static StakeAccount Move(StakeAccount account, int step, Epoch now, StakingRules rules)
        {
            Proportion part = Proportion.Percent((uint)(step / 6 % 50 * 2) + 1);
            Amount faulty = account.BondedWith(Faulty).Multiply(part, Rounding.Up);
            Amount other = account.BondedWith(Other).Multiply(part, Rounding.Up);
            Amount unbonding = account.Unbonding.Multiply(part, Rounding.Up);
            try
            {
                return (step % 6) switch
                {
                    0 when now > Fault => account.Deposit(Amount.Of((UInt128)step + 1), Faulty, now, rules).Account,
                    1 when !faulty.IsZero => account.Unbond(faulty, Faulty, now, rules).Account,
                    2 when !other.IsZero => account.Unbond(other, Other, now, rules).Account,
                    3 when !faulty.IsZero => account.Redelegate(faulty, Faulty, Other, now, rules).Account,
                    4 when !unbonding.IsZero => account.CancelUnbonding(unbonding, now, rules).Account,
                    5 => account.Withdraw(now, rules).Account,
                    _ => account,
                };
            }
            catch (StakeRefusedException refused) when (refused.Refusal == StakeRefusal.TooManyTranches)
            {
                return account;
            }
        }
    }
}
