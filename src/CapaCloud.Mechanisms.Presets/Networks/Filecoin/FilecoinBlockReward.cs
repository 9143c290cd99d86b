namespace CapaCloud.Mechanisms.Presets.Networks.Filecoin;

/// <summary>What a Filecoin block pays its producer, and what of it is locked.</summary>
/// <remarks>
/// <code>
/// reward = floor(epoch reward * wins / expected leaders) + gas
/// penalty = penalty * multiplier        locked = floor(reward * locked part) - penalty, not below 0
/// </code>
/// In attoFIL. Source: filecoin-project/builtin-actors, actors/reward/src/lib.rs and actors/miner/src/monies.rs.
/// </remarks>
public static class FilecoinBlockReward
{
    /// <summary>Returns a block's reward.</summary>
    /// <param name="epochReward">The epoch's reward, in attoFIL.</param>
    /// <param name="wins">How many tickets won.</param>
    /// <param name="expectedLeaders">How many tickets are expected to win: 5.</param>
    /// <param name="gas">The fees of the block's messages, in attoFIL.</param>
    /// <returns>The reward, in attoFIL.</returns>
    public static Amount Of(Amount epochReward, ulong wins, ulong expectedLeaders, Amount gas) => epochReward.Multiply(wins, expectedLeaders, Rounding.Down) + gas;

    /// <summary>Returns what a producer is charged for bad messages.</summary>
    /// <param name="penalty">The messages' penalty, in attoFIL.</param>
    /// <param name="multiplier">What it is multiplied by: 3.</param>
    /// <returns>The charge, in attoFIL.</returns>
    public static Amount Penalty(Amount penalty, ulong multiplier) => penalty.Multiply(multiplier, 1, Rounding.Down);

    /// <summary>Returns what stays locked of a reward after a penalty was burned.</summary>
    /// <param name="reward">The reward, in attoFIL.</param>
    /// <param name="penalty">The penalty, in attoFIL.</param>
    /// <param name="numerator">The numerator of the part that is locked: 3.</param>
    /// <param name="denominator">The denominator: 4.</param>
    /// <returns>What is locked, in attoFIL.</returns>
    public static Amount Locked(Amount reward, Amount penalty, ulong numerator, ulong denominator) =>
        reward.Multiply(numerator, denominator, Rounding.Down).SubtractToZero(penalty);
}
