namespace CapaCloud.Mechanisms.DependencyInjection;

/// <summary>Says which mechanism a service gets: by a policy as JSON, by a policy as an object, or step by step.</summary>
/// <remarks>
/// No formula. Exactly one of the three must be given; none and two are both refused when the options are validated. Only
/// <see cref="PolicyJson"/> is a property, so that a configuration section can be bound to these options without surprises.
/// </remarks>
public sealed class MechanismOptions
{
    /// <summary>Gets or sets the policy as JSON text, as <see cref="PolicyJson.Write"/> writes it. The text itself, not a path.</summary>
    public string? PolicyJson { get; set; }

    internal MechanismPolicy? Policy { get; private set; }

    internal Action<MechanismBuilder>? Build { get; private set; }

    internal PolicyTypes? Types { get; private set; }

    /// <summary>Takes the policy as an object.</summary>
    /// <param name="policy">The policy.</param>
    /// <returns>These options.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="policy"/> is null.</exception>
    public MechanismOptions Use(MechanismPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        Policy = policy;
        return this;
    }

    /// <summary>Composes the mechanism step by step.</summary>
    /// <param name="build">Says what it consists of. Runs when the options are validated and once more when the mechanism is made.</param>
    /// <returns>These options.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="build"/> is null.</exception>
    public MechanismOptions Compose(Action<MechanismBuilder> build)
    {
        ArgumentNullException.ThrowIfNull(build);
        Build = build;
        return this;
    }

    /// <summary>Says under which names rules of your own stand in the policy. The library's own rules need no name.</summary>
    /// <param name="types">The names.</param>
    /// <returns>These options.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="types"/> is null.</exception>
    public MechanismOptions NameRules(PolicyTypes types)
    {
        ArgumentNullException.ThrowIfNull(types);
        Types = types;
        return this;
    }
}
