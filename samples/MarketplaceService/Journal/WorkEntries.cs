using System.Collections.Immutable;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Network;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Problems;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Journal;

/// <summary>Requesters paid for the work of the epoch.</summary>
internal sealed record PaymentReceived(Amount Amount) : Entry
{
    public override NetworkChange ApplyTo(OpenNetwork network, long number) => network.Told(number, this, network.Report with { Payments = network.Report.Payments + Amount });
}

/// <summary>Work and duties of one participant since the last measurement. All measurements of an epoch add up.</summary>
internal sealed record WorkMeasured(ParticipantId Participant, UInt128 Work, ulong DutiesDue, ImmutableArray<MissedDuties> Missed) : Entry
{
    public override ParticipantId Subject => Participant;

    public override NetworkChange ApplyTo(OpenNetwork network, long number)
    {
        ParticipantReport measured = new() { Participant = Participant, Work = Work, DutiesDue = DutiesDue, Missed = Missed.IsDefault ? [] : Missed };
        Admission.Require(network, Participant, report => report with { Participants = [measured] });
        ParticipantReport sum = MeasuredWork.Add(network.RowOf(Participant), measured);
        Admission.Require(network, Participant, report => report with { Participants = [sum] });
        return network.Told(number, this, network.Report, sum);
    }
}

/// <summary>A participant commits to a result before it knows whether it will be audited.</summary>
internal sealed record ResultCommitted(ParticipantId Participant, TaskId Task, Digest Seal) : Entry
{
    public override ParticipantId Subject => Participant;

    public override NetworkChange ApplyTo(OpenNetwork network, long number)
    {
        if (!network.State.TryGetState(Participant, out _))
        {
            throw RequestRefusedException.BadRequest("participant", "UnknownParticipant", $"The network has no participant '{Participant}'.");
        }

        if (!network.Report.Beacon.IsNone)
        {
            throw RequestRefusedException.Conflict("task", $"The beacon of epoch {network.State.Epoch} is known; expected a commitment before it.");
        }

        CommitmentWindow window = network.Mechanism.Policy.Verification.Schedule.WindowOf(network.State.Epoch);
        return network.Committed(number, this, new Commitment(Participant, Task, window.Epoch, window.ClosingRound, Seal));
    }
}

/// <summary>The public chance of the epoch: it draws the audits.</summary>
internal sealed record BeaconPublished(ulong Round, Digest Randomness) : Entry
{
    public override NetworkChange ApplyTo(OpenNetwork network, long number)
    {
        ulong expected = network.Mechanism.Policy.Verification.Schedule.WindowOf(network.State.Epoch).DrawRound;
        if (Round != expected)
        {
            throw RequestRefusedException.BadRequest("round", "BeaconRound", $"Round {Round} was given; epoch {network.State.Epoch} draws with round {expected}.");
        }

        Beacon beacon = new(Round, Randomness);
        return network.Report.Beacon.IsNone || network.Report.Beacon == beacon
            ? network.Told(number, this, network.Report with { Beacon = beacon })
            : throw RequestRefusedException.Conflict("randomness", $"Round {Round} has another randomness already.");
    }
}
