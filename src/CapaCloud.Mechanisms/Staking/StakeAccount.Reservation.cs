using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Time;

namespace CapaCloud.Mechanisms.Staking;

/// <content>What pending penalties keep from leaving.</content>
public sealed partial class StakeAccount
{
    private Amount WithdrawableOf(int index, Amount[]? reserved, Epoch now)
    {
        StakeLot lot = Lots[index];
        return lot.Release is { } release && release <= now ? lot.Remaining - (reserved?[index] ?? Amount.Zero) : Amount.Zero;
    }

    /// <summary>Returns how much of each tranche pending penalties may take, what cannot leave anyway first; null when none is pending.</summary>
    private Amount[]? Reserved(Epoch now)
    {
        if (Holds.IsEmpty)
        {
            return null;
        }

        Amount[] reserved = new Amount[Lots.Length];
        foreach (StakeHold hold in Holds)
        {
            Amount missing = StandingAt(hold.Operator, hold.Fault).Multiply(hold.Fraction, Rounding.Up);
            missing = Reserve(reserved, hold, missing, now, released: false);
            Reserve(reserved, hold, missing, now, released: true);
        }

        return reserved;
    }

    private Amount Reserve(Amount[] reserved, StakeHold hold, Amount missing, Epoch now, bool released)
    {
        for (int index = 0; index < reserved.Length; index++)
        {
            StakeLot lot = Lots[index];
            if ((lot.Release is { } release && release <= now) == released && lot.StoodAt(hold.Operator, hold.Fault))
            {
                Amount part = Amount.Min(missing, lot.Remaining - reserved[index]);
                reserved[index] += part;
                missing -= part;
            }
        }

        return missing;
    }
}
