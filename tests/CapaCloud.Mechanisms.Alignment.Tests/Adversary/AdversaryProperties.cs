using System.Globalization;
using CapaCloud.Mechanisms.Slashing;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Tests.Adversary;

/// <summary>What is said to hold besides incentive compatibility, tried in the adversary's network.</summary>
internal sealed class AdversaryProperties(AdversaryDraw draw, AlignmentReport report, AdversaryPlayer player)
{
    private const int Away = 40;
    private readonly Economics _economics = draw.Economics;
    private readonly AdversaryNetwork _network = player.Network;

    public IEnumerable<string> Broken()
    {
        bool isWhole = report.On(AlignmentProperty.IncentiveCompatibility) is Finding.Holds;
        foreach (Finding.Holds holds in report.Findings.OfType<Finding.Holds>())
        {
            string? broken = holds.Property switch
            {
                AlignmentProperty.ParallelSafety or AlignmentProperty.CollusionResistance when !isWhole && player.IsWorkWorthIt => AdversaryAttacks.Best(draw, player, isWhole: false),
                AlignmentProperty.Participation => Paid("leaving at once gains", player.Gain(new AdversaryPlan([], [], Leaves: true)), player.Noise),
                AlignmentProperty.WhitewashResistance when !isWhole => Renaming(),
                AlignmentProperty.SybilNeutrality => Names(holds),
                AlignmentProperty.ExitSafety => Exit(),
                AlignmentProperty.BudgetBalance => Budget(),
                AlignmentProperty.RequesterFairness => SelfDealing(),
                AlignmentProperty.HonestSafety => Wrongful(),
                AlignmentProperty.Monotonicity => Falls(draw.Mechanism.Policy),
                _ => null,
            };
            if (broken is not null)
            {
                yield return $"draw {draw.Number}: {broken}; {holds}";
            }
        }
    }

    private static string? Paid(string what, double gain, double noise) => gain > noise ? $"{what} {gain.ToString("R", CultureInfo.InvariantCulture)}" : null;

    private string? Renaming()
    {
        long jobs = _economics.JobsPerEpoch;
        double best = new[] { 0, 1, jobs }.Where(_ => AdversaryAttacks.IsShort(draw, 2)).Select(cheated =>
            player.Gain(new AdversaryPlan([jobs, jobs], [cheated, cheated], Renames: true)) - (cheated == 0 ? 0 : Math.Max(0, player.Gain(new AdversaryPlan([jobs, jobs], [cheated, cheated]))))).Prepend(0).Max();
        return Paid("new names gain", best, player.Noise);
    }

    /// <summary>Several names that share the jobs of one, six honest epochs.</summary>
    private string? Names(Finding.Holds holds)
    {
        const int Epochs = 6;
        double one = Shared(1, Epochs), allowed = ((holds.Epsilon.ToDouble() + 1) * Epochs) + player.Noise;
        for (int names = 2; names <= Math.Min(8, _economics.JobsPerEpoch); names++)
        {
            if (Shared(names, Epochs) - one - ((names - 1) * _economics.IdentityPrice.High.ToDouble()) is var gain && gain > allowed)
            {
                return Paid($"{names} names gain over {Epochs} epochs", gain, 0);
            }
        }

        return null;
    }

    private double Shared(int names, int epochs)
    {
        long jobs = _economics.JobsPerEpoch;
        (ParticipantId Name, long Work)[] acts = [.. Enumerable.Range(0, names).Select(name => (AdversaryNetwork.Name(name), (jobs / names) + (name < jobs % names ? 1 : 0)))];
        NetworkState state = _network.OpenNames([.. acts.Select(_ => _network.Bond)]);
        double paid = 0;
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            EpochSettlement settled = _network.SettleNames(state, acts);
            paid += acts.Sum(act => (double)settled.OutcomeOf(act.Name).Paid.Units);
            state = settled.After;
        }

