using CapaCloud.Mechanisms.Samples.MarketplaceService.Network;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Pages;

/// <summary>The participants of the network, for the first page.</summary>
public sealed record IndexPageModel(Epoch Epoch, int Count, IReadOnlyList<IndexRow> Rows)
{
    private const int Most = 200;

    internal static IndexPageModel Of(OpenNetwork network) => new(
        network.State.Epoch,
        network.State.Participants.Length,
        [.. network.State.Participants.Take(Most).Select(participant => new IndexRow(participant.Participant, participant.Stake.Bonded, network.Mechanism.ScoreOf(participant, network.State.Epoch)))]);
}

/// <summary>One participant on the first page.</summary>
public sealed record IndexRow(ParticipantId Participant, Amount Bonded, Proportion Score);
