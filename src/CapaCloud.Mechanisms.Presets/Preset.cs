using System.Collections.Immutable;
using CapaCloud.Mechanisms.Alignment;
using CapaCloud.Mechanisms.Alignment.Dynamics;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Presets;

/// <summary>A policy to begin with, and the figures of the network that it is made for: take it as it stands, or change a number and ask again.</summary>
/// <remarks>
/// No formula of its own. A preset is a value: <c>preset with { AuditRate = ... }</c> is another one. The policy is composed by <see cref="Compose"/>, which is what <c>Mechanism.Create</c> and
/// <c>services.AddMechanism</c> take. The figures are what a job costs and pays and how good the audits are; <see cref="Check"/> asks every role's questions about the pair. A preset of your own
/// derives from this type.
/// </remarks>
public abstract record Preset
{
    /// <summary>Makes a preset.</summary>
    /// <param name="name">The name of its policy.</param>
    /// <param name="economics">What the work costs and earns.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    protected Preset(string name, Economics economics)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(economics);
        Name = name;
        Economics = economics;
    }

    /// <summary>Gets the name of the policy.</summary>
    public string Name { get; init => field = value ?? throw new ArgumentNullException(nameof(value), "A preset needs a name, got null."); }

    /// <summary>Gets what a base unit, an epoch and a job are, in one sentence.</summary>
    public abstract string Scale { get; }

    /// <summary>Returns the name and what it is for.</summary>
    /// <returns>The text.</returns>
    public sealed override string ToString() => $"{Name}: {Scale}";

    /// <summary>Gets what the work costs and earns.</summary>
    public Economics Economics { get; init => field = value ?? throw new ArgumentNullException(nameof(value), "A preset needs economics, got null."); }

    /// <summary>Gets what a delegator puts behind an operator; null where nobody does, and then nothing is asked for a delegator.</summary>
    public DelegationEconomics? Delegation { get; init; }

    /// <summary>Gets how much a validator checks; null where nobody checks for pay, and then nothing is asked for a validator.</summary>
    public ValidationEconomics? Validation { get; init; }

    /// <summary>Gets what a result is worth to who pays for it; null where nobody does, and then nothing is asked for a requester.</summary>
    public RequestEconomics? Request { get; init; }

    /// <summary>Gets how finely the future is played where the exact conditions leave an answer open; null where it is not.</summary>
    public DynamicEffort? Effort { get; init; }

    /// <summary>Gets the defences that can be taken away, each with the preset that lacks it and nothing else. None when left out.</summary>
    public virtual IReadOnlyList<Defence> Defences => [];

    /// <summary>Gets the smallest part there is, 10^-18: it takes one base unit. A policy that prices an offence at nothing is refused.</summary>
    protected static Proportion Least => Proportion.FromParts(1);

    /// <summary>Composes the policy.</summary>
    /// <param name="build">Takes it.</param>
    /// <exception cref="ArgumentNullException"><paramref name="build"/> is null.</exception>
    public abstract void Compose(MechanismBuilder build);

    /// <summary>Returns the sampler that audits newcomers often and the well-reputed less.</summary>
    /// <param name="atLeast">The rate for the best reputed; at 0 nothing is audited.</param>
    /// <param name="newcomers">The rate at a score of zero.</param>
    /// <returns>The sampler: <see cref="ReputationAdaptiveSampler"/>, which refuses a rate of 0 for the best reputed, or one that never audits.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Newcomers are audited less than the best reputed.</exception>
    protected static IAuditSampler Audits(Proportion atLeast, Proportion newcomers) =>
        atLeast.IsZero ? new BernoulliSampler(Proportion.Zero) : new ReputationAdaptiveSampler(atLeast, newcomers);

    /// <summary>Makes the mechanism.</summary>
    /// <returns>The mechanism.</returns>
    /// <exception cref="PolicyRefusedException">A number that was changed makes a policy that is refused; the message lists every fault.</exception>
    public Mechanism ToMechanism() => Mechanism.Create(Compose);

    /// <summary>Asks the questions of every role that the preset has figures for.</summary>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>A report for each role: the provider first.</returns>
    /// <exception cref="PolicyRefusedException">The policy is refused.</exception>
    /// <exception cref="ArgumentException">Figures cannot be judged; the message lists every fault.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public PresetReport Check(CancellationToken cancellation = default)
    {
        Mechanism mechanism = ToMechanism();
        ImmutableArray<RoleReport>.Builder roles = ImmutableArray.CreateBuilder<RoleReport>();
        roles.Add(new RoleReport("provider", Effort is { } effort
            ? AlignmentChecker.Check(mechanism, Economics, effort, cancellation: cancellation)
            : AlignmentChecker.Check(mechanism, Economics, cancellation)));
        if (Delegation is { } delegation)
        {
            roles.Add(new RoleReport("delegator", DelegatorChecker.Check(mechanism, Economics, delegation, cancellation)));
        }

        if (Validation is { } validation)
        {
            roles.Add(new RoleReport("validator", ValidatorChecker.Check(mechanism, Economics, validation, Effort, cancellation)));
        }

        if (Request is { } request)
        {
            roles.Add(new RoleReport("requester", RequesterChecker.Check(mechanism, Economics, request, cancellation)));
        }

        return new PresetReport { Name = Name, Roles = roles.DrainToImmutable() };
    }
}
