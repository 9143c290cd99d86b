using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Adaptation;

/// <summary>How far a reading is from its target, as every rule here means it.</summary>
internal static class ControlError
{
    /// <summary>Returns the reading, or the target when the reading lies in the band around it.</summary>
    public static ulong Outside(ulong reading, ulong target, Proportion deadband)
    {
        ulong distance = reading > target ? reading - target : target - reading;
        return distance <= MultiplyDivide.Down(target, deadband.Parts, Proportion.PartsPerOne) ? target : reading;
    }

    /// <summary>Returns the reading for a rule that falls: as far below the target as it was above.</summary>
    public static ulong Directed(ulong reading, ulong target, ControlDirection direction) => direction == ControlDirection.Rises
        ? reading
        : reading >= target
            ? reading - target >= target ? 0 : target - (reading - target)
            : target - reading > ulong.MaxValue - target ? ulong.MaxValue : target + (target - reading);

    /// <summary>Returns the distance from the target as a part of the target, in parts of 10^18, toward zero; its sign is that of the value's move.</summary>
    public static Int128 Relative(ulong reading, ulong target, ControlDirection direction)
    {
        ulong distance = reading > target ? reading - target : target - reading;
        Int128 parts = (Int128)((UInt128)distance * Proportion.PartsPerOne / target);
        return (reading > target) == (direction == ControlDirection.Rises) ? parts : -parts;
    }

    public static void RequireTarget(ulong target)
    {
        if (target == 0)
        {
            throw new ArgumentOutOfRangeException(nameof(target), "A target of 0 units: expected at least 1, since distances are parts of it.");
        }
    }

    public static void RequireDirection(ControlDirection direction)
    {
        if (direction is not (ControlDirection.Rises or ControlDirection.Falls))
        {
            throw new ArgumentOutOfRangeException(nameof(direction), $"{(int)direction} is no direction; expected {nameof(ControlDirection.Rises)} or {nameof(ControlDirection.Falls)}.");
        }
    }
}
