using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>
/// The method of largest remainders on many machines: a few questions, each answered by counts that are merged, find the smallest remainder that still gets a unit. Then
/// everybody's share follows from its own weight.
/// </summary>
/// <remarks>
/// <code>
/// quota     = pool * weight / total weight
/// question  = how many claims have each value of the next 11 bits of their remainder, among those that agree with what was found so far
/// share     = floor(quota), plus 1 for a remainder above the one that was found; among equals the smaller keys of <see cref="TieBreak"/> go first
/// </code>
/// In base units. Equal to <see cref="LargestRemainderSplitter"/> over all claims at once, byte for byte: 100 over 1, 1, 1 gives 33, 33, 34. Two or three questions when
/// the remainders differ, at most 12, and at most 12 more when many are equal. Immutable and safe to share between threads. Each machine can make it
/// for itself from the merged answers.
/// </remarks>
public sealed class RemainderSearch
{
    private const int DigitBits = 11;
    private const int KeyBits = 128;

    private readonly QuotaDivision _quota;
    private readonly Digest? _seed;
    private readonly UInt128 _prefix;
    private readonly int _shift;
    private readonly ulong _wanted;
    private readonly ulong _tied;
    private readonly bool _isOfKeys;
    private readonly UInt128 _leastRemainder;
    private readonly UInt128 _leastKey;

    private RemainderSearch(RemainderSearch before, ulong wanted, ulong tied, bool isOfKeys, UInt128 prefix, int shift, UInt128? leastRemainder, UInt128? leastKey, bool isDone)
    {
        (Pool, TotalWeight, _quota, _seed, Round) = (before.Pool, before.TotalWeight, before._quota, before._seed, before.Round + 1);
        (_wanted, _tied, _isOfKeys, _prefix, _shift, IsDone) = (wanted, tied, isOfKeys, prefix, shift, isDone);
        _leastRemainder = leastRemainder ?? before._leastRemainder;
        _leastKey = leastKey ?? before._leastKey;
    }

    internal RemainderSearch(Amount pool, UInt128 totalWeight, Digest? seed)
    {
        (Pool, TotalWeight, _seed) = (pool, totalWeight, seed);
        IsDone = totalWeight == UInt128.Zero;
        _leastRemainder = UInt128.MaxValue;
        if (!IsDone)
        {
            _quota = new QuotaDivision(pool.Units, totalWeight);
            _shift = KeyBits - (int)UInt128.LeadingZeroCount(totalWeight);
        }
    }

    /// <summary>Gets what is divided, in base units.</summary>
    public Amount Pool { get; }

    /// <summary>Gets the sum of all weights.</summary>
    public UInt128 TotalWeight { get; }

    /// <summary>Gets how many questions were answered.</summary>
    public int Round { get; }

    /// <summary>Gets a value indicating whether no question is left, so that <see cref="Share"/> answers.</summary>
    public bool IsDone { get; }

    private int Width => int.Min(DigitBits, _shift);

    /// <summary>Returns an empty answer to the present question, for one partition.</summary>
    /// <returns>The builder.</returns>
    /// <exception cref="InvalidOperationException">No question is left.</exception>
    public RemainderCountsBuilder CreateCounts() => IsDone
        ? throw new InvalidOperationException("No question is left; the shares are known.")
        : new RemainderCountsBuilder(this, 1 << Width);

    /// <summary>Goes on with the merged answer of all partitions.</summary>
    /// <param name="counts">The merged answer to the present question.</param>
    /// <returns>The next question, or the end.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="counts"/> is null.</exception>
    /// <exception cref="ArgumentException">It answers another question, or not for all claims, or for some of them twice.</exception>
    /// <exception cref="InvalidOperationException">No question is left.</exception>
    /// <exception cref="RewardRefusedException">Equal claims compete for a unit, and there is no seed.</exception>
    public RemainderSearch Next(RemainderCounts counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        if (IsDone)
        {
            throw new InvalidOperationException("No question is left; the shares are known.");
        }

        ulong wanted = RequireWhole(counts);
        if (wanted == 0)
        {
            return new RemainderSearch(this, 0, 0, false, default, 0, UInt128.MaxValue, null, true);
        }

        int digit = counts.Counts.Length - 1;
        for (; wanted > counts.Counts[digit]; digit--)
        {
            wanted -= counts.Counts[digit];
        }

        ulong tied = counts.Counts[digit];
        int shift = _shift - Width;
        UInt128 prefix = (_prefix << Width) | (uint)digit;
        UInt128 least = prefix << shift;
        if (wanted == tied)
        {
            return _isOfKeys
                ? new RemainderSearch(this, 0, 0, true, default, 0, null, least, true)
                : new RemainderSearch(this, 0, 0, false, default, 0, least, UInt128.Zero, true);
        }

        if (shift > 0)
        {
            return new RemainderSearch(this, wanted, tied, _isOfKeys, prefix, shift, null, null, false);
        }

        if (_isOfKeys)
        {
            throw new ArgumentException("Equal claims have equal keys; expected each participant once.", nameof(counts));
        }

        return _seed is null
            ? throw new RewardRefusedException(
                RewardRefusal.SeedMissing, "Equal claims compete for a unit of the pool, and there is no seed; expected public chance of a round after the claims were fixed.")
            : new RemainderSearch(this, wanted, tied, true, default, KeyBits, least, null, false);
    }

