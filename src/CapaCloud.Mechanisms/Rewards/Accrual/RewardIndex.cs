using System.Numerics;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>What one unit of stake has earned since the beginning: the number that every reward-per-share accumulator keeps.</summary>
/// <remarks>
/// <code>
/// index' = index + ceiling(2^128 * reward / stake) / 2^128        dust' = dust + stake * (index' - index) - reward
/// where dust could reach a base unit, the reward is taken less the dust, and dust begins again
/// earned = stake * (index now - index then), exact
/// </code>
/// In base units for each unit of stake, with 128 bits before the point and 128 after it. It is scaled before it is divided. It rounds up by less than 2^-128 for each unit of
/// stake, and a later reward makes that good before it is ahead by a base unit: whole units are what is paid, and the whole parts of all that was earned cannot sum to
/// more than came in. One that earned exactly 9,000,000 is paid 9,000,000 and not a unit less. It cannot overflow: it counts modulo 2^128 whole units, and the difference of two
/// is exact, because what a position of one unit or more has earned is less than 2^128 base units. A reward of 2^128 - 1 over one unit of stake, again and again, is exact.
/// <c>default</c> is the beginning. No allocation. Immutable.
/// </remarks>
/// <param name="Whole">The whole base units for each unit of stake, modulo 2^128.</param>
/// <param name="Fraction">The rest, in parts of 2^128.</param>
public readonly record struct RewardIndex(
    [property: JsonConverter(typeof(WholeNumberJsonConverter<UInt128>))] UInt128 Whole,
    [property: JsonConverter(typeof(WholeNumberJsonConverter<UInt128>))] UInt128 Fraction)
{
    /// <summary>Returns the index after a reward.</summary>
    /// <param name="reward">The reward, in base units.</param>
    /// <param name="stake">The stake it is divided over, not zero.</param>
    /// <param name="dust">How far the index is ahead of what came in, in parts of 2^128 of a base unit; replaced by the new one.</param>
    /// <returns>The new index; the same when there is no reward.</returns>
    /// <exception cref="DivideByZeroException">There is no stake.</exception>
    public RewardIndex After(Amount reward, UInt128 stake, ref UInt128 dust)
    {
        if (stake == UInt128.Zero)
        {
            throw new DivideByZeroException($"A reward of {reward} base units cannot be divided over no stake.");
        }

        if (reward.IsZero)
        {
            return this;
        }

        // What the index is ahead by is made good before it could reach a base unit: a whole number and a fraction of 2^128.
        UInt128 owed = Charged(dust, stake), units = owed == UInt128.Zero ? reward.Units : reward.Units - UInt128.One, parts = unchecked(UInt128.Zero - owed);
        (UInt128 whole, UInt128 rest) = UInt128.DivRem(units, stake);

        // rest < stake, so the quotient fits.
        UInt256 lower = new((ulong)(rest >> 64), unchecked((ulong)rest), (ulong)(parts >> 64), unchecked((ulong)parts));
        WideDivision.TryDivide(lower, stake, out UInt128 fraction, out UInt128 left);
        RewardIndex floor = Plus(whole, fraction);
        dust = dust - owed + (left == UInt128.Zero ? UInt128.Zero : stake - left);
        return left == UInt128.Zero ? floor : floor.Plus(UInt128.Zero, UInt128.One);
    }

    /// <summary>What of the dust the next reward over a stake makes good: all of it when it could reach a base unit otherwise, else nothing.</summary>
    internal static UInt128 Charged(UInt128 dust, UInt128 stake) => dust > UInt128.MaxValue - stake ? dust : UInt128.Zero;

    /// <summary>Returns what a stake has earned since an earlier index.</summary>
    /// <param name="earlier">The index when the stake began to earn.</param>
    /// <param name="stake">The stake.</param>
    /// <returns>What it earned, exact.</returns>
    /// <exception cref="OverflowException">It exceeds 2^128 - 1 base units, which nothing can have earned: the two indexes are not of one accumulator.</exception>
    public FractionalAmount EarnedSince(RewardIndex earlier, UInt128 stake)
    {
        UInt128 fraction = unchecked(Fraction - earlier.Fraction);
        UInt128 whole = unchecked(Whole - earlier.Whole - (fraction > Fraction ? UInt128.One : UInt128.Zero));
        UInt256 units = UInt256.Multiply(stake, whole), parts = UInt256.Multiply(stake, fraction);
        UInt128 sum = unchecked(units.Lower + parts.Upper);
        return units.Upper == UInt128.Zero && sum >= units.Lower
            ? new FractionalAmount(Amount.Of(sum), parts.Lower)
            : throw new OverflowException($"{Prose.Units(stake)} of stake cannot have earned more than 2^128 - 1 base units; the two indexes are not of one accumulator.");
    }

    /// <summary>Adds a step in parts of 2^128, less than 2^256.</summary>
    internal RewardIndex Plus(BigInteger step) => Plus((UInt128)(step >> 128), (UInt128)(step & UInt128.MaxValue));

    // Modulo 2^256: the differences are what counts.
    private RewardIndex Plus(UInt128 whole, UInt128 fraction) =>
        unchecked(new RewardIndex(Whole + whole + (Fraction + fraction < Fraction ? UInt128.One : UInt128.Zero), Fraction + fraction));
}