        return paid;
    }

    /// <summary>What false results cost who unbonds everything before their verdict, against who stays.</summary>
    private string? Exit()
    {
        foreach (int found in new[] { 1, (int)_economics.JobsPerEpoch }.Distinct())
        {
            double stays = Charged(found, leaves: false), leaves = Charged(found, leaves: true);
            if (stays - leaves > player.Noise)
            {
                return Paid($"leaving before {found} verdicts saves", stays - leaves, 0);
            }
        }

        return null;
    }

    private double Charged(int found, bool leaves)
    {
        ParticipantId me = AdversaryNetwork.Name(0);
        NetworkState state = _network.Open(1);
        Epoch fault = state.Epoch;
        double lost = 0;
        for (int epoch = 0; epoch <= _economics.DetectionDelay + Away; epoch++)
        {
            state = leaves && epoch == Math.Min(1, _economics.DetectionDelay) ? _network.Leave(state, me) : state;
            AdversaryStep step = _network.Settle(state, me, epoch == 0 ? _economics.JobsPerEpoch : 0, fault, epoch == _economics.DetectionDelay ? found : 0);
            (state, lost) = (step.After, lost + step.Lost);
        }

        return lost;
    }

    private string? Budget()
    {
        EpochSettlement settled = _network.SettleNames(_network.Open(1), [(AdversaryNetwork.Name(0), _economics.JobsPerEpoch)]);
        double paid = settled.Outcomes.Sum(outcome => (double)outcome.Reward.Units), pool = (double)settled.Report.Payments.Units + (double)draw.Mechanism.Policy.Reward.IssuancePerEpoch.Units;
        return Paid("more is paid than came in:", paid - pool, 1e-9 * pool);
    }

    /// <summary>One more job that one pays for oneself and that costs nothing.</summary>
    private string? SelfDealing()
    {
        ParticipantId me = AdversaryNetwork.Name(0);
        NetworkState state = _network.Open(1);
        double before = _network.Settle(state, me, _economics.JobsPerEpoch, state.Epoch, 0).Reward, after = _network.Settle(state, me, _economics.JobsPerEpoch + 1, state.Epoch, 0).Reward;
        return Paid("paying oneself gains", after - before - _economics.PaymentPerJob.Low.ToDouble(), 2 + player.Noise);
    }

    /// <summary>What wrongful verdicts take of an honest first epoch, in expectation: stake, and a reward that is forfeited. What a worse record pays less is no penalty.</summary>
    private string? Wrongful()
    {
        if (_economics.DetectionDelay > 0)
        {
            return null;
        }

        ParticipantId me = AdversaryNetwork.Name(0);
        NetworkState state = _network.Open(1);
        bool forfeits = draw.Mechanism.Policy.Offences.Any(offence => offence.Offence == Offence.IncorrectResult && offence.ForfeitsReward);
        double reward = _network.Settle(state, me, _economics.JobsPerEpoch, state.Epoch, 0).Reward, lost = 0;
        foreach ((int found, double likely) in new AdversaryBatch(state.Epoch, 0, 0, _economics.JobsPerEpoch, 0, _network.Chances(state, me).Honest).Branches(0))
        {
            AdversaryStep step = _network.Settle(state, me, _economics.JobsPerEpoch, state.Epoch, found);
            lost += likely * (step.Lost + (forfeits ? Math.Max(0, reward - step.Reward) : 0));
        }

        return Paid("wrongful verdicts take more than is allowed:", lost - (_economics.WrongfulLossLimit.Low.ToDouble() * reward), 1 + player.Noise);
    }

    /// <summary>A better score that earns less, or a worse record that costs less.</summary>
    private static string? Falls(MechanismPolicy policy)
    {
        const uint Steps = 200;
        for (uint step = 0; step < Steps; step++)
        {
            Proportion low = Proportion.BasisPoints(step * 50), high = Proportion.BasisPoints((step + 1) * 50);
            if (policy.Reward.ReputationMultiplier.Evaluate(low) > policy.Reward.ReputationMultiplier.Evaluate(high) || policy.Reward.UptimeMultiplier.Evaluate(low) > policy.Reward.UptimeMultiplier.Evaluate(high))
            {
                return $"pay falls between {low} and {high}";
            }

            foreach (OffencePolicy offence in policy.Offences)
            {
                OffenceContext context = new() { Severity = Proportion.One, ShareAtFault = low, EarlierOffences = step };
                if (offence.Curve.Evaluate(context) > offence.Curve.Evaluate(context with { ShareAtFault = high }) || offence.Curve.Evaluate(context) > offence.Curve.Evaluate(context with { EarlierOffences = step + 1 }))
                {
                    return $"{offence.Offence} costs less at {high} of the stake or after {step + 1} offences";
                }
            }
        }

        return null;
    }
}