    /// <summary>Returns one claim's share, once no question is left.</summary>
    /// <param name="participant">Whose claim it is.</param>
    /// <param name="weight">Its weight.</param>
    /// <returns>The share, in base units; zero when the total weight is zero.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="weight"/> exceeds <see cref="TotalWeight"/>.</exception>
    /// <exception cref="InvalidOperationException">A question is left.</exception>
    public Amount Share(ParticipantId participant, UInt128 weight)
    {
        if (!IsDone)
        {
            throw new InvalidOperationException($"The shares are not known after {Prose.Count(Round, "answer")}; expected the answers of all partitions until {nameof(IsDone)}.");
        }

        if (TotalWeight == UInt128.Zero)
        {
            RequirePart(weight);
            return Amount.Zero;
        }

        UInt128 floor = Divide(weight, out UInt128 remainder);
        bool isSelected = remainder > _leastRemainder
            || (remainder == _leastRemainder && (_leastKey == UInt128.Zero || KeyOf(participant) >= _leastKey));
        return Amount.Of(isSelected ? floor + UInt128.One : floor);
    }

    /// <summary>Returns a claim's digit of the present question, when it agrees with what was found so far.</summary>
    internal bool TryGetDigit(ParticipantId participant, UInt128 weight, out UInt128 floor, out int digit)
    {
        floor = Divide(weight, out UInt128 value);
        digit = 0;
        if (_isOfKeys)
        {
            if (value != _leastRemainder)
            {
                return false;
            }

            value = KeyOf(participant);
        }

        int rest = _shift - Width;
        UInt128 digits = value >> rest;
        digit = (int)(unchecked((uint)digits) & ((1U << Width) - 1));
        return digits >> Width == _prefix;
    }

    private UInt128 Divide(UInt128 weight, out UInt128 remainder)
    {
        RequirePart(weight);
        return _quota.Divide(weight, out remainder);
    }

    private void RequirePart(UInt128 weight)
    {
        if (weight > TotalWeight)
        {
            throw new ArgumentOutOfRangeException(
                nameof(weight), $"The weight {DecimalText.Format(weight)} exceeds the total weight {DecimalText.Format(TotalWeight)}, which includes it.");
        }
    }

    /// <summary>The smaller key goes first, and what is looked for is the largest: hence the complement.</summary>
    private UInt128 KeyOf(ParticipantId participant) => ~TieBreak.ByIdentity(_seed ?? default, [participant]).Key(0);

    private ulong RequireWhole(RemainderCounts counts)
    {
        if (counts.Round != Round || counts.Counts.Length != 1 << Width)
        {
            throw new ArgumentException(
                $"This is an answer to question {counts.Round} with {counts.Counts.Length} counts; expected question {Round} and {1 << Width} counts.",
                nameof(counts));
        }

        UInt128 claims = UInt128.Zero;
        foreach (ulong count in counts.Counts)
        {
            claims += count;
        }

        if (Round > 0)
        {
            return claims == _tied
                ? _wanted
                : throw new ArgumentException($"The answer is about {Prose.Count((System.Numerics.BigInteger)claims, "claim")}; expected {Prose.Number(_tied)}, each of them once.", nameof(counts));
        }

        if (counts.Floors > Pool || Pool.Units - counts.Floors.Units > claims)
        {
            throw new ArgumentException(
                $"{Prose.Count((System.Numerics.BigInteger)claims, "claim has a quota", "claims have quotas")} of {Prose.Units(counts.Floors)} without fractions, of a pool of {Prose.Units(Pool)}; expected all claims, each of them once.", nameof(counts));
        }

        return (ulong)(Pool.Units - counts.Floors.Units);
    }
}
