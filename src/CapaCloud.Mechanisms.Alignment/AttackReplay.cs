using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Alignment.Probing;
using CapaCloud.Mechanisms.Alignment.Worlds;

namespace CapaCloud.Mechanisms.Alignment;

/// <summary>Plays an attack through the network again, branch by branch.</summary>
/// <remarks>
/// No formula of its own: <see cref="AttackTrace"/> states it. The network is that of the economics, settled whole by <see cref="Mechanism.Settle(CapaCloud.Mechanisms.NetworkState, CapaCloud.Mechanisms.EpochReport)"/>.
/// In base units; the powers in the chances are enclosed, all else is exact.
/// </remarks>
public static class AttackReplay
{
    /// <summary>Returns the profit of an attack, from what the mechanism does in each branch.</summary>
    /// <param name="mechanism">The mechanism.</param>
    /// <param name="economics">The economics of the report.</param>
    /// <param name="trace">The moves.</param>
    /// <returns>The expected profit over honesty, enclosed.</returns>
    /// <exception cref="InvalidOperationException">The mechanism takes something else than the trace says: it is a trace of another policy, or altered.</exception>
    public static RationalInterval Play(Mechanism mechanism, Economics economics, AttackTrace trace)
    {
        ArgumentNullException.ThrowIfNull(mechanism);
        ArgumentNullException.ThrowIfNull(economics);
        ArgumentNullException.ThrowIfNull(trace);
        NetworkWorld world = new(mechanism, economics);
        if (trace.Stake != world.Stake || trace.Delay != economics.DetectionDelay)
        {
            throw new InvalidOperationException(
                $"The trace holds {Prose.Units(trace.Stake)} and waits {Prose.Epochs(trace.Delay)} for verdicts; under this mechanism and these economics it would be {Prose.Number(world.Stake)} and {economics.DetectionDelay}.");
        }

        AttackTrace played = PlayedAttack.Play(world, trace);
        if (played.Slashed.Length != trace.Slashed.Length || played.Forgone.Length != trace.Forgone.Length)
        {
            throw new InvalidOperationException($"The mechanism plays {played.Slashed.Length} branches; the trace has {trace.Slashed.Length} and {trace.Forgone.Length}.");
        }

        for (int branch = 0; branch < played.Slashed.Length; branch++)
        {
            if (played.Slashed[branch] != trace.Slashed[branch] || played.Forgone[branch] != trace.Forgone[branch])
            {
                throw new InvalidOperationException(
                    $"In branch {branch} the mechanism takes {Prose.Number(played.Slashed[branch])} and withholds {Prose.Units(played.Forgone[branch])}; the trace says {Prose.Number(trace.Slashed[branch])} and {Prose.Number(trace.Forgone[branch])}.");
            }
        }

        if (!played.Equals(trace))
        {
            throw new InvalidOperationException($"In other epochs than the trace says it is cheated, or no work is done: it would be {Prose.List(played.CheatedIn)} and {Prose.Epochs(played.Idle)} without work.");
        }

        return PlayedAttack.Value(economics, trace);
    }
}
