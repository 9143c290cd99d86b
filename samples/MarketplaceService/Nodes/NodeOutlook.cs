using System.Collections.Immutable;
using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Alerts;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Network;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Nodes;

/// <summary>What comes next for a participant: what the open epoch would bring, how far the next penalty is, and what one fault would cost.</summary>
public sealed record NodeOutlook
{
    private static readonly EpochSpan Horizon = EpochSpan.Of(365);

    public required ParticipantId Participant { get; init; }

    /// <summary>Gets the open epoch.</summary>
    public required Epoch Epoch { get; init; }

    public required Amount Bonded { get; init; }

    public required Amount Unbonding { get; init; }

    public required Amount MinimumBond { get; init; }

    /// <summary>Gets the stake that others put behind it; null when it takes none.</summary>
    public StakeOfOthers? Delegated { get; init; }

    public required Proportion Score { get; init; }

    public required Epoch JailedUntil { get; init; }

    /// <summary>Gets what would be settled if the epoch ended now; null while the report so far cannot be settled.</summary>
    public NodeOutcome? IfTheEpochEndedNow { get; init; }

    /// <summary>Gets the duties of the epoch so far, and how far the next penalty is; null when none were due.</summary>
    public DowntimeStanding? Downtime { get; init; }

    /// <summary>Gets what would be settled if one wrong result were found on top; null when the policy does not punish one.</summary>
    public NodeOutcome? WithOneWrongResult { get; init; }

    /// <summary>Gets how far one proven fault would lower the score, and for how long.</summary>
    public required FailureForecast OneFault { get; init; }

    /// <summary>Gets how many epochs with one passed audit each it takes to a score of nine tenths; null when more than a year of them.</summary>
    public EpochSpan? EpochsToNineTenths { get; init; }

    public ImmutableArray<Alert> Alerts { get; init; } = [];

    internal static NodeOutlook Of(OpenNetwork network, ParticipantId name, int alertWithinPercent)
    {
        NetworkState state = network.State;
        ParticipantState participant = state.StateOf(name);
        IReputationModel model = network.Mechanism.Policy.Reputation.Model;
        ReputationRecord record = model.Age(participant.Reputation, state.Epoch);
        Conduct pass = new(state.Epoch, ConductKind.Proven, Ratio.One, Ratio.Zero), fault = pass with { Good = Ratio.Zero, Bad = Ratio.One };
        bool isPriced = network.Mechanism.Policy.Offences.Any(offence => offence.Offence == Offence.IncorrectResult);
        return new NodeOutlook
        {
            Participant = name,
            Epoch = state.Epoch,
            Bonded = participant.Stake.Bonded,
            Unbonding = participant.Stake.Unbonding,
            MinimumBond = network.Mechanism.Policy.Stake.MinimumBond,
            Delegated = StakeOfOthers.Of(participant, state.Epoch),
            Score = network.Mechanism.ScoreOf(participant, state.Epoch),
            JailedUntil = participant.JailedUntil,
            IfTheEpochEndedNow = NodeOutcome.Of(network, name),
            Downtime = DowntimeStanding.Of(network, participant),
            WithOneWrongResult = isPriced ? NodeOutcome.Of(network, name, NodeQuestion.OneWrongResult) : null,
            OneFault = ReputationForecast.CostOfFailure(model, record, fault, pass, Horizon),
            EpochsToNineTenths = ReputationForecast.TimeToReach(model, record, Proportion.Percent(90), pass, Horizon),
            Alerts = [.. AlertRules.Of(network, name, alertWithinPercent)],
        };
    }
}
