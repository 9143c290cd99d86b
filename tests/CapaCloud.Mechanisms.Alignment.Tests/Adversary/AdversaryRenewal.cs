using System.Globalization;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Tests.Adversary;

/// <summary>An attack in which an accomplice reports everything in flight whenever its first verdicts come, played in a network of the adversary's own: every epoch is settled, nothing is bounded.</summary>
internal static class AdversaryRenewal
{
    private static readonly ParticipantId Me = ParticipantId.Of("me-0");

    /// <summary>What the attack earns over honest work from the same state, all discounted.</summary>
    public static double Gain(Mechanism mechanism, Economics economics, AttackTrace trace) => Worth(mechanism, economics, trace, cheats: true) - Worth(mechanism, economics, trace, cheats: false);

    private static double Worth(Mechanism mechanism, Economics economics, AttackTrace trace, bool cheats)
    {
        Amount bond = Amount.Max(Amount.One, mechanism.Policy.Stake.MinimumBond);
        ParticipantId[] others = [.. Enumerable.Range(0, (int)economics.Participants - 1).Select(number => ParticipantId.Of(string.Create(CultureInfo.InvariantCulture, $"other-{number}")))];
        NetworkState state = mechanism.Open(Epoch.Of(700), [.. others.Append(Me).Select(name => KeyValuePair.Create(name, bond))]).State;
        OffencePolicy rule = mechanism.Policy.Offences.First(offence => offence.Offence == Offence.IncorrectResult);
        long first = trace.CheatedIn[0], last = first + trace.Epochs - 1, window = (long)rule.AppealWindow.Epochs;
        double sum = 0, worth = 1, discount = economics.Discount.High.ToDouble(), cost = economics.CostPerJob.Low.ToDouble();
        List<Epoch> flying = [];
        for (long time = 0; time <= last + (8 * window) + (3 * (long)rule.Jail.Epochs) + 2; time++)
        {
            Amount missing = bond.SubtractToZero(state.StateOf(Me).Stake.Bonded);
            state = missing.IsZero ? state : mechanism.Deposit(state, Me, missing).State;
            bool isPlanned = cheats && trace.CheatedIn.Contains(time), isInTime = cheats && time >= first && time <= last;
            bool tells = isInTime && (time == last || (flying.Count > 0 && (long)(state.Epoch.Number - flying[0].Number) >= trace.Delay) || (window > 0 && time > trace.Delay && (time - trace.Delay) % (2 * window) == 0));
            bool isAble = state.StateOf(Me).JailedUntil <= state.Epoch, works = isAble && !(tells && rule.ForfeitsReward);
            if (isPlanned && works)
            {
                flying.Add(state.Epoch);
            }

            NetworkState now = state;
            IEnumerable<TaskId> Tasks(Epoch epoch, long count) => Enumerable.Range(0, (int)count).Select(number => TaskId.Of(string.Create(CultureInfo.InvariantCulture, $"{epoch}:{number}")));
            EpochSettlement settled = mechanism.Settle(state, new EpochReport
            {
                Epoch = now.Epoch,
                Beacon = new Beacon(now.Epoch.Number, Digest.FromBytes([9, .. new byte[31]])),
                Payments = Amount.Of((UInt128)(economics.PaymentPerJob.Low * new Fraction(((works ? 1 : 0) + others.Length) * economics.JobsPerEpoch)).ToBigInteger()),
                Participants = [.. others.Select(name => new ParticipantReport { Participant = name, Work = (ulong)economics.JobsPerEpoch }), new ParticipantReport { Participant = Me, Work = works ? (ulong)economics.JobsPerEpoch : 0 }],
                Verdicts = time == trace.Delay
                    ? [.. Tasks(Epoch.Of(700), trace.Wrongful).Select(task => new Verdict(Me, task, Epoch.Of(700), VerdictOutcome.Incorrect, VerdictReason.ContradictsAccepted, default))]
                    : [],
                Evidence = tells
                    ? [.. flying.SelectMany(epoch => Tasks(epoch, trace.Cheated).Select(task => new Evidence { Offence = Offence.IncorrectResult, Offender = Me, FaultEpoch = epoch, Task = task, Severity = Proportion.One, Reporter = others[0] }))]
                    : [],
                Appeals = [.. now.StateOf(Me).Cases.Where(item => item is { Status: CaseStatus.Pending, IsAppealed: false } && item.Deadline == now.Epoch).Select(item => new Appeal(Me, item.Key))],
            });
            ParticipantOutcome outcome = settled.OutcomeOf(Me);
            bool isCheated = isPlanned && works;
            double honest = works ? (economics.JobsPerEpoch - (isCheated ? trace.Cheated : 0)) * cost : 0, gained = isCheated ? trace.Cheated * (trace.Gain.ToDouble() - cost) : 0;
            sum += worth * ((double)outcome.Paid.Units - (double)outcome.Slashed.Units - honest + gained);
            (state, worth) = (settled.After, worth * discount);
            flying = tells ? [] : flying;
        }

        return sum;
    }
}
