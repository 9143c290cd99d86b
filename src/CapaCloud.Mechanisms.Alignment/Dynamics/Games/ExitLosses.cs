using CapaCloud.Mechanisms.Alignment.Probing;

namespace CapaCloud.Mechanisms.Alignment.Dynamics;

/// <summary>What a participant that leaves, or takes a new name, still loses to the verdicts on its pending work: its stake stays liable.</summary>
/// <remarks>
/// With b the discount and s a number of faults for each pending epoch, the oldest first:
/// <code>
/// loss(s) = sum over i of b^i * what the mechanism takes with the i-th verdicts, of a stake that began to leave and is not topped up any more
/// expected loss = sum over s of P(s) * loss(s)
/// </code>
/// Every s is played. At its least with the fewest audits and cheated jobs, at its most with the most: right when more faults never cost less, and where they do, the loss is
/// lowered (or raised) until it is so. Base units.
/// </remarks>
internal sealed class ExitLosses
{
    private readonly double[] _least;
    private readonly double[] _most;

    private ExitLosses(double[] least, double[] most) => (_least, _most) = (least, most);

    /// <summary>Gets the largest of all.</summary>
    public double Largest => _most.Max();

    /// <summary>What is lost at least (when favourable), or at most.</summary>
    public double Of(int queue, bool favourable) => favourable ? _least[queue] : _most[queue];

    /// <summary>Asks the mechanism for the losses of every queue.</summary>
    /// <param name="play">The mechanism.</param>
    /// <param name="game">The game, its rates known.</param>
    public static ExitLosses Measure(EpochPlay play, ParticipantGame game)
    {
        (int Fewest, int Most)[] faults = [.. game.Classes.Select(outcome => (outcome.FewestFaults, outcome.MostFaults)).Distinct()];
        return new ExitLosses(Expected(play, game, faults, favourable: true), Expected(play, game, faults, favourable: false));
    }

    private static double[] Expected(EpochPlay play, ParticipantGame game, (int Fewest, int Most)[] faults, bool favourable)
    {
        PendingWork pending = game.Pending;
        double[] losses = Monotone(Losses(play, game, [.. faults.Select(group => favourable ? group.Fewest : group.Most)], favourable), faults.Length, pending.Delay, favourable);
        double[][] chances = Chances(game, faults, favourable);
        double[] expected = new double[pending.Queues];
        for (int queue = 0; queue < expected.Length; queue++)
        {
            for (int sequence = 0; sequence < losses.Length; sequence++)
            {
                double chance = 1;
                for (int epochs = 0, rest = sequence; epochs < pending.Delay; epochs++, rest /= faults.Length)
                {
                    chance *= chances[pending.Due(queue, epochs)][rest % faults.Length];
                }

                expected[queue] += chance * losses[sequence];
            }
        }

        return expected;
    }

    /// <summary>The loss of every sequence of faults, its first the least significant digit.</summary>
    private static double[] Losses(EpochPlay play, ParticipantGame game, int[] faults, bool favourable)
    {
        int delay = game.Pending.Delay;
        double[] losses = new double[(int)Math.Pow(faults.Length, delay)];
        for (int sequence = 0; sequence < losses.Length; sequence++)
        {
            List<(int Passed, int Faults)> verdicts = [];
            (double worth, double before) = (favourable ? 1 - game.BountyShare : 1, 0);
            for (int epochs = 0, rest = sequence; epochs < delay; epochs++, rest /= faults.Length)
            {
                verdicts.Add((0, faults[rest % faults.Length]));
                double taken = (double)play.PlayAfterLeaving(game.NewcomerAt(EpochPlay.Before), MechanismProbe.Start, verdicts, isRepeated: !favourable).Units;
                losses[sequence] += worth * (taken - before);
                (worth, before) = (worth * game.Numbers.Discount, taken);
            }
        }

        return losses;
    }

    /// <summary>The largest function below (or the smallest above) that more faults never make smaller.</summary>
    private static double[] Monotone(double[] losses, int groups, int delay, bool isBelow)
    {
        for (int step = 0; step < losses.Length; step++)
        {
            int sequence = isBelow ? losses.Length - 1 - step : step;
            for (int epochs = 0, digit = 1; epochs < delay; epochs++, digit *= groups)
            {
                int group = sequence / digit % groups;
                if (isBelow ? group < groups - 1 : group > 0)
                {
                    double next = losses[isBelow ? sequence + digit : sequence - digit];
                    losses[sequence] = isBelow ? Math.Min(losses[sequence], next) : Math.Max(losses[sequence], next);
                }
            }
        }

        return losses;
    }

    /// <summary>How probable each number of faults is in an epoch of each entry.</summary>
    private static double[][] Chances(ParticipantGame game, (int Fewest, int Most)[] faults, bool favourable)
    {
        AuditChances chances = new(game.Numbers.Jobs, game.Numbers.Found, game.Numbers.Wrongful, game.Classes);
        (double least, double most) = game.AuditRates(0, game.Across, 0, game.Up);
        return [.. Enumerable.Range(0, game.Pending.Entries).Select(entry =>
        {
            double[] classes = entry == 0 ? chances.Of(0, 0)
                : favourable ? chances.Of(least, game.Choices[entry - 1].Fewest)
                : chances.Of(most, game.Choices[entry - 1].Most);
            return (double[])[.. faults.Select(group => classes.Where((_, outcome) => game.Classes[outcome].FewestFaults == group.Fewest).Sum())];
        })];
    }
}
