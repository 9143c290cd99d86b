using System.Runtime.CompilerServices;

namespace CapaCloud.Mechanisms.Numerics;

/// <summary>The exact product of two 128-bit integers, between a multiplication and a division: four words, lowest last.</summary>
internal readonly struct UInt256(ulong word3, ulong word2, ulong word1, ulong word0)
{
    public ulong Word3 { get; } = word3;

    public ulong Word2 { get; } = word2;

    public ulong Word1 { get; } = word1;

    public ulong Word0 { get; } = word0;

    public UInt128 Upper
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Word3, Word2);
    }

    public UInt128 Lower
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Word1, Word0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UInt256 Multiply(UInt128 left, UInt128 right)
    {
        // Wrap-around is meant: every carry is taken up by the comparison after it.
        unchecked
        {
            ulong left1 = (ulong)(left >> 64), left0 = (ulong)left, right1 = (ulong)(right >> 64), right0 = (ulong)right;
            // The middle column gathers three words: its carries go up once, and no sum above it can overflow.
            ulong word1 = Words.Multiply(left0, right0, out ulong word0);
            ulong crossUpper = Words.Multiply(left1, right0, out ulong crossLower);
            word1 += crossLower;
            crossUpper += Words.One(word1 < crossLower);
            ulong otherUpper = Words.Multiply(left0, right1, out ulong otherLower);
            word1 += otherLower;
            otherUpper += Words.One(word1 < otherLower);
            ulong word3 = Words.Multiply(left1, right1, out ulong word2);
            word2 += crossUpper;
            word3 += Words.One(word2 < crossUpper);
            word2 += otherUpper;
            word3 += Words.One(word2 < otherUpper);
            return new UInt256(word3, word2, word1, word0);
        }
    }
}
