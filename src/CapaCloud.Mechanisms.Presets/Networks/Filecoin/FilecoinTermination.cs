using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Time;

namespace CapaCloud.Mechanisms.Presets.Networks.Filecoin;

/// <summary>What it costs a storage provider of Filecoin to give up a sector before its end, since FIP-0098.</summary>
/// <remarks>
/// <code>
/// simple = pledge * 85 / 1000,  duration = age * simple / (140 * 2880)
/// fee    = max(min(simple, duration), pledge * 2 / 100, faultFee * 105 / 100)
/// </code>
/// In attoFIL; every division rounds down. Terminating is never cheaper than letting the sector fault. Source:
/// filecoin-project/builtin-actors, actors/miner/src/monies.rs.
/// </remarks>
public static class FilecoinTermination
{
    /// <summary>How many epochs of 30 seconds make a day: 2,880.</summary>
    public const ulong EpochsInDay = 2_880;

    /// <summary>After how many days the fee no longer grows: 140.</summary>
    public const ulong LifetimeCapDays = 140;

    /// <summary>Returns the fee.</summary>
    /// <param name="initialPledge">The sector's pledge, in attoFIL.</param>
    /// <param name="age">How long the sector was active.</param>
    /// <param name="faultFee">What one fault of the sector costs, in attoFIL.</param>
    /// <returns>The fee, in attoFIL.</returns>
    public static Amount Fee(Amount initialPledge, EpochSpan age, Amount faultFee)
    {
        Amount simple = initialPledge.Multiply(85, 1_000, Rounding.Down);
        Amount duration = simple.Multiply(age.Epochs, LifetimeCapDays * EpochsInDay, Rounding.Down);
        Amount least = Amount.Max(initialPledge.Multiply(2, 100, Rounding.Down), faultFee.Multiply(105, 100, Rounding.Down));
        return Amount.Max(Amount.Min(simple, duration), least);
    }
}
