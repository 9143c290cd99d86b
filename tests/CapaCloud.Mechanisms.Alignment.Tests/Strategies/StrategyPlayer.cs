using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Alignment.Probing;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Alignment.Tests.Strategies;

/// <summary>Plays a plan (how many jobs to cheat in each epoch) through the real mechanism, and adds up what it gains over honesty.</summary>
internal sealed class StrategyPlayer(MechanismProbe probe, Random random)
{
    private const int MostVerdicts = 64;

    private readonly Economics _economics = probe.Economics;
    private readonly double _gain = probe.Economics.GainPerJob.High.ToDouble();

    /// <summary>
    /// For verdicts in the same epoch: in every state that is visited, the exact expected gain of the epoch's choice over honest work,
    /// every number of verdicts settled by the mechanism. Returns the largest, and the sum along the path.
    /// </summary>
    public (double Largest, double Sum) PlaySameEpoch(IReadOnlyList<long> plan, ParticipantState start)
    {
        (double largest, double sum) = (double.NegativeInfinity, 0);
        ParticipantState state = start;
        Epoch epoch = MechanismProbe.Start;
        foreach (long planned in plan)
        {
            if (!IsEligible(state, epoch))
            {
                if (state.Stake.Bonded < probe.Stake)
                {
                    break;
                }

                epoch = epoch.Next;
                continue;
            }

            double rate = Rate(state, epoch);
            long cheated = Math.Min(planned, (long)probe.Jobs);
            ParticipantOutcome[] branches = Branches(state, epoch, Math.Max(Caught(rate), Wronged(rate)));
            double[] expected = [.. branches.Select(branch => (double)branch.Slashed.Units - (double)branch.Reward.Units)];
            if (cheated > 0)
            {
                double gain = (cheated * _gain) - Expected(expected, cheated, Caught(rate), (long)probe.Jobs - cheated, Wronged(rate))
                    + Expected(expected, 0, 0, (long)probe.Jobs, Wronged(rate));
                largest = Math.Max(largest, gain);
                sum += gain;
            }

            int verdicts = Draw(cheated, Caught(rate)) + Draw((long)probe.Jobs - cheated, Wronged(rate));
            state = branches[Math.Min(verdicts, branches.Length - 1)].After;
            epoch = epoch.Next;
        }

        return (largest, sum);
    }

    /// <summary>For verdicts that come later: one sample of the whole plan's discounted gain over honesty, stopping when no work is given.</summary>
    public double PlayDelayed(IReadOnlyList<long> plan, ParticipantState start)
    {
        double discount = _economics.Discount.High.ToDouble(), worth = 1, total = 0;
        Queue<int> pending = new();
        ParticipantState state = start;
        Epoch epoch = MechanismProbe.Start;
        for (int step = 0; step < plan.Count + _economics.DetectionDelay; step++)
        {
            bool works = step < plan.Count && IsEligible(state, epoch);
            long cheated = works ? Math.Min(plan[step], (long)probe.Jobs) : 0;
            double rate = works ? Rate(state, epoch) : 0;
            pending.Enqueue(Draw(cheated, Caught(rate)));
            total += worth * cheated * _gain;
            int due = pending.Count > _economics.DetectionDelay ? pending.Dequeue() : 0;
            Epoch fault = epoch.MinusToZero(EpochSpan.Of((ulong)_economics.DetectionDelay));
            due = probe.PricesFalseResults && probe.Policy.Stake.IsChargeable(fault, epoch) ? due : 0;
            ParticipantOutcome outcome = probe.Play(state, epoch, works ? probe.Jobs : 0, 0, due, fault);
            total -= worth * (double)outcome.Slashed.Units;
            state = outcome.After;
            worth *= discount;
            epoch = epoch.Next;
        }

        return total;
    }

    private double Caught(double rate) => rate * (1 - _economics.ColludingShare!.Value.High.ToDouble()) * _economics.DetectionAccuracy.Low.ToDouble();

    private double Wronged(double rate) => rate * _economics.HonestFaultRate.High.ToDouble();

    private double Rate(in ParticipantState state, Epoch epoch) =>
        probe.Policy.Verification.Sampler.Rate(new AuditCandidate(
            state.Participant, default, probe.Policy.Reputation.Model.Read(probe.Policy.Reputation.Model.Age(state.Reputation, epoch)), state.Stake.Bonded)).ToFraction().ToDouble();

    private bool IsEligible(in ParticipantState state, Epoch epoch) => state.JailedUntil <= epoch && state.Stake.Bonded >= probe.Stake;

    private ParticipantOutcome[] Branches(in ParticipantState state, Epoch epoch, double chance)
    {
        // More verdicts than these are rarer than 10^-12; the last branch stands for them.
        double mean = probe.Jobs * chance;
        int most = (int)Math.Min(Math.Min((double)probe.Jobs, MostVerdicts), 4 + mean + (7 * Math.Sqrt(mean)));
        List<ParticipantOutcome> branches = [];
        for (int verdicts = 0; verdicts <= most; verdicts++)
        {
            branches.Add(probe.Play(state, epoch, probe.Jobs, 0, probe.PricesFalseResults ? verdicts : 0, epoch));
            if (branches[^1].Slashed == state.Stake.Total)
            {
                break;
            }
        }

        return [.. branches];
    }

    private static double Expected(double[] losses, long cheated, double caught, long honest, double wronged)
    {
        double[] first = Binomial(cheated, caught, losses.Length), second = Binomial(honest, wronged, losses.Length);
        double sum = 0;
        for (int left = 0; left < first.Length; left++)
        {
            for (int right = 0; right < second.Length; right++)
            {
                sum += first[left] * second[right] * losses[Math.Min(left + right, losses.Length - 1)];
            }
        }

        return sum;
    }

    private static double[] Binomial(long trials, double chance, int most)
    {
        double[] chances = new double[most + 1];
        chances[0] = 1;
        for (long trial = 0; trial < trials && chance > 0; trial++)
        {
            chances[most] += chances[most - 1] * chance;
            for (int k = most - 1; k >= 1; k--)
            {
                chances[k] = (chances[k] * (1 - chance)) + (chances[k - 1] * chance);
            }

            chances[0] *= 1 - chance;
        }

        return chances;
    }

    private int Draw(long trials, double chance)
    {
        int hits = 0;
        for (long trial = 0; trial < trials && chance > 0; trial++)
        {
            hits += random.NextDouble() < chance ? 1 : 0;
        }

        return hits;
    }
}
