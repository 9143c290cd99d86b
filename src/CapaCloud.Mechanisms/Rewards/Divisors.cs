using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>d(s) = 2s + 1.</summary>
internal readonly struct SainteLagueDivisor : IDivisor
{
    public static uint MarginHalves => 1;

    public static uint StartHalves => 1;

    public static int Compare(UInt128 weight, UInt128 units, UInt128 otherWeight, UInt128 otherUnits) =>
        WideProduct.Of(weight).TimesOdd(otherUnits).CompareTo(WideProduct.Of(otherWeight).TimesOdd(units));
}

/// <summary>d(s) = s + 1.</summary>
internal readonly struct DHondtDivisor : IDivisor
{
    public static uint MarginHalves => 0;

    public static uint StartHalves => 0;

    // A claim that has s units is compared only while there is a unit left to give, so s + 1 is at most the pool.
    public static int Compare(UInt128 weight, UInt128 units, UInt128 otherWeight, UInt128 otherUnits) =>
        WideProduct.Of(weight).Times(otherUnits + UInt128.One).CompareTo(WideProduct.Of(otherWeight).Times(units + UInt128.One));
}

/// <summary>d(s)^2 = s (s + 1): the squares are compared, so that no root is taken.</summary>
internal readonly struct HuntingtonHillDivisor : IDivisor
{
    public static uint MarginHalves => 2;

    public static uint StartHalves => 1;

    public static int Compare(UInt128 weight, UInt128 units, UInt128 otherWeight, UInt128 otherUnits) =>
        (units | otherUnits) == UInt128.Zero
            ? weight.CompareTo(otherWeight)
            : WideProduct.Of(weight).Times(weight).Times(otherUnits).Times(otherUnits + UInt128.One)
                .CompareTo(WideProduct.Of(otherWeight).Times(otherWeight).Times(units).Times(units + UInt128.One));
}

/// <summary>d(s) = s.</summary>
internal readonly struct AdamsDivisor : IDivisor
{
    public static uint MarginHalves => 2;

    public static uint StartHalves => 1;

    public static int Compare(UInt128 weight, UInt128 units, UInt128 otherWeight, UInt128 otherUnits) =>
        (units | otherUnits) == UInt128.Zero
            ? weight.CompareTo(otherWeight)
            : WideProduct.Of(weight).Times(otherUnits).CompareTo(WideProduct.Of(otherWeight).Times(units));
}

/// <summary>d(s) = 2s (s + 1) / (2s + 1).</summary>
internal readonly struct DeanDivisor : IDivisor
{
    public static uint MarginHalves => 2;

    public static uint StartHalves => 1;

    public static int Compare(UInt128 weight, UInt128 units, UInt128 otherWeight, UInt128 otherUnits) =>
        (units | otherUnits) == UInt128.Zero
            ? weight.CompareTo(otherWeight)
            : WideProduct.Of(weight).TimesOdd(units).Times(otherUnits).Times(otherUnits + UInt128.One)
                .CompareTo(WideProduct.Of(otherWeight).TimesOdd(otherUnits).Times(units).Times(units + UInt128.One));
}
