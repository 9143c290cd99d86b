using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Adaptation;

/// <summary>Lets providers vote a capacity target up or down (ACP-176): the reading is the exponent that they vote for.</summary>
/// <remarks>
/// <code>
/// q' = toward the reading by at most Rule.MaximumStep, and only as far as Rule.Target(q') stays in what the epoch allows
/// value' = move(value, Rule.Target(q'))
/// </code>
/// Memory: the exponent q. Take the vote as a weighted median of what the providers want (<see cref="ReadingSummary"/>): then less than half of the weight
/// cannot move it beyond what some honest provider wants.
/// </remarks>
public sealed record CapacityController : IController
{
    /// <summary>Initializes a new instance of the <see cref="CapacityController"/> class.</summary>
    /// <param name="rule">How the target follows the exponent.</param>
    /// <param name="limits">Range and step of the target.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The rule has no minimum, fold or step.</exception>
    [JsonConstructor]
    public CapacityController(CapacityRule rule, ControlLimits limits)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(limits);
        if (rule.Minimum == 0 || rule.Fold == 0 || rule.MaximumStep == 0)
        {
            throw new ArgumentOutOfRangeException(nameof(rule), "A capacity without a minimum, a fold or a step never moves; expected all three above 0.");
        }

        (Rule, Limits) = (rule, limits);
    }

    /// <summary>Gets how the target follows the exponent.</summary>
    public CapacityRule Rule { get; }

    /// <inheritdoc/>
    public ControlLimits Limits { get; }

    /// <inheritdoc/>
    [JsonIgnore]
    public ControllerPromises Promises => ControllerPromises.Monotone;

    /// <inheritdoc/>
    [JsonIgnore]
    public Ratio? LargestElasticity => null;

    /// <inheritdoc/>
    public ControllerState Start(UInt128 value)
    {
        Limits.RequireInside(value);
        Int128 exponent = MonotoneSearch.Largest(0, LargestExponent(), value, At);
        return ControllerState.Of(Limits.Inside(At(exponent)), exponent);
    }

    /// <inheritdoc/>
    public ControllerState Next(ControllerState state, ulong reading)
    {
        ArgumentNullException.ThrowIfNull(state);
        RequireExponent(state);
        UInt128 value = Limits.Inside(state.Value);
        Int128 before = state.Memory[0], wanted = CapacityRule.Step((ulong)before, reading, Rule.MaximumStep);
        Int128 exponent = MonotoneSearch.Toward(before, wanted, Limits.LowestAfter(value), Limits.HighestAfter(value), At);
        return ControllerState.Of(Limits.Move(value, At(exponent)), exponent);
    }

    /// <inheritdoc/>
    public ControllerState Confine(ControllerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        RequireExponent(state);
        UInt128 stands = At(state.Memory[0]);
        UInt128 value = Limits.Inside(state.Value);
        return Limits.Inside(stands) == stands ? state with { Value = value } : Start(value);
    }

    /// <inheritdoc/>
    public bool IsSameRule(IController? other) =>
        other is CapacityController same && Rule == same.Rule;

    /// <inheritdoc/>
    public ulong RestingReading(ControllerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        RequireExponent(state);
        return (ulong)state.Memory[0];
    }

    private static void RequireExponent(ControllerState state)
    {
        state.RequireMemory(1, "a capacity");
        state.RequireNumber(0, Int128.Zero, ulong.MaxValue, "the exponent");
    }

    private UInt128 At(Int128 exponent) => Rule.Target((ulong)exponent);

    /// <summary>The least exponent at the highest value, found by doubling.</summary>
    private Int128 LargestExponent()
    {
        UInt128 highest = UInt128.Min(Limits.Highest, ulong.MaxValue);
        Int128 last = 1;
        while (last < ulong.MaxValue && At(last) < highest)
        {
            last = Int128.Min(ulong.MaxValue, last * 2);
        }

        return MonotoneSearch.Least(0, last, highest, At);
    }
}
