using System.Collections.Immutable;
using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Tests.Settlement.Policies;

/// <summary>
/// A network for one probe, in which epochs without events are skipped: an idle epoch changes nothing but what is forgotten, and a probe asks before that.
/// </summary>
internal sealed class ProbeNetwork
{
    /// <summary>Far enough from the beginning that every window fits before it.</summary>
    public static readonly Epoch Start = Epoch.Of(1UL << 40);

    private NetworkState _state;

    private ProbeNetwork(Mechanism mechanism, NetworkState state)
    {
        Mechanism = mechanism;
        _state = state;
    }

    public Mechanism Mechanism { get; }

    public NetworkState State => _state;

    public static ParticipantId Name(int number) => ParticipantId.Of($"p{number}");

    /// <summary>Opens a network, or returns null when somebody's deposit is refused.</summary>
    public static ProbeNetwork? Open(MechanismPolicy policy, params ReadOnlySpan<UInt128> stakes)
    {
        Mechanism mechanism = Mechanism.FromPolicy(policy);
        KeyValuePair<ParticipantId, Amount>[] deposits = new KeyValuePair<ParticipantId, Amount>[stakes.Length];
        for (int index = 0; index < stakes.Length; index++)
        {
            deposits[index] = KeyValuePair.Create(Name(index), Amount.Of(stakes[index]));
        }

        try
        {
            return new ProbeNetwork(mechanism, mechanism.Open(Start, deposits).State);
        }
        catch (StakeRefusedException)
        {
            return null;
        }
    }

    /// <summary>Goes to an epoch; nothing happens on the way.</summary>
    public void GoTo(ulong offset) => _state = _state with { Epoch = Start + EpochSpan.Of(offset) };

    /// <summary>Moves stake; returns whether the move was accepted.</summary>
    public bool Moves(Func<Mechanism, NetworkState, StateChange> move)
    {
        try
        {
            _state = move(Mechanism, _state).State;
            return true;
        }
        catch (StakeRefusedException)
        {
            return false;
        }
    }

    /// <summary>Settles an epoch and returns what matters of it: money, jail, and what was set aside.</summary>
    public IEnumerable<object> Settles(ulong offset, Func<EpochReport, EpochReport> fill)
    {
        GoTo(offset);
        EpochReport report = fill(new EpochReport { Epoch = _state.Epoch, Beacon = new Beacon(1, Digest.Parse(new string('5', 64))) });
        if (!Mechanism.TrySettle(_state, report, out EpochSettlement? settled, out ImmutableArray<CapaCloud.Mechanisms.SettlementRefusal> refusals))
        {
            yield return string.Join(',', refusals.Select(refusal => refusal.Reason));
            yield break;
        }

        _state = settled.After;
        foreach (var outcome in settled.Outcomes)
        {
            yield return (outcome.After.Participant, outcome.Reward, outcome.Paid, outcome.Slashed, outcome.Forfeited, outcome.After.JailedUntil);
        }

        foreach (var posting in settled.Postings)
        {
            yield return posting;
        }

        yield return string.Join(',', settled.SetAside.Select(item => item.Reason));
    }

    /// <summary>A fault of the offence by one of the participants, in the present epoch or before it; each number is a fault of its own.</summary>
    public static Evidence Fault(Offence offence, int offender, ulong offset, int number, Proportion severity, ParticipantId reporter = default) => new()
    {
        Offence = offence,
        Offender = Name(offender),
        Task = TaskId.Of($"t{number}"),
        Subject = Digest.Parse(number.ToString("x64", System.Globalization.CultureInfo.InvariantCulture)),
        FaultEpoch = Start + EpochSpan.Of(offset),
        Severity = severity,
        Reporter = reporter,
    };
}
