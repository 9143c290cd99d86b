using System.Numerics;

namespace CapaCloud.Mechanisms.Presets.Networks.Filecoin;

/// <summary>How far Filecoin has moved from the old denominator of its bond to the new one.</summary>
/// <remarks>
/// <code>skew(most) = 0 when Since &lt; 0;   most when Length = 0 or Since >= Length;   else floor(Since * most / Length)</code>
/// In epochs. 50 of 100 epochs are 150 of 300. <c>default</c> has no length: the move is over.
/// </remarks>
/// <param name="Since">Epochs since the ramp began; negative before it.</param>
/// <param name="Length">Its length in epochs.</param>
public readonly record struct FilecoinPledgeRamp(long Since, ulong Length)
{
    /// <summary>Returns how far the move has come.</summary>
    /// <param name="most">Where it ends, not negative.</param>
    /// <returns>From 0 to that, rounded down.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="most"/> is negative.</exception>
    public int Skew(int most)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(most);
        return Since < 0 ? 0 : (ulong)Since >= Length ? most : (int)((BigInteger)Since * most / Length);
    }
}
