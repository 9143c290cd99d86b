using CapaCloud.Mechanisms.Alignment.Probing;
using CapaCloud.Mechanisms.Alignment.Worlds;
using CapaCloud.Mechanisms.Reputation;

namespace CapaCloud.Mechanisms.Alignment.Dynamics;

/// <summary>Single epochs of a participant through the mechanism itself, with verdicts on work of so many epochs before.</summary>
internal sealed class EpochPlay(MechanismProbe probe, int delay)
{
    private const int ManyOffences = 64;

    public MechanismProbe Probe { get; } = probe;

    public int Delay { get; } = delay;

    /// <summary>The epoch before the first.</summary>
    public static Epoch Before => MechanismProbe.Start.MinusToZero(EpochSpan.One);

    /// <summary>An epoch of a participant with the least stake, topped up again after every loss.</summary>
    public ParticipantOutcome Play(in ReputationRecord record, Epoch epoch, int work, int passed, int faults, bool isRepeated = false) =>
        Play(State(record, isRepeated), epoch, work, passed, faults);

    /// <summary>What is taken, epoch by epoch as its verdicts come, from a participant that left with all its stake and tops up nothing.</summary>
    public Amount PlayAfterLeaving(in ReputationRecord record, Epoch left, IEnumerable<(int Passed, int Faults)> verdicts, bool isRepeated = false)
    {
        ParticipantState state = State(record, isRepeated);
        if (Probe.Stake.IsZero)
        {
            return Amount.Zero;
        }

        state = state with { Stake = state.Stake.Unbond(Probe.Stake, state.Participant, left, Probe.Policy.Stake).Account };
        (Amount taken, Epoch now) = (Amount.Zero, left);
        foreach ((int passed, int faults) in verdicts)
        {
            ParticipantOutcome outcome = Play(state with { Stake = state.Stake.Withdraw(now, Probe.Policy.Stake).Account }, now, 0, passed, faults);
            (state, taken, now) = (outcome.After, taken + outcome.Slashed, now.Next);
        }

        return taken;
    }

    private ParticipantOutcome Play(in ParticipantState state, Epoch epoch, int work, int passed, int faults) =>
        Probe.Play(state, epoch, (ulong)work, (ulong)passed, Probe.PricesFalseResults ? faults : 0, epoch.MinusToZero(EpochSpan.Of((ulong)Delay)));

    private ParticipantState State(in ReputationRecord record, bool isRepeated) => Probe.Seasoned with
    {
        Reputation = record,
        Cases = isRepeated ? LoneParticipant.Earlier(Before, ManyOffences) : Probe.Seasoned.Cases,
    };
}
