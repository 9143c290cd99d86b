namespace CapaCloud.Mechanisms.Rewards;

/// <summary>d(s) = 2s + 1.</summary>
internal readonly struct SainteLagueDivisor : IDivisor
{
    public static uint MarginHalves => 1;

    public static bool RoundsUp(UInt128 floor, UInt128 remainder, UInt128 total) => remainder >= total - remainder;

    public static int Compare(UInt128 weight, UInt128 units, UInt128 otherWeight, UInt128 otherUnits) =>
        WideProduct.Of(weight).TimesOdd(otherUnits).CompareTo(WideProduct.Of(otherWeight).TimesOdd(units));
}

/// <summary>d(s) = s + 1.</summary>
internal readonly struct DHondtDivisor : IDivisor
{
    public static uint MarginHalves => 0;

    public static bool RoundsUp(UInt128 floor, UInt128 remainder, UInt128 total) => false;

    // A claim that has s units is compared only while there is a unit left to give, so s + 1 is at most the pool.
    public static int Compare(UInt128 weight, UInt128 units, UInt128 otherWeight, UInt128 otherUnits) =>
        WideProduct.Of(weight).Times(otherUnits + UInt128.One).CompareTo(WideProduct.Of(otherWeight).Times(units + UInt128.One));
}

/// <summary>d(s)^2 = s (s + 1): the squares are compared, so that no root is taken.</summary>
internal readonly struct HuntingtonHillDivisor : IDivisor
{
    public static uint MarginHalves => 2;

    // (f + r / T)^2 >= f (f + 1)  <=>  r (2 f T + r) >= f T^2; from one half up always, and far enough below one half never.
    public static bool RoundsUp(UInt128 floor, UInt128 remainder, UInt128 total)
    {
        if (floor == UInt128.Zero || remainder >= total - remainder)
        {
            return true;
        }

        return total - remainder - remainder <= total / floor
            && WideProduct.Of(total).Times(floor).Times(remainder).Twice().Plus(WideProduct.Of(remainder).Times(remainder))
                .CompareTo(WideProduct.Of(total).Times(total).Times(floor)) >= 0;
    }

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

    public static bool RoundsUp(UInt128 floor, UInt128 remainder, UInt128 total) => true;

    public static int Compare(UInt128 weight, UInt128 units, UInt128 otherWeight, UInt128 otherUnits) =>
        (units | otherUnits) == UInt128.Zero
            ? weight.CompareTo(otherWeight)
            : WideProduct.Of(weight).Times(otherUnits).CompareTo(WideProduct.Of(otherWeight).Times(units));
}

/// <summary>d(s) = 2s (s + 1) / (2s + 1).</summary>
internal readonly struct DeanDivisor : IDivisor
{
    public static uint MarginHalves => 2;

    // f + r / T >= 2 f (f + 1) / (2 f + 1)  <=>  r (2 f + 1) >= f T
    public static bool RoundsUp(UInt128 floor, UInt128 remainder, UInt128 total)
    {
        if (floor == UInt128.Zero || remainder >= total - remainder)
        {
            return true;
        }

        return total - remainder - remainder <= total / floor
            && WideProduct.Of(remainder).TimesOdd(floor).CompareTo(WideProduct.Of(total).Times(floor)) >= 0;
    }

    public static int Compare(UInt128 weight, UInt128 units, UInt128 otherWeight, UInt128 otherUnits) =>
        (units | otherUnits) == UInt128.Zero
            ? weight.CompareTo(otherWeight)
            : WideProduct.Of(weight).TimesOdd(units).Times(otherUnits).Times(otherUnits + UInt128.One)
                .CompareTo(WideProduct.Of(otherWeight).TimesOdd(otherUnits).Times(units).Times(units + UInt128.One));
}
