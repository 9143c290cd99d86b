using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Staking;

/// <summary>A queue as a schedule: it lets only so much stake enter or leave in an epoch, so that the set of those at stake changes slowly.</summary>
/// <remarks>
/// <code>
/// earliest = max(Earliest, now + 1 + Lookahead);  a later epoch starts with a whole Limit
/// when amount &gt; left: n = ceiling((amount - left) / Limit), earliest += n, left += n * Limit
/// left -= amount
/// </code>
/// In base units and epochs. A place is never lost and never overtaken; one large exit takes the room of several epochs, so splitting
/// an exit gains nothing. Ethereum's exit queue since Electra. Immutable. <c>default</c> is an empty queue.
/// </remarks>
/// <param name="Earliest">The epoch of the last place given.</param>
/// <param name="Left">What of that epoch's room is left, in base units.</param>
public readonly record struct ChurnSchedule([property: JsonRequired] Epoch Earliest, [property: JsonRequired] Amount Left)
{
    /// <summary>Gives a place.</summary>
    /// <param name="amount">How much enters or leaves, in base units.</param>
    /// <param name="limit">How much may in an epoch, in base units, not zero.</param>
    /// <param name="now">The present epoch.</param>
    /// <param name="lookahead">How many whole epochs lie between now and the first place.</param>
    /// <returns>The queue afterwards; its <see cref="Earliest"/> is the place that was given.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The limit is zero: nobody would ever leave.</exception>
    /// <exception cref="StakeRefusedException">The place would be after the last epoch there can be.</exception>
    public ChurnSchedule Enter(Amount amount, Amount limit, Epoch now, EpochSpan lookahead)
    {
        if (limit.IsZero)
        {
            throw new ArgumentOutOfRangeException(nameof(limit), "A churn limit of 0 units lets nobody leave, ever; expected at least 1.");
        }

        UInt128 first = (UInt128)now.Number + 1 + lookahead.Epochs;
        bool isNew = first > Earliest.Number;
        UInt128 epoch = isNew ? first : Earliest.Number;
        UInt128 left = isNew ? limit.Units : Left.Units;
        if (amount.Units > left)
        {
            UInt128 missing = amount.Units - left;
            UInt128 more = ((missing - 1) / limit.Units) + 1;
            epoch = more > ulong.MaxValue ? UInt128.MaxValue : epoch + more;

            // more * limit - missing is less than a limit; written so, nothing can overflow.
            left = limit.Units - 1 - ((missing - 1) % limit.Units);
        }
        else
        {
            left -= amount.Units;
        }

        return epoch > ulong.MaxValue
            ? throw new StakeRefusedException(
                StakeRefusal.ReleaseBeyondTime, $"{Prose.Units(amount)} at {Prose.Units(limit)} an epoch would leave after the last epoch, 2^64 - 1; expected fewer units, or a larger limit.")
            : new ChurnSchedule(Epoch.Of((ulong)epoch), Amount.Of(left));
    }
}
