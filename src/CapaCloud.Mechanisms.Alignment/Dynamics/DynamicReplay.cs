using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Dynamics;

/// <summary>Plays the course of an attack through the mechanism again.</summary>
/// <remarks>
/// <code>payoff = sum over moves of discount^epoch * (Reward - jobs * cost + Cheated * gain - Slashed)</code>
/// What a left name still loses counts when it is left. Base units, exact.
/// </remarks>
public static class DynamicReplay
{
    /// <summary>Returns the discounted payoff of the course, after checking every reward and every loss.</summary>
    /// <param name="mechanism">The mechanism.</param>
    /// <param name="economics">The economics of the report.</param>
    /// <param name="trace">The course.</param>
    /// <returns>The payoff, exact.</returns>
    /// <exception cref="ArgumentException">The dynamic engine cannot play this mechanism or these economics.</exception>
    /// <exception cref="InvalidOperationException">The mechanism pays or takes something else than the trace says.</exception>
    public static Fraction Play(Mechanism mechanism, Economics economics, DynamicTrace trace)
    {
        ArgumentNullException.ThrowIfNull(mechanism);
        ArgumentNullException.ThrowIfNull(economics);
        ArgumentNullException.ThrowIfNull(trace);
        ParticipantGame game = ParticipantGame.TryCreate(mechanism, economics, out string reason)
            ?? throw new ArgumentException($"The dynamic engine cannot play this: {reason}.", nameof(mechanism));
        GamePlay play = new(game);
        (Fraction payoff, Fraction worth) = (Fraction.Zero, Fraction.One);
        foreach (DynamicMove stated in trace.Moves)
        {
            DynamicMove played = play.Move(stated.Act, stated.Cheated, stated.Passed, stated.Faults);
            if ((played.Passed, played.Faults) != (stated.Passed, stated.Faults))
            {
                throw new InvalidOperationException(
                    $"In move {Prose.Count(play.Moves, "verdict")} can come on {Prose.Count(played.Passed + played.Faults, "job")} at most; the trace says {stated.Passed} passed and {stated.Faults} false.");
            }

            if (played != stated)
            {
                throw new InvalidOperationException(
                    $"In move {play.Moves} the mechanism pays {Prose.Number(played.Reward)} and takes {Prose.Units(played.Slashed)}; the trace says {Prose.Number(stated.Reward)} and {Prose.Number(stated.Slashed)}.");
            }

            payoff += worth * Payoff(economics, stated);
            worth = stated.Act is DynamicAct.NewName ? worth : worth * economics.Discount.High;
        }

        return payoff;
    }

    private static Fraction Payoff(Economics economics, in DynamicMove move) => move.Act switch
    {
        DynamicAct.Work => Units(move.Reward) - Units(move.Slashed) - (new Fraction(economics.JobsPerEpoch) * economics.CostPerJob.High)
            + economics.GainOf(move.Cheated),
        DynamicAct.Idle => economics.OutsideOption.OrZero().High + Units(move.Reward) - Units(move.Slashed),
        DynamicAct.Leave => (economics.OutsideOption.OrZero().High / (Fraction.One - economics.Discount.High)) - Units(move.Slashed),
        _ => -economics.IdentityPrice.Low - Units(move.Slashed),
    };

    private static Fraction Units(Amount amount) => new((System.Numerics.BigInteger)amount.Units);
}
