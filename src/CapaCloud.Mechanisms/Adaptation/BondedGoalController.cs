using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Rewards;

namespace CapaCloud.Mechanisms.Adaptation;

/// <summary>A yearly rate of issuance that seeks a goal: it rises while too little is bonded and falls while too much is.</summary>
/// <remarks>
/// <code>value' = move(value, Rule.After(value, bonded, Epoch))</code>
/// Value and reading in parts of 10^18: a yearly rate, and the bonded part of the supply (more than all counts as all). Within the deadband the rate rests.
/// It remembers nothing besides its value. Source: the Cosmos SDK's mint module.
/// </remarks>
public sealed record BondedGoalController : IController
{
    /// <summary>Initializes a new instance of the <see cref="BondedGoalController"/> class.</summary>
    /// <param name="rule">The goal and how fast the rate moves.</param>
    /// <param name="epoch">How much time an epoch of the controller is, in the rule's epochs, not zero.</param>
    /// <param name="limits">Range and step of the rate; the rule's own range holds besides.</param>
    /// <param name="deadband">How far from the goal nothing moves, as a part of the goal.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The epoch is zero.</exception>
    [JsonConstructor]
    public BondedGoalController(BondedGoalRate rule, EpochSpan epoch, ControlLimits limits, Proportion deadband = default)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(limits);
        if (epoch.IsZero)
        {
            throw new ArgumentOutOfRangeException(nameof(epoch), "An epoch of no time: expected at least 1.");
        }

        (Rule, Epoch, Limits, Deadband) = (rule, epoch, limits, deadband);
    }

    /// <summary>Gets the goal and how fast the rate moves.</summary>
    public BondedGoalRate Rule { get; }

    /// <summary>Gets how much time an epoch of the controller is.</summary>
    public EpochSpan Epoch { get; }

    /// <inheritdoc/>
    public ControlLimits Limits { get; }

    /// <summary>Gets how far from the goal nothing moves, as a part of the goal.</summary>
    public Proportion Deadband { get; }

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
        return ControllerState.Of(value);
    }

    /// <inheritdoc/>
    public ControllerState Next(ControllerState state, ulong reading)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.RequireMemory(0, "a bonded goal");
        ulong outside = ControlError.Outside(reading, Rule.Goal.Parts, Deadband);
        UInt128 value = Limits.Inside(state.Value);
        return ControllerState.Of(outside == Rule.Goal.Parts ? value : Limits.Move(value, Rule.After(Ratio.FromParts(value), Part(outside), Epoch).Parts));
    }

    /// <inheritdoc/>
    public bool IsSameRule(IController? other) =>
        other is BondedGoalController same && Rule == same.Rule && Epoch == same.Epoch && Deadband == same.Deadband;

    /// <inheritdoc/>
    public ulong RestingReading(ControllerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return Rule.Goal.Parts;
    }

    internal static Proportion Part(ulong reading) => Proportion.FromParts(ulong.Min(Proportion.PartsPerOne, reading));
}
