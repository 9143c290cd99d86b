using CapaCloud.Mechanisms.Adaptation;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>What a controller is tried on: what it steers, and what it promises about the way back.</summary>
/// <remarks>No formula.</remarks>
/// <param name="Controller">The rule.</param>
/// <param name="Equilibrium">The value at which what is steered answers with the resting reading.</param>
/// <param name="Ceiling">The largest reading there is.</param>
/// <param name="Answer">What is read when a value is in force; <see langword="null"/> where nothing answers, and the resting reading is read.</param>
/// <param name="RecoveryEpochs">In how many epochs the loop returns from any value and any history.</param>
/// <param name="Tolerance">How near to the equilibrium is back, as a part of it.</param>
/// <param name="CoastingEpochs">For how many epochs the value may go on after the reading is back at rest.</param>
public sealed record ControllerTrial(
    IController Controller,
    UInt128 Equilibrium,
    ulong Ceiling,
    Func<UInt128, ulong>? Answer,
    int RecoveryEpochs,
    Proportion Tolerance,
    int CoastingEpochs)
{
    /// <summary>Gets how far from the resting reading nothing moves, as a part of it.</summary>
    public Proportion Deadband { get; init; }

    /// <summary>Gets a value indicating whether a higher reading gives a lower value.</summary>
    public bool Falls { get; init; }

    /// <summary>Returns what is tried.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Controller} around {Equilibrium}, up to a reading of {Ceiling}";

    /// <summary>Returns the reading that what is steered answers with.</summary>
    /// <param name="state">The state.</param>
    /// <returns>The reading.</returns>
    public ulong Read(ControllerState state) => Answer?.Invoke(state.Value) ?? Controller.RestingReading(state);

    /// <summary>Tells whether a value is back at the equilibrium.</summary>
    /// <param name="value">The value.</param>
    /// <returns><see langword="true"/> when it is near enough; always where nothing answers.</returns>
    public bool IsBack(UInt128 value)
    {
        UInt128 distance = value > Equilibrium ? value - Equilibrium : Equilibrium - value;
        return Answer is null || distance <= MultiplyDivide.Up(Equilibrium, Tolerance.Parts, Proportion.PartsPerOne);
    }
}
