using System.Runtime.CompilerServices;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>A product of up to four 128-bit integers, two of them doubled, kept exactly: 640 bits, on the stack.</summary>
internal struct WideProduct
{
    private Limbs _limbs;
    private int _length;

    public static WideProduct Of(UInt128 value)
    {
        WideProduct product = default;
        product._limbs[0] = unchecked((ulong)value);
        product._limbs[1] = (ulong)(value >> 64);
        product._length = product._limbs[1] == 0 ? 1 : 2;
        return product;
    }

    /// <summary>Returns this times <paramref name="factor"/>.</summary>
    public readonly WideProduct Times(UInt128 factor)
    {
        ulong upper = (ulong)(factor >> 64);
        WideProduct product = default;
        product.AddShifted(this, unchecked((ulong)factor), 0);
        if (upper != 0)
        {
            product.AddShifted(this, upper, 1);
        }

        return product;
    }

    /// <summary>Returns this times <c>2 * factor + 1</c>.</summary>
    public readonly WideProduct TimesOdd(UInt128 factor)
    {
        WideProduct product = Times(factor);
        product.AddShifted(product, 1, 0);
        product.AddShifted(this, 1, 0);
        return product;
    }

    /// <summary>Returns this and this again.</summary>
    public readonly WideProduct Twice() => Plus(this);

    /// <summary>Returns this plus <paramref name="other"/>.</summary>
    public readonly WideProduct Plus(in WideProduct other)
    {
        WideProduct sum = this;
        sum.AddShifted(other, 1, 0);
        return sum;
    }

    public readonly int CompareTo(in WideProduct other)
    {
        for (int limb = int.Max(_length, other._length) - 1; limb >= 0; limb--)
        {
            if (_limbs[limb] != other._limbs[limb])
            {
                return _limbs[limb] < other._limbs[limb] ? -1 : 1;
            }
        }

        return 0;
    }

    private void AddShifted(in WideProduct value, ulong factor, int offset)
    {
        ulong carry = 0;
        int limb = 0, length = value._length;
        for (; limb < length; limb++)
        {
            unchecked
            {
                // (2^64 - 1)^2 + 2 (2^64 - 1) is less than 2^128.
                UInt128 sum = Math.BigMul(value._limbs[limb], factor) + _limbs[limb + offset] + carry;
                _limbs[limb + offset] = (ulong)sum;
                carry = (ulong)(sum >> 64);
            }
        }

        for (limb += offset; carry != 0; limb++)
        {
            ulong sum = unchecked(_limbs[limb] + carry);
            carry = sum < carry ? 1UL : 0UL;
            _limbs[limb] = sum;
        }

        _length = int.Max(_length, limb);
    }

    [InlineArray(10)]
    private struct Limbs
    {
        private ulong _first;
    }
}
