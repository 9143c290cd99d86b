using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>How much work a stake covers: what could be gained by betraying all of it is never more than what is lost.</summary>
/// <remarks>
/// <code>open value * Gain &lt;= Coverage * liable stake</code>
/// In base units. The room left rounds down: a stake of 100, a coverage of 1 and a gain of 3 cover an open value of 33. A gain of zero means that
/// there is nothing to gain, and covers everything that can be counted: no room takes the open value above 2^128 - 1. <c>default</c> is a gain of zero.
/// </remarks>
/// <param name="Gain">What part of the value whoever cheats can make its own; may be above one.</param>
/// <param name="Coverage">What part of the liable stake is lost for it, at least.</param>
public readonly record struct CoverRule(Ratio Gain, Ratio Coverage)
{
    /// <summary>Returns the least stake that covers a value: rounded up, the largest amount where none does.</summary>
    internal Amount Needed(Amount value) => Gain.IsZero || value.IsZero ? Amount.Zero
        : !Coverage.IsZero && MultiplyDivide.TryDivide(value.Units, Gain.Parts, Coverage.Parts, out UInt128 least, out UInt128 rest)
            ? rest == UInt128.Zero ? Amount.Of(least) : least == UInt128.MaxValue ? Amount.MaxValue : Amount.Of(least + 1)
            : Amount.MaxValue;

    /// <summary>Returns how much more value a provider may take.</summary>
    /// <param name="cover">Its stake and open work.</param>
    /// <returns>The value; zero when the open work is at the limit or beyond it.</returns>
    public Amount Room(ProviderCover cover) => Limit(cover.LiableStake).SubtractToZero(cover.OpenValue);

    private Amount Limit(Amount stake) =>
        !Gain.IsZero && MultiplyDivide.TryDivide(stake.Units, Coverage.Parts, Gain.Parts, out UInt128 limit, out _) ? Amount.Of(limit) : Amount.MaxValue;
}
