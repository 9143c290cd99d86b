namespace CapaCloud.Mechanisms.DependencyInjection;

/// <summary>Says which mechanism a service gets: by a policy in configuration, as JSON text or as an object, or step by step.</summary>
/// <remarks>
/// No formula. Exactly one of them must be given; none and two are both refused when the options are validated. A configuration section binds to
/// <see cref="Policy"/>, an object, or to <see cref="PolicyJson"/>, a text.
/// </remarks>
public sealed class MechanismOptions
{
    /// <summary>Gets or sets the policy as JSON text, as <see cref="PolicyJson.Write"/> writes it. The text itself, not a path.</summary>
    public string? PolicyJson { get; set; }

    /// <summary>Gets or sets the policy as an object of configuration: the members of its JSON, in appsettings.json or from elsewhere.</summary>
    public PolicySettings? Policy { get; set; }

    internal MechanismPolicy? Given { get; private set; }

    internal Action<MechanismBuilder>? Build { get; private set; }

    internal PolicyTypes? Types { get; private set; }

    /// <summary>Takes the policy as an object.</summary>
    /// <param name="policy">The policy.</param>
    /// <returns>These options.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="policy"/> is null.</exception>
    public MechanismOptions Use(MechanismPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        Given = policy;
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
