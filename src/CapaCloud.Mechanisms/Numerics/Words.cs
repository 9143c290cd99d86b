using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace CapaCloud.Mechanisms.Numerics;

/// <summary>What the wider arithmetic does with 64-bit words.</summary>
internal static class Words
{
    /// <summary>Returns the upper word of a product of two words.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Multiply(ulong left, ulong right, out ulong lower)
    {
        // Two instructions that keep both words in registers; Math.BigMul sends the lower word through memory.
        lower = unchecked(left * right);
        return MultiplyUpper(left, right);
    }

    /// <summary>Returns the upper word of a product of two words, by the processor's instruction where it has one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong MultiplyUpper(ulong left, ulong right)
    {
        if (Bmi2.X64.IsSupported)
        {
            return Bmi2.X64.MultiplyNoFlags(left, right);
        }

        return ArmBase.Arm64.IsSupported ? ArmBase.Arm64.MultiplyHigh(left, right) : MultiplyUpperPortable(left, right);
    }

    /// <summary>The same from four products of half words, for processors without such an instruction.</summary>
    public static ulong MultiplyUpperPortable(ulong left, ulong right)
    {
        unchecked
        {
            ulong left1 = left >> 32, left0 = (uint)left, right1 = right >> 32, right0 = (uint)right;
            ulong cross = (left1 * right0) + ((left0 * right0) >> 32);
            ulong other = (left0 * right1) + (uint)cross;
            return (left1 * right1) + (cross >> 32) + (other >> 32);
        }
    }

    /// <summary>Returns 1 for true, without a branch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong One(bool condition) => condition ? 1UL : 0UL;
}
