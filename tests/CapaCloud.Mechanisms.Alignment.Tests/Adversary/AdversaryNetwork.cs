using System.Globalization;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Alignment.Tests.Adversary;

/// <summary>The adversary's own network: participants with the minimum bond, settled whole by the mechanism. It shares no code with the engines.</summary>
internal sealed class AdversaryNetwork(Mechanism mechanism, Economics economics)
{
    private static readonly Epoch Begin = Epoch.Of(500);

    private readonly double _escapes = Escaping(mechanism, economics.ColludingShare?.High.ToDouble() ?? 0);

    public Amount Bond { get; } = Amount.Max(Amount.One, mechanism.Policy.Stake.MinimumBond);

    /// <summary>Opens it; the attacker holds so many bonds.</summary>
    public NetworkState Open(int bonds) => mechanism.Open(
        Begin,
        [
            KeyValuePair.Create(Name(0), Bond.Multiply((UInt128)(uint)bonds, 1, Rounding.Up)),
            .. Enumerable.Range(0, (int)economics.Participants - 1).Select(number => KeyValuePair.Create(Rest(number), Bond)),
        ]).State;

    public static ParticipantId Name(int number) => ParticipantId.Of(string.Create(CultureInfo.InvariantCulture, $"me-{number}"));

    public bool Works(NetworkState state, ParticipantId name) =>
        state.TryGetState(name, out ParticipantState found) && found.JailedUntil <= state.Epoch && found.Stake.Bonded >= mechanism.Policy.Stake.MinimumBond;

    /// <summary>Brings the bond back to the minimum; face value for face value.</summary>
    public NetworkState TopUp(NetworkState state, ParticipantId name)
    {
        Amount has = state.TryGetState(name, out ParticipantState found) ? found.Stake.Bonded : Amount.Zero;
        return has < Bond ? mechanism.Deposit(state, name, Bond - has).State : state;
    }

    /// <summary>The chance that a cheated, and that an honest job of the participant is found false, at its present score and stake.</summary>
    public (double Cheated, double Honest) Chances(NetworkState state, ParticipantId name)
    {
        ParticipantState me = state.StateOf(name);
        double rate = (double)mechanism.Policy.Verification.Sampler.Rate(new AuditCandidate(name, default, mechanism.ScoreOf(me, state.Epoch), me.Stake.Bonded)).Parts / 1e18;
        return (rate * economics.DetectionAccuracy.Low.ToDouble() * (1 - _escapes), rate * economics.HonestFaultRate.High.ToDouble());
    }

    /// <summary>Settles an epoch: so much work of mine, so many of my results of an epoch found false.</summary>
    public (NetworkState After, double Reward, double Lost) Settle(NetworkState state, ParticipantId name, long work, Epoch fault, int found)
    {
        long mine = Works(state, name) ? work : 0;
        bool isPriced = mechanism.Policy.Offences.Any(offence => offence.Offence == Offence.IncorrectResult) && fault <= state.Epoch && mechanism.Policy.Stake.IsChargeable(fault, state.Epoch);
        EpochSettlement settled = mechanism.Settle(state, new EpochReport
        {
            Epoch = state.Epoch,
            Beacon = new Beacon(state.Epoch.Number, Digest.FromBytes([7, .. new byte[31]])),
            Payments = Amount.Of((UInt128)((economics.PaymentPerJob.Low * new Fractions.Fraction(mine + ((economics.Participants - 1) * economics.JobsPerEpoch))).ToBigInteger())),
            Participants =
            [
                new ParticipantReport { Participant = name, Work = (ulong)mine },
                .. Enumerable.Range(0, (int)economics.Participants - 1).Select(number => new ParticipantReport { Participant = Rest(number), Work = (ulong)economics.JobsPerEpoch }),
            ],
            Verdicts = isPriced
                ? [.. Enumerable.Range(0, found).Select(number => new Verdict(
                    name, TaskId.Of(string.Create(CultureInfo.InvariantCulture, $"{fault}/{number}")), fault, VerdictOutcome.Incorrect, VerdictReason.ContradictsAccepted, default))]
                : [],
        });
        ParticipantOutcome outcome = settled.OutcomeOf(name);
        return (settled.After, (double)outcome.Paid.Units, (double)outcome.Slashed.Units);
    }

    private static ParticipantId Rest(int number) => ParticipantId.Of(string.Create(CultureInfo.InvariantCulture, $"other-{number}"));

    /// <summary>How often a lie passes: the panel's seats go to friends by the share, and the mechanism itself adjudicates each panel.</summary>
    private static double Escaping(Mechanism mechanism, double share)
    {
        int seats = mechanism.Policy.Verification.Verdict switch { MajorityRule rule => rule.Quorum - 1, FirstToMatchRule rule => (2 * rule.Matches) - 2, _ => 1 };
        double escapes = 0;
        for (int friends = 0; friends <= seats; friends++)
        {
            Digest lie = Digest.FromBytes([1, .. new byte[31]]), truth = Digest.FromBytes([2, .. new byte[31]]);
            Answer[] answers =
            [
                Answer.Of(ParticipantId.Of("accused"), lie),
                .. Enumerable.Range(0, friends).Select(number => Answer.Of(ParticipantId.Of($"friend-{number}"), lie)),
                .. Enumerable.Range(0, seats - friends).Select(number => Answer.Of(ParticipantId.Of($"auditor-{number}"), truth)),
            ];
            Verdict verdict = mechanism.Adjudicate([new TaskAnswers(TaskId.Of("task"), Begin, [.. answers])])[0];
            escapes += verdict.Outcome == VerdictOutcome.Correct ? Binomial(seats, friends, share) : 0;
        }

        return escapes;
    }

    internal static double Binomial(int trials, int hits, double chance)
    {
        double value = Math.Pow(chance, hits) * Math.Pow(1 - chance, trials - hits);
        for (int step = 1; step <= hits; step++)
        {
            value = value * (trials - hits + step) / step;
        }

        return value;
    }
}
