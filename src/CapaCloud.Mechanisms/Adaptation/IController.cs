namespace CapaCloud.Mechanisms.Adaptation;

/// <summary>Moves one number a little each epoch, by what was measured in the epoch.</summary>
/// <remarks>
/// <code>
/// state' = Next(state, reading)
/// Limits.Lowest &lt;= state'.Value &lt;= Limits.Highest;   |state'.Value - state.Value| &lt;= Limits.Room(state.Value)
/// </code>
/// Value and reading are whole numbers in units of the caller's: base units, parts of 10^18, jobs, milliseconds. A controller is data: all that it
/// remembers stands in the state, so the same readings give the same values on every machine. What it remembers is bounded however long a reading
/// stays at an extreme: it does not wind up. Rules are immutable. The laws are <c>ControllerLaws</c> of CapaCloud.Mechanisms.Testing.
/// </remarks>
public interface IController
{
    /// <summary>Gets the range that the value never leaves and the most that it moves in an epoch.</summary>
    ControlLimits Limits { get; }

    /// <summary>Gets what can be relied on beyond range and step.</summary>
    ControllerPromises Promises { get; }

    /// <summary>
    /// Gets the largest elasticity of what is steered at which the loop comes to rest near its target: by how many percent the reading answers when the
    /// value moves by one percent. <see langword="null"/> when the reading is not compared with a target, or no bound is known.
    /// </summary>
    Ratio? LargestElasticity { get; }

    /// <summary>Returns a state at rest at a value.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The state; its value is the nearest one that the rule can take.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    ControllerState Start(UInt128 value);

    /// <summary>Returns the state after an epoch.</summary>
    /// <param name="state">The state before: of this rule, or of one with other limits. A value outside the range is brought into it.</param>
    /// <param name="reading">What was measured in the epoch.</param>
    /// <returns>The state.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="state"/> is null.</exception>
    /// <exception cref="ArgumentException">The state is of another kind of rule: its memory has another length, or a number that the rule cannot have remembered.</exception>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1716:Identifiers should not match keywords", Justification = "Next is what control theory calls it; only Visual Basic has the keyword, and there it can be escaped.")]
    ControllerState Next(ControllerState state, ulong reading);

    /// <summary>Brings a state of this rule with other limits into these limits: the value, and what is remembered.</summary>
    /// <remarks>
    /// A rule that remembers where its value would stand without limits brings that inside too. Otherwise it would take as long to come back from the new end of the range as it took to go
    /// beyond it. A rule whose memory does not depend on the limits needs no method of its own.
    /// </remarks>
    /// <param name="state">The state, of this rule with any limits.</param>
    /// <returns>The state; inside these limits it stays as it is.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="state"/> is null.</exception>
    /// <exception cref="ArgumentException">The state is of another kind of rule.</exception>
    ControllerState Confine(ControllerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state with { Value = Limits.Inside(state.Value) };
    }

    /// <summary>Tells whether another is this very rule, but for its limits: then what the one remembers means the same to the other.</summary>
    /// <remarks>
    /// Asked when controllers change: the same rule goes on with what it remembers, brought into its limits by <see cref="Confine"/>; another one begins at rest. A rule that does not say
    /// goes on only as its very equal.
    /// </remarks>
    /// <param name="other">The rule that was in force.</param>
    /// <returns><see langword="true"/> when it is the same.</returns>
    bool IsSameRule(IController? other) => Equals(other);

    /// <summary>Returns the reading at which the value comes to rest when it is repeated.</summary>
    /// <param name="state">The state.</param>
    /// <returns>The target of the rule, or what the state follows.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="state"/> is null.</exception>
    ulong RestingReading(ControllerState state);
}
