using CapaCloud.Mechanisms.Adaptation;
using CapaCloud.Mechanisms.Settlement;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>The laws of a closed loop: every steered number stays in its range, its step and its wall; the policy says what the controllers say; and no money moves.</summary>
/// <remarks>No formula. Drawn: up to 60 epochs of readings, some of them of nothing, most of them hostile.</remarks>
public static class SteeringLaws
{
    /// <summary>Returns the laws that a steering must keep.</summary>
    /// <param name="steering">The steering.</param>
    /// <param name="start">Where it begins.</param>
    /// <param name="adapt">Closes the loop; the steering's own act when left out.</param>
    /// <returns>The laws.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="steering"/> or <paramref name="start"/> is null.</exception>
    public static IReadOnlyList<Law> For(Steering steering, AdaptiveState start, Func<AdaptiveState, IReadOnlyList<Observation>, AdaptationOutcome>? adapt = null)
    {
        ArgumentNullException.ThrowIfNull(steering);
        ArgumentNullException.ThrowIfNull(start);
        Func<AdaptiveState, IReadOnlyList<Observation>, AdaptationOutcome> act = adapt ?? ((state, observations) => steering.Adapt(state, observations));
        return
        [
            Of(steering, start, act, "inside", "every number is inside its range and its wall, and moves by one step at most", (before, _, after) => steering.Parameters.All(parameter =>
            {
                (UInt128 old, UInt128 now) = (before.ValueOf(parameter.Name), after.State.ValueOf(parameter.Name));
                ControlLimits limits = parameter.Rule.Limits;
                return now >= limits.LowestAfter(old) && now <= limits.HighestAfter(old) && (parameter.Wall is not { } wall || (now >= wall.Lowest && now <= wall.Highest));
            })),
            Of(steering, start, act, "policy-follows", "the policy has the controllers' numbers, and nothing else of it changes", (before, _, after) =>
                steering.Parameters.Where(static parameter => parameter.IsOfPolicy).All(parameter => PolicyParameter.Read(after.State.Policy, parameter.Name) == after.State.ValueOf(parameter.Name))
                && Others(steering, before.Policy) == Others(steering, after.State.Policy)),
            Of(steering, start, act, "network-follows", "the network is governed by the new policy, and no money moves", (before, _, after) =>
                after.State.Network.PolicyHash == PolicyJson.Hash(after.State.Policy) && after.State.Network.Books == before.Network.Books && after.State.Network.Inconsistencies().IsEmpty),
            Of(steering, start, act, "unseen-stays", "what has no observation stays as it is", (before, observations, after) => steering.Parameters.All(parameter =>
                observations.Any(item => item.Parameter == parameter.Name) || after.State.ValueOf(parameter.Name) == before.ValueOf(parameter.Name))),
            Of(steering, start, act, "moves-named", "what moved is named, from where to where", (before, _, after) => after.Moves.SequenceEqual(steering.Parameters
                .Select(parameter => new SteeredMove(parameter.Name, before.ValueOf(parameter.Name), after.State.ValueOf(parameter.Name))).Where(static move => move.From != move.To))),
            Of(steering, start, act, "same-bytes", "a state that went to JSON and back goes on in the same way", (before, observations, after) =>
                act(MechanismJson.Default.Read<AdaptiveState>(MechanismJson.Default.Write(before)), observations) == after),
        ];
    }

    private static Law Of(
        Steering steering,
        AdaptiveState start,
        Func<AdaptiveState, IReadOnlyList<Observation>, AdaptationOutcome> adapt,
        string name,
        string statement,
        Func<AdaptiveState, IReadOnlyList<Observation>, AdaptationOutcome, bool> holds) => Law.Of(
        name,
        statement,
        Arb.From(from epochs in Gen.Choose(1, 12) from drawn in Gen.ArrayOf(Readings(steering), epochs) select drawn),
        epochs =>
        {
            AdaptiveState state = start;
            foreach (Observation[] observations in epochs)
            {
                AdaptationOutcome after = adapt(state, observations);
                if (!holds(state, observations, after))
                {
                    return false;
                }

                state = after.State;
            }

            return true;
        });

    private static Gen<Observation[]> Readings(Steering steering) =>
        Gen.CollectToArray(steering.Parameters, parameter =>
            from isSeen in Gen.Frequency((4, Gen.Constant(true)), (1, Gen.Constant(false)))
            from reading in Gen.OneOf(Gen.Constant(0UL), Gen.Constant(ulong.MaxValue), Gen.Choose(0, 1_000_000_000).Select(static value => (ulong)value), Gen.Choose(0, 10_000).Select(static value => (ulong)value))
            select isSeen ? new Observation(parameter.Name, reading) : default).Select(static drawn => drawn.Where(static item => item.Parameter is not null).ToArray());

    /// <summary>The policy with every steered number at the lowest of its range: what is left is what is not steered.</summary>
    private static MechanismPolicy Others(Steering steering, MechanismPolicy policy) => steering.Parameters.Where(static parameter => parameter.IsOfPolicy)
        .Aggregate(policy, static (changed, parameter) => PolicyParameter.With(changed, parameter.Name, parameter.Rule.Limits.Lowest));
}
