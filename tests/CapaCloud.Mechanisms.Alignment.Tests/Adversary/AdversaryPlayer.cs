namespace CapaCloud.Mechanisms.Alignment.Tests.Adversary;

/// <summary>The exact expected worth of a plan in the network that settles: every number of verdicts of every epoch is a branch.</summary>
internal sealed class AdversaryPlayer(Mechanism mechanism, Economics economics)
{
    private const int Tail = 60;
    private const double Negligible = 1e-7;

    private readonly AdversaryNetwork _network = new(mechanism, economics);
    private readonly double _discount = economics.Discount.High.ToDouble();
    private readonly long _jobs = economics.JobsPerEpoch;
    private readonly int _delay = (int)economics.DetectionDelay;

    /// <summary>What a plan earns more than honest work, over its epochs and a tail of honest ones in which nothing more is found.</summary>
    public double Gain(AdversaryPlan plan)
    {
        // Stake above the bond is locked for the plan and until its release, and loses the interest.
        AdversaryPlan honest = new([.. plan.Work.Select(_ => _jobs)], [.. plan.Work.Select(_ => 0L)]);
        double locked = (double)_network.Bond.Units * (plan.Bonds - 1) * (1 - Math.Pow(_discount, Math.Min(1_000, mechanism.Policy.Stake.ReleaseDelay.Epochs) + (ulong)plan.Work.Length));
        return Value(plan) - Value(honest) - locked;
    }

    private double Value(AdversaryPlan plan) => Play(plan, _network.Open(plan.Bonds), 0, 0, [], 1);

    /// <summary>One epoch: top up, work, the verdicts that are due as branches, and on.</summary>
    private double Play(AdversaryPlan plan, NetworkState state, int epoch, int name, IReadOnlyList<(Epoch Epoch, int Name, long Cheated, long Honest, double Caught, double Wronged)> open, double chance)
    {
        ParticipantId me = AdversaryNetwork.Name(name);
        if (epoch >= plan.Work.Length + _delay)
        {
            return Rest(state, me);
        }

        state = _network.TopUp(state, me);
        bool works = _network.Works(state, me);
        bool isPlanned = epoch < plan.Work.Length;
        long work = works ? (isPlanned ? plan.Work[epoch] : _jobs) : 0, cheated = works && isPlanned ? Math.Min(plan.Cheat[epoch], work) : 0;
        (double caught, double wronged) = _network.Chances(state, me);
        List<(Epoch Epoch, int Name, long Cheated, long Honest, double Caught, double Wronged)> next = [.. open, (state.Epoch, name, cheated, work - cheated, caught, wronged)];
        double earned = -(((work - cheated) * economics.CostPerJob.High.ToDouble()) + (cheated * economics.CheatingCostPerJob.Low.ToDouble())) + External(cheated);
        if (next.Count <= _delay)
        {
            (NetworkState after, double reward, double lost) = _network.Settle(state, me, work, state.Epoch, 0);
            return earned + reward - lost + (_discount * Play(plan, after, epoch + 1, name, next, chance));
        }

        (Epoch Epoch, int Name, long Cheated, long Honest, double Caught, double Wronged) due = next[0];
        next.RemoveAt(0);
        double sum = 0;
        for (int found = 0; found <= due.Cheated + due.Honest; found++)
        {
            double likely = Chance(due.Cheated, due.Caught, due.Honest, due.Wronged, found);
            if (likely * chance < Negligible)
            {
                continue;
            }

            (NetworkState after, double reward, double lost) = _network.Settle(state, me, work, due.Epoch, due.Name == name ? found : 0);
            bool renames = plan.Renames && found > 0 && due.Name == name;
            double price = renames ? economics.IdentityPrice.High.ToDouble() + Locked(after, me) : 0;
            sum += likely * (reward - lost + (_discount * (Play(plan, after, epoch + 1, renames ? name + 1 : name, next, chance * likely) - price)));
        }

        return earned + sum;
    }

    private double External(long cheated) => Math.Min(cheated, economics.ValuableJobsPerEpoch ?? cheated) * economics.ExternalGainPerJob.High.ToDouble();

    /// <summary>What the old bond loses by waiting for its release.</summary>
    private double Locked(NetworkState state, ParticipantId name) =>
        (double)state.StateOf(name).Stake.Bonded.Units * (1 - Math.Pow(_discount, Math.Min(1_000, mechanism.Policy.Stake.ReleaseDelay.Epochs)));

    /// <summary>Honest epochs in which nothing is found, so that jail and a worse record are paid for.</summary>
    private double Rest(NetworkState state, ParticipantId name)
    {
        (double sum, double worth) = (0, 1);
        for (int epoch = 0; epoch < Tail; epoch++)
        {
            state = _network.TopUp(state, name);
            long work = _network.Works(state, name) ? _jobs : 0;
            (NetworkState after, double reward, double lost) = _network.Settle(state, name, work, state.Epoch, 0);
            sum += worth * (reward - lost - (work * economics.CostPerJob.High.ToDouble()));
            (state, worth) = (after, worth * _discount);
        }

        return sum;
    }

    private static double Chance(long cheated, double caught, long honest, double wronged, int found)
    {
        double sum = 0;
        for (int bad = Math.Max(0, found - (int)honest); bad <= Math.Min(found, cheated); bad++)
        {
            sum += AdversaryNetwork.Binomial((int)cheated, bad, caught) * AdversaryNetwork.Binomial((int)honest, found - bad, wronged);
        }

        return sum;
    }
}
