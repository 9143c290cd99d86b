using CapaCloud.Mechanisms.Adaptation;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Testing.Generators;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>
/// The laws of <see cref="IController"/>: range, step, rest and deadband, stability, wind-up, momentum, manipulation by a share of the observations, and
/// the same bytes each time.
/// </summary>
/// <remarks>No formula. Histories of 1 to 40 readings, extremes among them, from any value of the range; saturation for up to 2,000 epochs.</remarks>
public static class ControllerLaws
{
    private const int Watched = 50;

    private const int Settling = 600;

    /// <summary>Returns the laws that a rule must keep.</summary>
    /// <param name="trial">The rule and what it is tried on.</param>
    /// <returns>The laws.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="trial"/> is null.</exception>
    public static IReadOnlyList<Law> For(ControllerTrial trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        return
        [
            Of(trial, "range", "no reading brings the value outside the range", item => Values(trial, item).All(pair => IsInside(trial.Controller.Limits, pair.After))),
            Of(trial, "step", "no epoch moves the value further than its room", item => Values(trial, item).All(pair =>
                pair.After >= trial.Controller.Limits.LowestAfter(pair.Before) && pair.After <= trial.Controller.Limits.HighestAfter(pair.Before))),
            Of(trial, "start", "a state starts inside the range, as it would from its own value", item => StartsAtRest(trial.Controller, item.Start)),
            Of(trial, "rest", "under the resting reading the value comes to rest, and nothing in the deadband moves it", item => Rests(trial, item)),
            Of(trial, "stability", "from any value the loop returns to its equilibrium and stays", item => Returns(trial, trial.Controller.Start(item.Start))),
            Of(trial, "wind-up", "however long a reading stays at an extreme, the loop returns as fast", item => Returns(trial, Saturated(trial, item))),
            Of(trial, "momentum", "soon after the reading is back at rest, the value goes no further", item => Stops(trial, item)),
            Of(trial, "manipulation", "a share of the observations moves the value no further than the stated range", item => IsBounded(trial, item)),
            Of(trial, "monotone", "where it is promised, a higher reading never gives a lower value", item => IsMonotone(trial, item)),
            Of(trial, "path-independent", "where it is promised, the order of the readings does not matter", item => IsPathIndependent(trial, item)),
            Of(trial, "deterministic", "a state and a reading give one state, also after a way to JSON and back", item => IsDeterministic(trial, item)),
            Of(trial, "own-memory", "a memory of another length is refused", item => RefusesForeign(trial.Controller, item)),
            Of(trial, "forged-memory", "a memory with any numbers gives a value inside range and step, or is refused by name", item => WithstandsForged(trial.Controller, item)),
        ];
    }

    private static Law Of(ControllerTrial trial, string name, string statement, Func<ControllerHistory, bool> holds) =>
        Law.Of(name, statement, Arb.From(Histories(trial), Shrink), holds);

    private static Gen<ControllerHistory> Histories(ControllerTrial trial)
    {
        ControlLimits limits = trial.Controller.Limits;
        ulong rest = trial.Controller.RestingReading(trial.Controller.Start(trial.Equilibrium));
        Gen<ulong> near = Gen.Choose(-100, 100).Select(percent => (ulong)((Int128)rest + ((Int128)rest * percent / 100)));
        Gen<ulong> reading = Gen.Frequency(
            (2, Gen.Elements(0UL, rest, trial.Ceiling, ulong.MaxValue)),
            (3, near),
            (1, Generate.Word));
        return from position in Generate.Proportion
               from count in Gen.Choose(1, 40)
               from readings in Gen.ArrayOf(reading, count)
               from saturation in Gen.OneOf(Gen.Choose(1, 20), Gen.Choose(1, 2_000))
               select new ControllerHistory(limits.Lowest + MultiplyDivide.Down(limits.Highest - limits.Lowest, position.Parts, Proportion.PartsPerOne), readings, saturation);
    }

    private static IEnumerable<ControllerHistory> Shrink(ControllerHistory history)
    {
        if (history.Readings.Count > 1)
        {
            yield return history with { Readings = [.. history.Readings.Take(history.Readings.Count / 2)] };
            yield return history with { Readings = [.. history.Readings.Skip(1)] };
        }

        if (history.Saturation > 1)
        {
            yield return history with { Saturation = history.Saturation / 2 };
        }
    }

