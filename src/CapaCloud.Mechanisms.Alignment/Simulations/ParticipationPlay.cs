using System.Numerics;
using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Verification;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Simulations;

/// <summary>One population under one policy: what each choice of a group brings, and where nobody wants to change.</summary>
internal sealed class ParticipationPlay(Mechanism mechanism, Economics economics, IReadOnlyList<PopulationGroup> population)
{
    private static readonly Beacon Draw = new(1, Digest.Parse(new string('5', 64)));

    private readonly GroupChoice[] _choices = new GroupChoice[population.Count];

    public ParticipationPoint Settle(Proportion severity, CancellationToken cancellation)
    {
        bool isSettled = false;
        for (int round = 0; round < 20 * population.Count && !isSettled; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            isSettled = !Improve();
        }

        int honest = CountOf(GroupChoice.Honest), cheating = CountOf(GroupChoice.Cheating);
        long jobs = economics.JobsPerEpoch;
        return new ParticipationPoint(severity, [.. _choices], honest, cheating, CountOf(GroupChoice.Gone), (honest + cheating) * jobs, cheating * jobs, isSettled);
    }

    /// <summary>The group with most to win changes; false when none wants to.</summary>
    private bool Improve()
    {
        (int group, GroupChoice choice, Fraction most) = (-1, default, Fraction.Zero);
        for (int index = 0; index < population.Count; index++)
        {
            Fraction now = ValueOf(index, _choices[index]);
            foreach (GroupChoice other in (GroupChoice[])[GroupChoice.Honest, GroupChoice.Gone, GroupChoice.Cheating])
            {
                Fraction better = other == _choices[index] ? Fraction.Zero : ValueOf(index, other) - now;
                // Equal choices are settled in the order of the enumeration, once.
                if (better > most || (better.IsZero && other < _choices[index] && group < 0 && most.IsZero))
                {
                    (group, choice, most) = (index, other, better);
                }
            }
        }

        if (group < 0)
        {
            return false;
        }

        _choices[group] = choice;
        return true;
    }

    /// <summary>What an epoch brings to a member of a group that makes a choice, the others being as they are.</summary>
    private Fraction ValueOf(int group, GroupChoice choice)
    {
        PopulationGroup who = population[group];
        if (choice == GroupChoice.Gone)
        {
            return who.OutsideOption;
        }

        (Fraction reward, Fraction slashed, Fraction kept, ulong jail) = Play(group, choice);
        Fraction jobs = new(economics.JobsPerEpoch);
        Fraction earned = choice == GroupChoice.Honest ? reward - (jobs * who.CostPerJob) : reward + (jobs * who.GainPerFalseJob);
        Fraction idle = earned > who.OutsideOption ? new Fraction(jail) * (earned - who.OutsideOption) : Fraction.Zero;
        return earned - (FoundChance(group, choice) * (slashed + (reward - kept) + idle));
    }

    /// <summary>By the mechanism itself: the reward of a member that is not found, and what one that is found loses.</summary>
    private (Fraction Reward, Fraction Slashed, Fraction Kept, ulong Jail) Play(int group, GroupChoice choice)
    {
        List<ParticipantId> names = [];
        List<ParticipantId> found = [];
        for (int index = 0; index < population.Count; index++)
        {
            GroupChoice its = index == group ? choice : _choices[index];
            int count = its == GroupChoice.Gone ? 0 : population[index].Count;
            // As many as are found on average, the first member of the group that is asked left aside.
            int expected = (int)(FoundChance(index, its) * new Fraction(count)).ToBigInteger();
            for (int member = 0; member < count; member++)
            {
                names.Add(NameOf(index, member));
                if (member >= count - expected && !(index == group && member == 0))
                {
                    found.Add(names[^1]);
                }
            }
        }

        ParticipantId asked = NameOf(group, 0);
        (Fraction reward, _, _) = Epoch(names, found, asked, isFound: false);
        (Fraction kept, Fraction slashed, ulong jail) = Epoch(names, found, asked, isFound: true);
        return (reward, slashed, kept, jail);
    }

    private (Fraction Reward, Fraction Slashed, ulong Jail) Epoch(List<ParticipantId> names, List<ParticipantId> found, ParticipantId asked, bool isFound)
    {
        Amount bond = Amount.Max(mechanism.Policy.Stake.MinimumBond, Amount.One);
        NetworkState state = mechanism.Open(Mechanisms.Epoch.Zero, names.Select(name => KeyValuePair.Create(name, bond))).State;
        BigInteger payment = (economics.PaymentPerJob.Low * new Fraction(economics.JobsPerEpoch) * new Fraction(names.Count)).ToBigInteger();
        EpochReport report = new()
        {
            Epoch = state.Epoch,
            Beacon = Draw,
            Payments = Amount.Of((UInt128)payment),
            Participants = [.. names.Select(name => new ParticipantReport { Participant = name, Work = (UInt128)economics.JobsPerEpoch })],
            Verdicts = [.. (isFound ? found.Append(asked) : found).Select(name => new Verdict(name, TaskId.Of("job"), state.Epoch, VerdictOutcome.Incorrect, VerdictReason.ContradictsAccepted, default))],
        };
        (UInt128 paid, UInt128 slashed) = (0, 0);
        ulong jail = 0;
        // An accusation that can be appealed is decided later: silence until it is.
        for (int epoch = 0; epoch == 0 || (state.TryGetState(asked, out ParticipantState open) && (open.Cases.Any(static item => item.IsOpen) || !open.Withheld.IsEmpty)); epoch++)
        {
            EpochSettlement settled = mechanism.Settle(state, epoch == 0 ? report : new EpochReport { Epoch = state.Epoch, Beacon = Draw });
            paid = settled.Postings.Where(posting => posting.To == LedgerAccount.Wallet(asked)).Aggregate(paid, static (sum, posting) => sum + posting.Amount.Units);
            slashed += settled.OutcomeOf(asked).Slashed.Units;
            state = settled.After;
            jail = state.TryGetState(asked, out ParticipantState after) && after.JailedUntil > state.Epoch ? Math.Max(jail, after.JailedUntil - state.Epoch is var rest ? rest.Epochs : 0) : jail;
        }

        return (new Fraction((BigInteger)paid), new Fraction((BigInteger)slashed), jail);
    }

    private Fraction FoundChance(int group, GroupChoice choice)
    {
        Fraction rate = mechanism.Policy.Verification.Sampler.Rate(new AuditCandidate(default, default, Proportion.One, mechanism.Policy.Stake.MinimumBond)).ToFraction();
        Fraction each = choice == GroupChoice.Cheating ? economics.DetectionAccuracy.Low : population[group].FaultRate, missed = Fraction.One, one = Fraction.One - (rate * each);
        for (long job = 0; job < economics.JobsPerEpoch; job++)
        {
            missed *= one;
        }

        return Fraction.One - missed;
    }

    private int CountOf(GroupChoice choice) => population.Zip(_choices, (group, its) => its == choice ? group.Count : 0).Sum();

    private static ParticipantId NameOf(int group, int member) => ParticipantId.Of(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"g{group:D4}-{member:D6}"));
}
