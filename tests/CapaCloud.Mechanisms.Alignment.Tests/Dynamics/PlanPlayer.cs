using CapaCloud.Mechanisms.Alignment.Dynamics;
using CapaCloud.Mechanisms.Reputation;

namespace CapaCloud.Mechanisms.Alignment.Tests.Dynamics;

/// <summary>Plays plans through the mechanism with exact chances, sharing with the engine only what asks the mechanism.</summary>
internal static class PlanPlayer
{
    /// <summary>What a plan may say of an epoch besides how many jobs to cheat on.</summary>
    public const int TakeNoWork = -1;

    /// <summary>A new name takes no time; the plan goes on with the next entry.</summary>
    public const int TakeANewName = -2;

    /// <summary>The plan ends with it.</summary>
    public const int Leave = -3;

    /// <summary>What a strategy does next: in which step, with which work pending, for how many epochs still in jail, with which record.</summary>
    public delegate int Strategy(int step, int state, int jail, double across, double up);

    /// <summary>The expected value of a plan, then what the end says, by every branch. In jail nothing is done but to wait.</summary>
    public static double Play(ParticipantGame game, int[] plan, Func<int, double, double, double> end, bool endsInJail = true) =>
        Play(game, plan.Length, (step, _, jail, _, _) => jail > 0 ? TakeNoWork : plan[step], end, endsInJail);

    /// <summary>The same of a strategy that sees what has happened. Pending work is remembered as a list, not as the engine does.</summary>
    public static double Play(ParticipantGame game, int steps, Strategy strategy, Func<int, double, double, double> end, bool endsInJail = true)
    {
        Epoch start = Epoch.Of(1_000_000_000);
        int delay = game.Pending.Delay;
        int[] nothing = [.. Enumerable.Repeat(TakeNoWork, delay)];
        return Value(0, game.NewcomerAt(start.MinusToZero(EpochSpan.One)), start, start, nothing);

        double Value(int step, ReputationRecord record, Epoch now, Epoch jailedUntil, int[] pending)
        {
            bool isJailed = jailedUntil > now;
            (double x, double y) = game.Chart.Point(game.Age(record, now.MinusToZero(EpochSpan.One)));
            int queue = pending.Reverse().Aggregate(0, (sum, entry) => game.Pending.Push(sum, entry + 1));
            int state = isJailed && queue != 0 ? game.Pending.Jailed(queue) : queue;
            if (step >= steps && (!isJailed || (endsInJail && queue != 0)))
            {
                return end(state, x, y);
            }

            int jail = isJailed ? (int)jailedUntil.Since(now).Epochs : 0;
            int act = strategy(step, state, jail, x, y);
            if (act == Leave)
            {
                return game.Leaving - Left(record, now, pending);
            }

            if (act == TakeANewName)
            {
                return -game.Numbers.IdentityPrice - Left(record, now, pending) + Value(step + 1, game.NewcomerAt(now.MinusToZero(EpochSpan.One)), now, now, nothing);
            }

            int judged = delay == 0 ? act : pending[^1];
            int[] after = delay == 0 ? [] : [act, .. pending[..^1]];
            double worth = act < 0 ? game.Numbers.Outside : game.Numbers.GainOf(act) - (game.Numbers.Jobs * game.Numbers.Cost);
            foreach ((int passed, int faults, double chance) in Outcomes(game, judged, game.AuditRate(x, y, favourable: true)))
            {
                ParticipantOutcome outcome = game.Play(record, now, act < 0 ? 0 : game.Numbers.Jobs, passed, faults);
                worth += chance * ((double)outcome.Reward.Units - (double)outcome.Slashed.Units
                    + (game.Numbers.Discount * Value(isJailed ? step : step + 1, outcome.After.Reputation, now.Next, Epoch.Max(jailedUntil, outcome.After.JailedUntil), after)));
            }

            return worth;
        }

        // The oldest first, each of its losses the difference that it makes to what is taken in all.
        double Left(ReputationRecord record, Epoch now, int[] pending)
        {
            (double x, double y) = game.Chart.Point(game.Age(record, now.MinusToZero(EpochSpan.One)));
            double rate = game.AuditRate(x, y, favourable: true);
            return Lose([], 1, 0, 1);

            double Lose((int Passed, int Faults)[] verdicts, double chance, double before, double worth)
            {
                double sum = 0;
                foreach ((int passed, int faults, double likely) in verdicts.Length == delay ? [] : Outcomes(game, pending[^(verdicts.Length + 1)], rate))
                {
                    (int Passed, int Faults)[] more = [.. verdicts, (passed, faults)];
                    double taken = (double)game.PlayAfterLeaving(record, now, more).Units;
                    sum += (chance * likely * worth * (taken - before)) + Lose(more, chance * likely, taken, worth * game.Numbers.Discount);
                }

                return sum;
            }
        }
    }

    /// <summary>Every job found, passed or not audited, one by one: not the engine's convolution.</summary>
    private static IEnumerable<(int Passed, int Faults, double Chance)> Outcomes(ParticipantGame game, int cheated, double rate)
    {
        if (cheated < 0)
        {
            yield return (0, 0, 1);
            yield break;
        }

        int branches = (int)Math.Pow(3, game.Numbers.Jobs);
        for (int branch = 0; branch < branches; branch++)
        {
            (int passed, int faults, double chance, int rest) = (0, 0, 1, branch);
            for (int job = 0; job < game.Numbers.Jobs; job++, rest /= 3)
            {
                double condemned = rate * (job < cheated ? game.Numbers.Found : game.Numbers.Wrongful);
                (passed, faults, chance) = (rest % 3) switch
                {
                    0 => (passed, faults, chance * (1 - rate)),
                    1 => (passed + 1, faults, chance * (rate - condemned)),
                    _ => (passed, faults + 1, chance * condemned),
                };
            }

            if (chance > 0)
            {
                yield return (passed, faults, chance);
            }
        }
    }
}