    private static IEnumerable<(UInt128 Before, UInt128 After)> Values(ControllerTrial trial, ControllerHistory history)
    {
        ControllerState state = trial.Controller.Start(history.Start);
        foreach (ulong reading in history.Readings)
        {
            ControllerState next = trial.Controller.Next(state, reading);
            yield return (state.Value, next.Value);
            state = next;
        }
    }

    private static ControllerState After(IController controller, ControllerState state, IEnumerable<ulong> readings) => readings.Aggregate(state, controller.Next);

    private static bool IsInside(ControlLimits limits, UInt128 value) => value >= limits.Lowest && value <= limits.Highest;

    private static bool StartsAtRest(IController controller, UInt128 value)
    {
        ControllerState state = controller.Start(value);
        return IsInside(controller.Limits, state.Value) && controller.Start(state.Value).Value == state.Value;
    }

    private static bool Rests(ControllerTrial trial, ControllerHistory history)
    {
        IController controller = trial.Controller;
        ControllerState state = After(controller, controller.Start(history.Start), history.Readings);
        ulong rest = controller.RestingReading(state);
        for (int epoch = 0; epoch < Settling; epoch++)
        {
            state = controller.Next(state, rest);
        }

        ulong band = (ulong)MultiplyDivide.Down(rest, trial.Deadband.Parts, Proportion.PartsPerOne);
        ControllerState still = state;
        for (int epoch = 0; epoch < Watched; epoch++)
        {
            ulong reading = (epoch % 3) switch { 0 => rest, 1 => rest - band, _ => rest + band };
            state = controller.Next(state, reading);
            if (state.Value != still.Value)
            {
                return false;
            }
        }

        return true;
    }

    private static bool Returns(ControllerTrial trial, ControllerState state)
    {
        for (int epoch = 0; epoch < trial.RecoveryEpochs; epoch++)
        {
            state = trial.Controller.Next(state, trial.Read(state));
        }

        for (int epoch = 0; epoch < Watched; epoch++)
        {
            state = trial.Controller.Next(state, trial.Read(state));
            if (!trial.IsBack(state.Value))
            {
                return false;
            }
        }

        return true;
    }

    private static ControllerState Saturated(ControllerTrial trial, ControllerHistory history)
    {
        ControllerState state = trial.Controller.Start(trial.Equilibrium);
        ulong extreme = history.Saturation % 2 == 0 ? trial.Ceiling : 0;
        for (int epoch = 0; epoch < history.Saturation; epoch++)
        {
            state = trial.Controller.Next(state, extreme);
        }

        return state;
    }

