using System.Collections.Immutable;
using CapaCloud.Mechanisms.Adaptation;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>All controllers of a network: what was observed moves them, they move the policy, and the state follows.</summary>
/// <remarks>
/// <code>
/// Adapt(state, observations): value' = Rule.Next(value, reading);   policy' = policy with the values';   network' = Migrate(network)
/// </code>
/// What has no observation stays as it is. No money moves, and nothing reaches back: it is the same migration in which every change ends. Data, and goes to JSON and back.
/// Takes the time of composing the policy, and of the migration where it changed.
/// </remarks>
/// <param name="Parameters">What is steered, each number once.</param>
/// <exception cref="ArgumentException">A parameter is null or there twice.</exception>
public sealed record Steering(ImmutableArray<SteeredParameter> Parameters)
{
    /// <summary>Gets what is steered.</summary>
    public ImmutableArray<SteeredParameter> Parameters { get; } = Once(Parameters.IsDefault ? [] : Parameters);

    /// <summary>Begins to steer a network.</summary>
    /// <param name="network">The network's state.</param>
    /// <param name="policy">The policy that governs it.</param>
    /// <param name="starts">Where the numbers beside the policy begin.</param>
    /// <param name="types">The names of the policy's rules; the library's own when left out.</param>
    /// <returns>The state: each number of the policy begins where the policy has it, or at the nearest value that its controller can take.</returns>
    /// <exception cref="ArgumentNullException">The network or the policy is null.</exception>
    /// <exception cref="ArgumentException">A path leads nowhere in the policy, a number beside it has no start, or a wall was proven for another policy.</exception>
    /// <exception cref="ForeignStateException">The network is governed by another policy.</exception>
    /// <exception cref="PolicyRefusedException">The policy with the nearest values cannot be composed.</exception>
    public AdaptiveState Begin(NetworkState network, MechanismPolicy policy, IReadOnlyDictionary<string, UInt128>? starts = null, PolicyTypes? types = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(policy);
        ImmutableArray<SteeredValue> values = [.. Parameters.Select(parameter => new SteeredValue(parameter.Name, parameter.StartNear(StartOf(parameter, policy, starts, types))))];
        return Governed(network, policy, policy, values, types).State;
    }

    /// <summary>Closes the loop: what was observed moves the controllers, they move the policy, and the network comes under it.</summary>
    /// <param name="state">The state.</param>
    /// <param name="observations">What was measured, at most one reading for each parameter.</param>
    /// <param name="types">The names of the policy's rules; the library's own when left out.</param>
    /// <returns>The state afterwards, what moved, and what the change touched.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">An observation is of nothing that is steered, or there twice; the state is of another steering, or a wall was proven for another policy.</exception>
    /// <exception cref="ForeignStateException">The network is governed by another policy than the state says.</exception>
    /// <exception cref="PolicyRefusedException">The moved numbers do not fit together, such as an unbonding period below the liability window. Nothing is changed; give the controllers ranges that fit.</exception>
    public AdaptationOutcome Adapt(AdaptiveState state, IReadOnlyList<Observation> observations, PolicyTypes? types = null)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(observations);
        RequireOwn(state);
        Dictionary<string, ulong> readings = new(StringComparer.Ordinal);
        foreach (Observation observation in observations)
        {
            if (Parameters.All(parameter => parameter.Name != observation.Parameter))
            {
                throw new ArgumentException($"'{observation.Parameter}' is observed and not steered; expected one of {Names()}.", nameof(observations));
            }

            if (!readings.TryAdd(observation.Parameter, observation.Reading))
            {
                throw new ArgumentException($"'{observation.Parameter}' is observed twice; expected one reading, such as a median of several.", nameof(observations));
            }
        }

        ImmutableArray<SteeredValue>.Builder values = ImmutableArray.CreateBuilder<SteeredValue>(Parameters.Length);
        for (int index = 0; index < Parameters.Length; index++)
        {
            SteeredValue value = state.Values[index];
            values.Add(readings.TryGetValue(value.Parameter, out ulong reading) ? value with { State = Parameters[index].Next(value.State, reading) } : value);
        }

