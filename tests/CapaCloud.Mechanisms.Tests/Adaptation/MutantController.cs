using System.Collections.Immutable;
using CapaCloud.Mechanisms.Adaptation;

namespace CapaCloud.Mechanisms.Tests.Adaptation;

/// <summary>A controller that breaks one law. What the inner rule does not need for its memory is the mutant's.</summary>
internal sealed class MutantController(IController inner, string law) : IController
{
    private int _calls;

    public ControlLimits Limits => inner.Limits;

    public ControllerPromises Promises => law == "path-independent" ? ControllerPromises.PathIndependent | ControllerPromises.Monotone : inner.Promises;

    public Ratio? LargestElasticity => inner.LargestElasticity;

    public ControllerState Start(UInt128 value) => law switch
    {
        "start" => inner.Start(value == Limits.Highest ? value : value + 1),
        "wind-up" or "momentum" or "forged-memory" => inner.Start(value) with { Memory = [Int128.Zero] },
        _ => inner.Start(value),
    };

    public ulong RestingReading(ControllerState state) => inner.RestingReading(state);

    public ControllerState Next(ControllerState state, ulong reading)
    {
        ControllerState next = law is "wind-up" or "momentum" or "forged-memory" ? WithMemory(state, reading) : inner.Next(law == "own-memory" ? state with { Memory = [] } : state, reading);
        ulong rest = inner.RestingReading(state);
        return law switch
        {
            "range" when reading > 4 * rest => next with { Value = Limits.Highest + 1 },
            "step" => inner.Next(next, reading),
            "rest" when reading == rest => next with { Value = UInt128.Min(Limits.Highest, next.Value + 1) },
            "stability" => inner.Next(state, reading > 2 * rest ? 0 : (2 * rest) - reading),
            "manipulation" or "monotone" when reading % 3 == 0 => next with { Value = Limits.LowestAfter(state.Value) },
            "deterministic" when ++_calls % 5 == 0 => state,
            _ => next,
        };
    }

    /// <summary>Sums the distances without a bound and steers by the sum, or goes on as it went.</summary>
    private ControllerState WithMemory(ControllerState state, ulong reading)
    {
        ulong rest = inner.RestingReading(state);
        if (law == "momentum")
        {
            Int128 direction = reading > rest ? 40 : reading < rest ? -40 : state.Memory[0] - Int128.Sign(state.Memory[0]);
            UInt128 moved = direction > 0 ? Limits.HighestAfter(state.Value) : direction < 0 ? Limits.LowestAfter(state.Value) : state.Value;
            return new ControllerState { Value = moved, Memory = ImmutableArray.Create(direction) };
        }

        Int128 sum = state.Memory[0] + (Int128)ulong.Min(reading, 2 * rest) - (Int128)(UInt128)rest;
        Int128 wanted = (Int128)ControllerTrials.Equilibrium + (sum * 100);
        return new ControllerState { Value = Limits.Move(state.Value, (UInt128)Int128.Max(0, wanted)), Memory = ImmutableArray.Create(sum) };
    }
}