    private static bool Stops(ControllerTrial trial, ControllerHistory history)
    {
        IController controller = trial.Controller;
        ControllerState state = controller.Start(trial.Equilibrium);
        UInt128 before = state.Value;
        ulong rest = controller.RestingReading(state), extreme = history.Saturation % 2 == 0 ? trial.Ceiling : 0;
        for (int epoch = 0; epoch < int.Min(history.Saturation, 20); epoch++)
        {
            state = controller.Next(state, extreme);
        }

        bool rose = state.Value > before;
        UInt128 furthest = state.Value;
        for (int epoch = 0; epoch < trial.CoastingEpochs; epoch++)
        {
            state = controller.Next(state, rest);
            furthest = rose ? UInt128.Max(furthest, state.Value) : UInt128.Min(furthest, state.Value);
        }

        for (int epoch = 0; epoch < Watched; epoch++)
        {
            state = controller.Next(state, rest);
            if (rose ? state.Value > furthest : state.Value < furthest)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsBounded(ControllerTrial trial, ControllerHistory history)
    {
        IController controller = trial.Controller;
        Proportion share = Proportion.Percent(30);
        ControllerState start = controller.Start(history.Start), state = start;
        ulong rest = controller.RestingReading(start);
        List<ulong> honest = [];
        foreach (ulong reading in history.Readings)
        {
            // The drawn reading is the lie; the others report the target, more or less.
            honest.Add(rest - (rest / 50) + (reading % ((rest / 25) + 1)));
            state = controller.Next(state, ManipulationRange.Mixed(honest[^1], share, ulong.Min(trial.Ceiling, reading), Rounding.HalfUp));
            ManipulationRange range = ManipulationRange.Of(controller, start, honest, share, trial.Ceiling);
            if (state.Value < range.Lowest || state.Value > range.Highest)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsMonotone(ControllerTrial trial, ControllerHistory history)
    {
        IController controller = trial.Controller;
        if (!controller.Promises.HasFlag(ControllerPromises.Monotone))
        {
            return true;
        }

        ControllerState low = controller.Start(history.Start), high = low;
        for (int epoch = 0; epoch < history.Readings.Count; epoch++)
        {
            ulong reading = history.Readings[epoch], more = history.Readings[^(epoch + 1)] / 7;
            low = controller.Next(low, reading);
            high = controller.Next(high, more > ulong.MaxValue - reading ? ulong.MaxValue : reading + more);
            if (trial.Falls ? high.Value > low.Value : high.Value < low.Value)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsPathIndependent(ControllerTrial trial, ControllerHistory history)
    {
        IController controller = trial.Controller;
        if (!controller.Promises.HasFlag(ControllerPromises.PathIndependent))
        {
            return true;
        }

        ControllerState start = controller.Start(trial.Equilibrium);
        ulong rest = controller.RestingReading(start);
        ulong[] readings = [.. history.Readings.Take(12).Select(reading => rest - (rest / 20) + (reading % ((rest / 10) + 1)))];
        (bool wasFree, UInt128 value) = Unlimited(controller, start, readings);
        (bool isFree, UInt128 again) = Unlimited(controller, start, readings.Reverse());
        return !wasFree || !isFree || value == again;
    }

    private static (bool IsFree, UInt128 Value) Unlimited(IController controller, ControllerState state, IEnumerable<ulong> readings)
    {
        bool isFree = true;
        foreach (ulong reading in readings)
        {
            ControllerState next = controller.Next(state, reading);
            isFree &= next.Value > controller.Limits.LowestAfter(state.Value) && next.Value < controller.Limits.HighestAfter(state.Value);
            state = next;
        }

        return (isFree, state.Value);
    }

    private static bool IsDeterministic(ControllerTrial trial, ControllerHistory history)
    {
        IController controller = trial.Controller;
        ControllerState state = controller.Start(history.Start), other = state;
        foreach (ulong reading in history.Readings)
        {
            state = controller.Next(state, reading);
            ControllerState stored = MechanismJson.Default.Read<ControllerState>(MechanismJson.Default.Write(other));
            other = controller.Next(stored, reading);
            if (state != other || controller.Next(stored, reading) != other)
            {
                return false;
            }
        }

        return true;
    }

    private static bool RefusesForeign(IController controller, ControllerHistory history)
    {
        ControllerState state = controller.Start(history.Start);
        try
        {
            controller.Next(state with { Memory = state.Memory.Add(Int128.One) }, history.Readings[0]);
            return false;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }

    private static bool WithstandsForged(IController controller, ControllerHistory history)
    {
        ControllerState state = controller.Start(history.Start);
        Int128[] forged = [Int128.MinValue, Int128.MaxValue, -1, 0, 1, ulong.MaxValue, (Int128)ulong.MaxValue + 1, Int128.One << 112, -(Int128.One << 112), (Int128)(UInt128)history.Readings[0]];
        for (int place = 0; place < state.Memory.Length; place++)
        {
            Int128 other = forged[history.Saturation % forged.Length];
            ControllerState changed = state with { Memory = [.. state.Memory.Select((number, index) => index == place ? forged[(int)(history.Readings[^1] % (ulong)forged.Length)] : index > place ? other : number)] };
            try
            {
                UInt128 after = controller.Next(changed, history.Readings[0]).Value;
                if (after < controller.Limits.LowestAfter(state.Value) || after > controller.Limits.HighestAfter(state.Value))
                {
                    return false;
                }
            }
            catch (ArgumentException)
            {
                // Refused, which is as good.
            }
            catch (OverflowException)
            {
                return false;
            }
        }

        return true;
    }
}