        (AdaptiveState after, ImmutableArray<MigrationChange> touched) = Governed(state.Network, state.Policy, state.Policy, values.MoveToImmutable(), types);
        return new AdaptationOutcome
        {
            State = after,
            Moves = [.. state.Values.Zip(after.Values, static (before, now) => new SteeredMove(now.Parameter, before.State.Value, now.State.Value)).Where(static move => move.From != move.To)],
            Touched = touched,
        };
    }

    /// <summary>Brings a steered network under another policy and these controllers, where an activated change ends.</summary>
    /// <param name="state">The state.</param>
    /// <param name="old">The steering that it was under.</param>
    /// <param name="policy">The new policy.</param>
    /// <param name="starts">Where numbers beside the policy begin that were not steered before.</param>
    /// <param name="types">The names of the rules of both policies; the library's own when left out.</param>
    /// <returns>
    /// The state and what was touched. A number that was steered goes on from the value in force, brought into the new range. Its controller keeps what it remembers when the rule is the
    /// same, brought into the new limits; another rule begins at rest at that value, so that nothing jumps.
    /// </returns>
    /// <exception cref="ArgumentNullException">The state, the old steering or the policy is null.</exception>
    /// <exception cref="ArgumentException">The state is of another steering than the old one, a path leads nowhere, a number beside the policy has no start, or a wall was proven for another policy.</exception>
    /// <exception cref="ForeignStateException">The network is governed by another policy than the state says.</exception>
    /// <exception cref="PolicyRefusedException">The policy with the values in force cannot be composed.</exception>
    public AdaptationOutcome Migrate(AdaptiveState state, Steering old, MechanismPolicy policy, IReadOnlyDictionary<string, UInt128>? starts = null, PolicyTypes? types = null)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(policy);
        old.RequireOwn(state);
        List<MigrationChange> touched = [];
        List<SteeredMove> moves = [];
        ImmutableArray<SteeredValue>.Builder values = ImmutableArray.CreateBuilder<SteeredValue>(Parameters.Length);
        foreach (SteeredParameter parameter in Parameters)
        {
            int index = old.IndexOf(parameter.Name);
            if (index < 0)
            {
                values.Add(new SteeredValue(parameter.Name, parameter.StartNear(StartOf(parameter, policy, starts, types))));
                touched.Add(Note(MigrationEffect.ControllerChanged, $"'{parameter.Name}' is steered from now on"));
                continue;
            }

            ControllerState before = state.Values[index].State, near = parameter.StartNear(before.Value);
            bool isSame = parameter.Rule.IsSameRule(old.Parameters[index].Rule);
            ControllerState after = isSame ? parameter.Confined(before) : near;
            values.Add(new SteeredValue(parameter.Name, after));
            if (!isSame)
            {
                touched.Add(Note(MigrationEffect.ControllerChanged, $"'{parameter.Name}' has another controller, which begins at rest"));
            }

            if (after.Value != before.Value)
            {
                moves.Add(new SteeredMove(parameter.Name, before.Value, after.Value));
            }
        }

        touched.AddRange(old.Parameters.Where(parameter => IndexOf(parameter.Name) < 0).Select(parameter => Note(MigrationEffect.ControllerChanged, $"'{parameter.Name}' is not steered any more")));
        (AdaptiveState governed, ImmutableArray<MigrationChange> network) = Governed(state.Network, state.Policy, policy, values.MoveToImmutable(), types);
        return new AdaptationOutcome { State = governed, Moves = [.. moves], Touched = [.. network, .. touched] };
    }

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"Steering {{ Parameters = {Prose.List(Parameters)} }}";

    /// <inheritdoc/>
    public bool Equals(Steering? other) => other is not null && Parameters.AsSpan().SequenceEqual(other.Parameters.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Parameters.Length;

    private static MigrationChange Note(MigrationEffect effect, string message) => new(effect, default, default, message);

    private static ImmutableArray<SteeredParameter> Once(ImmutableArray<SteeredParameter> parameters)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (SteeredParameter? parameter in parameters)
        {
            if (parameter is null || !seen.Add(parameter.Name))
            {
                throw new ArgumentException(parameter is null ? "A steered parameter is null; expected one in every place." : $"'{parameter.Name}' is steered twice; expected one controller for each number.", nameof(parameters));
            }
        }

        return parameters;
    }

    private static UInt128 StartOf(SteeredParameter parameter, MechanismPolicy policy, IReadOnlyDictionary<string, UInt128>? starts, PolicyTypes? types) =>
        parameter.IsOfPolicy ? PolicyParameter.Read(policy, parameter.Name, types)
        : starts is not null && starts.TryGetValue(parameter.Name, out UInt128 start) ? start
        : throw new ArgumentException($"'{parameter.Name}' does not stand in the policy and has no start; expected one, in units of the parameter.", nameof(starts));

    /// <summary>The policy with the values, and the network under it.</summary>
    private (AdaptiveState State, ImmutableArray<MigrationChange> Touched) Governed(
        NetworkState network, MechanismPolicy old, MechanismPolicy next, ImmutableArray<SteeredValue> values, PolicyTypes? types)
    {
        MechanismPolicy policy = With(next, values, types);
        RequireCertified(policy, types);
        Migration migration = Mechanism.FromPolicy(policy, types).Migrate(network, old, types);
        return (new AdaptiveState { Network = migration.State, Policy = policy, Values = values }, migration.Changes);
    }

    /// <summary>A policy with the numbers that are steered now.</summary>
    internal MechanismPolicy PolicyOf(MechanismPolicy policy, AdaptiveState state, PolicyTypes? types)
    {
        RequireOwn(state);
        return With(policy, state.Values, types);
    }

    private MechanismPolicy With(MechanismPolicy policy, ImmutableArray<SteeredValue> values, PolicyTypes? types)
    {
        KeyValuePair<string, UInt128>[] numbers =
            [.. Parameters.Zip(values).Where(static pair => pair.First.IsOfPolicy).Select(static pair => KeyValuePair.Create(pair.Second.Parameter, pair.Second.State.Value))];
        return numbers.Length == 0 ? policy : PolicyParameter.With(policy, numbers, types);
    }

    /// <summary>What a region proves, it proves of one policy: with all its numbers at their lowest values it must be the one that was certified.</summary>
    private void RequireCertified(MechanismPolicy policy, PolicyTypes? types)
    {
        if (Parameters.FirstOrDefault(static item => item.Wall is { IsCertified: false } wall && wall.Certificate != default) is { } claimed)
        {
            throw new ArgumentException(
                $"The wall of '{claimed.Name}' names {claimed.Wall!.Certificate} as its proof, and nobody has checked it here; expected the walls of a CertifiedRegion (CertifiedRegion.Walled gives them to controllers that were read from a file), or a wall that claims no proof.");
        }

        foreach (IGrouping<Digest, SteeredParameter> region in Parameters.Where(static item => item.IsOfPolicy && item.Wall is { } wall && wall.Certificate != default).GroupBy(static item => item.Wall!.Certificate))
        {
            Digest corner = PolicyJson.Hash(PolicyParameter.With(policy, [.. region.Select(static item => KeyValuePair.Create(item.Name, item.Wall!.Lowest))], types), types);
            if (corner != region.Key)
            {
                throw new ArgumentException(
                    $"The walls of {string.Join(", ", region.Select(static item => item.Name))} were proven for policy {region.Key}, and with these numbers at their lowest the policy is {corner}; expected the policy that was certified. Steer all numbers of the region, and certify a region of the new policy where the rest of it changes.");
            }
        }
    }

    private int IndexOf(string name)
    {
        for (int index = 0; index < Parameters.Length; index++)
        {
            if (Parameters[index].Name == name)
            {
                return index;
            }
        }

        return -1;
    }

    private string Names() => string.Join(", ", Parameters.Select(static parameter => parameter.Name));

    private void RequireOwn(AdaptiveState state)
    {
        if (!state.Values.Select(static value => value.Parameter).SequenceEqual(Parameters.Select(static parameter => parameter.Name), StringComparer.Ordinal))
        {
            throw new ArgumentException(
                $"The state has values of {string.Join(", ", state.Values.Select(static value => value.Parameter))}; expected those of {Names()}. Bring it under this steering with {nameof(Migrate)}.",
                nameof(state));
        }
    }
}
