using CapaCloud.Mechanisms.Alignment.Exact;
using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Alignment.Probing;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Settlement;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment;

/// <summary>Plays an attack through the mechanism again, branch by branch.</summary>
/// <remarks>
/// <code>profit = Cheated * Gain - E[Slashed + Forgone | attack] + E[Slashed + Forgone | honesty]</code>
/// In base units, each expectation over the number of verdicts; the powers in it are enclosed, all else is exact.
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
        MechanismProbe probe = new(mechanism, economics);
        Amount paid = probe.Punish(0, trace.Delay, probe.Jobs).Reward;
        List<Fraction> losses = [];
        for (int verdicts = 0; verdicts < trace.Slashed.Length; verdicts++)
        {
            ParticipantOutcome outcome = probe.Punish(verdicts, trace.Delay, probe.Jobs);
            Amount forgone = trace.Delay == 0 ? paid.SubtractToZero(outcome.Reward) : Amount.Zero;
            Amount stated = trace.Forgone[Math.Min(verdicts, trace.Forgone.Length - 1)];
            if (outcome.Slashed != trace.Slashed[verdicts] || forgone != stated)
            {
                throw new InvalidOperationException(
                    $"With {verdicts} verdicts the mechanism takes {outcome.Slashed} and withholds {forgone} units; the trace says {trace.Slashed[verdicts]} and {stated}.");
            }

            losses.Add(outcome.Slashed.ToFraction() + forgone.ToFraction());
        }

        PenaltyLadder ladder = new([.. losses]);
        RationalInterval penalty = ladder.Expected(trace.Cheated, trace.Detection);
        RationalInterval spared = ladder.Expected(trace.Cheated, trace.FalseAlarm);
        Fraction gain = new Fraction(trace.Cheated) * trace.Gain;
        return RationalInterval.Between(gain - penalty.High + spared.Low, gain - penalty.Low + spared.High);
    }
}
