using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Numerics;

/// <summary>
/// A divisor that is used many times (one pool, a million weights): what division needs of it is computed once. The results are
/// those of <see cref="MultiplyDivide"/>, to the bit.
/// </summary>
/// <remarks>
/// <code>round(left * right / divisor)</code>
/// 1 &lt;= divisor &lt;= 2^128 - 1; the product is exact through 256 bits; nothing is allocated. <c>default</c> has no divisor and
/// refuses to divide like a divisor of zero. Source of the method: Moeller and Granlund, "Improved division by invariant
/// integers", 2011. Immutable and safe to share between threads.
/// </remarks>
[JsonConverter(typeof(ValueJsonConverter<PreparedDivisor>))]
public readonly struct PreparedDivisor : IEquatable<PreparedDivisor>, IJsonValue<PreparedDivisor>
{
    private readonly ulong _upper;
    private readonly ulong _lower;
    private readonly ulong _reciprocal;
    private readonly int _shift;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private PreparedDivisor(ulong upper, ulong lower, ulong reciprocal, int shift)
    {
        _upper = upper;
        _lower = lower;
        _reciprocal = reciprocal;
        _shift = shift;
    }

    /// <summary>Gets the divisor; 0 for <c>default</c>.</summary>
    public UInt128 Divisor => new UInt128(_upper, _lower) >> _shift;

    /// <summary>Tells whether two values divide by the same number.</summary>
    /// <param name="left">One divisor.</param>
    /// <param name="right">The other divisor.</param>
    /// <returns><see langword="true"/> when they do.</returns>
    public static bool operator ==(PreparedDivisor left, PreparedDivisor right) => left.Equals(right);

    /// <summary>Tells whether two values divide by different numbers.</summary>
    /// <param name="left">One divisor.</param>
    /// <param name="right">The other divisor.</param>
    /// <returns><see langword="true"/> when they do.</returns>
    public static bool operator !=(PreparedDivisor left, PreparedDivisor right) => !left.Equals(right);

    /// <summary>Prepares a divisor.</summary>
    /// <param name="divisor">The divisor, not zero.</param>
    /// <returns>The prepared divisor.</returns>
    /// <exception cref="DivideByZeroException"><paramref name="divisor"/> is zero.</exception>
    public static PreparedDivisor Of(UInt128 divisor) =>
        divisor == UInt128.Zero ? throw new DivideByZeroException("A divisor to prepare must not be zero.") : Prepare(divisor);

    /// <summary>Returns <c>left * right / divisor</c>, rounded down: 7 * 1 / 2 is 3, which favours whoever pays it.</summary>
    /// <param name="left">The first factor.</param>
    /// <param name="right">The second factor.</param>
    /// <returns>The quotient rounded down.</returns>
    /// <exception cref="DivideByZeroException">This is <c>default</c>.</exception>
    /// <exception cref="OverflowException">The quotient needs more than 128 bits.</exception>
    public UInt128 Down(UInt128 left, UInt128 right) => Divide(left, right, out _);

    /// <summary>Returns <c>left * right / divisor</c>, rounded up: 7 * 1 / 2 is 4, which favours whoever receives it.</summary>
    /// <param name="left">The first factor.</param>
    /// <param name="right">The second factor.</param>
    /// <returns>The quotient rounded up.</returns>
    /// <exception cref="DivideByZeroException">This is <c>default</c>.</exception>
    /// <exception cref="OverflowException">The rounded quotient needs more than 128 bits.</exception>
    public UInt128 Up(UInt128 left, UInt128 right)
    {
        UInt128 quotient = Divide(left, right, out UInt128 remainder);
        return remainder == UInt128.Zero ? quotient : MultiplyDivide.Increment(quotient);
    }

    /// <summary>Returns <c>left * right / divisor</c>, rounded as asked.</summary>
    /// <param name="left">The first factor.</param>
    /// <param name="right">The second factor.</param>
    /// <param name="rounding">The direction: 7 * 1 / 2 is 3 for <see cref="Rounding.Down"/> and 4 for <see cref="Rounding.Up"/>.</param>
    /// <returns>The rounded quotient.</returns>
    /// <exception cref="DivideByZeroException">This is <c>default</c>.</exception>
    /// <exception cref="OverflowException">The rounded quotient needs more than 128 bits.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rounding"/> is not a defined value.</exception>
    public UInt128 Round(UInt128 left, UInt128 right, Rounding rounding)
    {
        UInt128 quotient = Divide(left, right, out UInt128 remainder);
        return MultiplyDivide.RoundsUp(quotient, remainder, Divisor, rounding) ? MultiplyDivide.Increment(quotient) : quotient;
    }

    /// <summary>Returns <c>left * right / divisor</c> rounded down, and what is left over: 7 * 1 / 2 is 3 and 1 is left.</summary>
    /// <param name="left">The first factor.</param>
    /// <param name="right">The second factor.</param>
    /// <param name="remainder"><c>left * right - quotient * divisor</c>, less than the divisor.</param>
    /// <returns>The quotient rounded down.</returns>
    /// <exception cref="DivideByZeroException">This is <c>default</c>.</exception>
    /// <exception cref="OverflowException">The quotient needs more than 128 bits.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public UInt128 Divide(UInt128 left, UInt128 right, out UInt128 remainder)
    {
        if (_upper == 0)
        {
            MultiplyDivide.ThrowDivisorZero(left, right);
        }

        if (!TryDivide(UInt256.Multiply(left, right), out UInt128 quotient, out remainder))
        {
            MultiplyDivide.ThrowQuotientTooLarge(left, right, Divisor);
        }

        return quotient;
    }

    /// <inheritdoc/>
    public bool Equals(PreparedDivisor other) => _upper == other._upper && _lower == other._lower && _shift == other._shift;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is PreparedDivisor other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Divisor.GetHashCode();

    /// <summary>Returns the divisor as text, the same in every culture.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => DecimalText.Format(Divisor);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static PreparedDivisor Prepare(UInt128 divisor)
    {
        // Wrap-around is meant: the shifts only drop the zeros above the top bit.
        unchecked
        {
            ulong upper = (ulong)(divisor >> 64), lower = (ulong)divisor;
            if (upper == 0)
            {
                int wordShift = BitOperations.LeadingZeroCount(lower);
                ulong word = lower << wordShift;
                return new PreparedDivisor(word, 0, Reciprocal.OfWord(word), wordShift + 64);
            }

            int shift = BitOperations.LeadingZeroCount(upper);
            if (shift != 0)
            {
                upper = (upper << shift) | (lower >> (64 - shift));
                lower <<= shift;
            }

            return new PreparedDivisor(upper, lower, Reciprocal.OfTwoWords(upper, lower, Reciprocal.OfWord(upper)), shift);
        }
    }

    /// <summary>Divides a 256-bit number, or says that the quotient needs more than 128 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryDivide(UInt256 value, out UInt128 quotient, out UInt128 remainder)
    {
        // Wrap-around is meant: the words are the digits of wider numbers.
        unchecked
        {
            ulong word3 = value.Word3, word2 = value.Word2, word1 = value.Word1, word0 = value.Word0;
            int bits = _shift;
            if (bits >= 64)
            {
                // Through locals of this branch alone, so that the common way may keep its results in registers.
                bool fits = TryDivideByWord(value, out UInt128 wordQuotient, out UInt128 wordRemainder);
                quotient = wordQuotient;
                remainder = wordRemainder;
                return fits;
            }

            ulong lost = 0;
            if (bits != 0)
            {
                lost = word3 >> (64 - bits);
                word3 = (word3 << bits) | (word2 >> (64 - bits));
                word2 = (word2 << bits) | (word1 >> (64 - bits));
                word1 = (word1 << bits) | (word0 >> (64 - bits));
                word0 <<= bits;
            }

            if (lost != 0 || word3 > _upper || (word3 == _upper && word2 >= _lower))
            {
                quotient = remainder = default;
                return false;
            }

            ulong high = TwoWordStep(_upper, _lower, _reciprocal, ref word3, ref word2, word1);
            ulong low = TwoWordStep(_upper, _lower, _reciprocal, ref word3, ref word2, word0);
            quotient = new UInt128(high, low);
            remainder = new UInt128(word3, word2) >> bits;
            return true;
        }
    }

    /// <summary>A divisor of one word: three words over one, two steps.</summary>
    private bool TryDivideByWord(UInt256 value, out UInt128 quotient, out UInt128 remainder)
    {
        // Wrap-around is meant: the words are the digits of wider numbers.
        unchecked
        {
            ulong word2 = value.Word2, word1 = value.Word1, word0 = value.Word0;
            int bits = _shift - 64;
            ulong top = bits == 0 ? word2 : (word2 << bits) | (word1 >> (64 - bits));
            if (value.Word3 != 0 || word2 >> (63 - bits) >> 1 != 0 || top >= _upper)
            {
                quotient = remainder = default;
                return false;
            }

            if (bits != 0)
            {
                word1 = (word1 << bits) | (word0 >> (64 - bits));
                word0 <<= bits;
            }

            ulong upperDigit = WordStep(_upper, _reciprocal, ref top, word1);
            ulong lowerDigit = WordStep(_upper, _reciprocal, ref top, word0);
            quotient = new UInt128(upperDigit, lowerDigit);
            remainder = new UInt128(0, top >> bits);
            return true;
        }
    }

    /// <summary>One digit of (rest : next) / upper; the rest becomes the remainder. Moeller and Granlund, algorithm 4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong WordStep(ulong divisor, ulong reciprocal, ref ulong rest, ulong next)
    {
        unchecked
        {
            ulong digit = Words.Multiply(reciprocal, rest, out ulong fraction);
            fraction += next;
            digit += rest + Words.One(fraction < next) + 1;
            ulong remainder = next - (digit * divisor);

            if (remainder > fraction)
            {
                digit--;
                remainder += divisor;
            }

            if (remainder >= divisor)
            {
                digit++;
                remainder -= divisor;
            }

            rest = remainder;
            return digit;
        }
    }

    /// <summary>One digit of (rest1 : rest0 : next) / (upper : lower); the rest becomes the remainder. Moeller and Granlund, algorithm 5.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong TwoWordStep(ulong upper, ulong lower, ulong reciprocal, ref ulong rest1, ref ulong rest0, ulong next)
    {
        unchecked
        {
            ulong digit = Words.Multiply(reciprocal, rest1, out ulong fraction);
            fraction += rest0;
            digit += rest1 + Words.One(fraction < rest0);
            ulong product1 = Words.Multiply(lower, digit, out ulong product0);
            ulong remainder1 = rest0 - (digit * upper) - upper - product1 - Words.One(next < product0);
            ulong remainder0 = next - product0;
            remainder1 -= Words.One(remainder0 < lower);
            remainder0 -= lower;
            digit++;

            // Often a coin toss, so a mask: no processor guesses it.
            ulong tooLarge = 0 - Words.One(remainder1 >= fraction);
            digit += tooLarge;
            ulong restored0 = remainder0 + (lower & tooLarge);
            remainder1 += (upper & tooLarge) + Words.One(restored0 < remainder0);
            remainder0 = restored0;
            if (remainder1 >= upper && (remainder1 > upper || remainder0 >= lower))
            {
                digit++;
                remainder1 -= upper + Words.One(remainder0 < lower);
                remainder0 -= lower;
            }

            rest1 = remainder1;
            rest0 = remainder0;
            return digit;
        }
    }

    JsonConverter<PreparedDivisor> IJsonValue<PreparedDivisor>.Converter => new PreparedDivisorJsonConverter();
}
