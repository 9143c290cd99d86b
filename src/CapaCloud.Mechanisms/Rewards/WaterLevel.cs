using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>Which claims a cap or a minimum binds, and what the others share by weight.</summary>
/// <remarks>
/// Each round binds the claims whose quota of what is left is out of bounds and recomputes what is left, until no more are bound.
/// It is Newton's method on a function made of straight lines, so the rounds are few whatever the weights are: a handful in
/// practice.
/// </remarks>
/// <param name="Lightest">Claims below this weight are bound by the minimum.</param>
/// <param name="Heaviest">Claims above this weight are bound by the cap.</param>
/// <param name="Pool">What the claims that are not bound share.</param>
/// <param name="Weight">The sum of the weights of the claims that are not bound.</param>
internal readonly record struct WaterLevel(UInt128 Lightest, UInt128 Heaviest, UInt128 Pool, UInt128 Weight)
{
    /// <summary>
    /// Finds who is capped. The cap is at most the pool; times the claims above zero it exceeds the pool, so that somebody is
    /// not.
    /// </summary>
    public static WaterLevel UnderCap(UInt128 pool, UInt128 cap, UInt128 total, ReadOnlySpan<UInt128> weights)
    {
        UInt128 rest = pool, restWeight = total;
        int bound = 0;
        while (true)
        {
            // quota > cap  <=>  weight > cap * restWeight / rest, which falls from round to round and so never needs more bits.
            UInt128 heaviest = MultiplyDivide.Down(cap, restWeight, rest);
            int found = 0;
            UInt128 lighter = UInt128.Zero;
            foreach (UInt128 weight in weights)
            {
                if (weight > heaviest)
                {
                    found++;
                }
                else
                {
                    lighter = unchecked(lighter + weight);
                }
            }

            if (found <= bound)
            {
                return new WaterLevel(UInt128.Zero, heaviest, rest, restWeight);
            }

            bound = found;
            restWeight = lighter;
            rest = pool - (cap * (UInt128)found);
        }
    }

    /// <summary>Finds who is raised. The minimum times the claims above zero must not exceed the pool.</summary>
    public static WaterLevel OverMinimum(UInt128 pool, UInt128 minimum, UInt128 total, ReadOnlySpan<UInt128> weights)
    {
        UInt128 rest = pool, restWeight = total;
        int bound = 0;
        while (true)
        {
            // quota < minimum  <=>  weight < minimum * restWeight / rest
            UInt128 lightest = rest == UInt128.Zero ? UInt128.Zero : MultiplyDivide.Up(minimum, restWeight, rest);
            int found = 0;
            UInt128 heavier = UInt128.Zero;
            foreach (UInt128 weight in weights)
            {
                if (weight >= lightest)
                {
                    heavier = unchecked(heavier + weight);
                }
                else if (weight != UInt128.Zero)
                {
                    found++;
                }
            }

            if (found <= bound)
            {
                return new WaterLevel(lightest, UInt128.MaxValue, rest, restWeight);
            }

            bound = found;
            restWeight = heavier;
            rest = pool - (minimum * (UInt128)found);
        }
    }
}
