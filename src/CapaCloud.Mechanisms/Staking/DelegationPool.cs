using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Staking;

/// <summary>Many delegators' stake in one pot: members hold shares, rewards and slashes move what a share is worth.</summary>
/// <remarks>
/// <code>
/// shares for an amount = floor(amount * (Shares + 10^6) / (Assets + 1))
/// amount for shares    = floor(shares * (Assets + 1) / (Shares + 10^6));  the last member out gets all Assets
/// slash(p)             = ceiling(Assets * p)
/// </code>
/// In base units. Both conversions round against the caller, so a delegation undone at once never gains. A million virtual shares and one virtual
/// unit stand beside the members': who inflates the worth of a share in an almost empty pool gives that to the virtual ones, and
/// loses more than any victim. Assets grow only by <see cref="Delegate"/> and <see cref="Reward"/>; money sent past them is not counted. A
/// delegation that would get fewer than 10^6 shares is refused, so rounding never costs more than a millionth. What roundings leave belongs to
/// those who stay; the last takes it. A pool that lost everything pays nothing and takes nothing: it is replaced. A pot knows
/// no epochs: it charges those who are in it. Where the stake of the fault must answer, and nobody else's, <see cref="OperatorPool"/>
/// keeps pots by epoch. <c>default</c> is an empty pool. Immutable.
/// </remarks>
/// <param name="Assets">What the members own together, in base units.</param>
/// <param name="Shares">The members' shares.</param>
public readonly record struct DelegationPool([property: JsonRequired] Amount Assets, [property: JsonRequired, JsonConverter(typeof(WholeNumberJsonConverter<UInt128>))] UInt128 Shares)
{
    /// <summary>The virtual shares beside the members': 10^6.</summary>
    public const ulong VirtualShares = 1_000_000;

    /// <summary>The fewest shares a delegation may get: 10^6.</summary>
    public const ulong FewestShares = 1_000_000;

    /// <summary>Gets a value indicating whether a slash took everything while members hold shares.</summary>
    [JsonIgnore]
    public bool IsFullySlashed => Assets.IsZero && Shares != UInt128.Zero;

    /// <summary>Adds a delegation.</summary>
    /// <param name="amount">How much, in base units.</param>
    /// <returns>The pool afterwards and the shares the member gets.</returns>
    /// <exception cref="StakeRefusedException">The pool is fully slashed, the amount is worth too few shares, or the pool would overflow.</exception>
    public (DelegationPool Pool, UInt128 Issued) Delegate(Amount amount)
    {
        if (IsFullySlashed)
        {
            throw new StakeRefusedException(
                StakeRefusal.PoolFullySlashed, $"The pool lost everything; {Prose.Units(amount)} would belong to those who lost it. It takes no delegation; expected a pool that still holds a unit.");
        }

        UInt128 issued;
        try
        {
            issued = MultiplyDivide.Down(amount.Units, Shares + VirtualShares, Assets.Units + 1);
            _ = checked(Shares + issued + VirtualShares);
            _ = Assets + amount + Amount.One;
        }
        catch (OverflowException overflow)
        {
            throw new StakeRefusedException(StakeRefusal.StakeOverflow, $"A delegation of {Prose.Units(amount)} on top of {Prose.Units(Assets)} exceeds what a pool can hold; expected at most 2^128 - 2 units and as many shares together.", overflow);
        }

        return issued < FewestShares
            ? throw new StakeRefusedException(
                StakeRefusal.TooSmallForAShare,
                $"{Prose.Units(amount, "is", "are")} worth less than {Prose.Count(FewestShares, "share")} of a pool of {Prose.Units(Assets)}; rounding would cost more than a millionth of it; expected an amount that is worth as many.")
            : (new DelegationPool(Assets + amount, Shares + issued), issued);
    }

    /// <summary>Returns what shares are worth now.</summary>
    /// <param name="shares">The shares, at most <see cref="Shares"/>.</param>
    /// <returns>The worth, in base units, rounded down.</returns>
    /// <exception cref="StakeRefusedException">There are fewer shares, or the pool is larger than any that delegations make.</exception>
    public Amount WorthOf(UInt128 shares)
    {
        if (shares > Shares)
        {
            throw new StakeRefusedException(StakeRefusal.MoreThanHeld, $"{Prose.Count(shares, "share was", "shares were")} to leave a pool of {Prose.Number(Shares)}; expected at most those.");
        }

        if (shares == Shares)
        {
            return Assets;
        }

        return Assets == Amount.MaxValue || Shares > UInt128.MaxValue - VirtualShares
            ? throw new StakeRefusedException(
                StakeRefusal.StakeOverflow,
                $"A pool of {Prose.Units(Assets)} and {Prose.Count(Shares, "share")} leaves no room for its virtual ones, one unit and {Prose.Count(VirtualShares, "share")}; expected at most 2^128 - 2 units and 2^128 - 1 - {Prose.Count(VirtualShares, "share")}.")
            : Amount.Min(Assets, Amount.Of(MultiplyDivide.Down(shares, Assets.Units + 1, Shares + VirtualShares)));
    }

    /// <summary>Removes shares and pays what they are worth.</summary>
    /// <param name="shares">The shares, at most <see cref="Shares"/>.</param>
    /// <returns>The pool afterwards and what is paid, in base units.</returns>
    /// <exception cref="StakeRefusedException">There are fewer shares, or the pool is larger than any that delegations make.</exception>
    public (DelegationPool Pool, Amount Paid) Redeem(UInt128 shares)
    {
        Amount paid = WorthOf(shares);
        return (new DelegationPool(Assets - paid, Shares - shares), paid);
    }

    /// <summary>Adds a reward for all members.</summary>
    /// <param name="amount">How much, in base units.</param>
    /// <returns>The pool afterwards, and what it could not take because it has no members or lost everything: the caller names where that goes.</returns>
    public (DelegationPool Pool, Amount Refused) Reward(Amount amount) =>
        Shares == UInt128.Zero || IsFullySlashed || amount >= Amount.MaxValue - Assets
            ? (this, amount)
            : (this with { Assets = Assets + amount }, Amount.Zero);

    /// <summary>Takes a part of everything.</summary>
    /// <param name="fraction">The part.</param>
    /// <returns>The pool afterwards and what was taken, in base units, rounded up: 5 % of 101 units is 6.</returns>
    public (DelegationPool Pool, Amount Taken) Slash(Proportion fraction)
    {
        Amount taken = Assets.Multiply(fraction, Rounding.Up);
        return (this with { Assets = Assets - taken }, taken);
    }
}
