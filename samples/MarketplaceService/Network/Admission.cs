using System.Collections.Immutable;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Problems;
using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Network;

/// <summary>
/// Asks the mechanism itself whether an item would be settled, before it is taken in. The question is put to a partition that holds nobody but the participant, so
/// it costs the same in a network of any size.
/// </summary>
internal static class Admission
{
    public static void Require(OpenNetwork network, ParticipantId participant, Func<EpochReport, EpochReport> with)
    {
        NetworkState state = network.State;
        ImmutableArray<ParticipantState> alone = state.TryGetState(participant, out ParticipantState found) ? [found] : [];
        EpochIntake intake = network.Mechanism.Intake(
            state with { Participants = alone }, with(new EpochReport { Epoch = state.Epoch }), name => name != participant && state.TryGetState(name, out _));
        if (intake.SetAside is { IsEmpty: false } setAside)
        {
            bool isKnown = setAside.All(item => item.Reason is SetAsideReason.Duplicate or SetAsideReason.AlreadyAppealed);
            throw new RequestRefusedException(
                isKnown ? StatusCodes.Status409Conflict : StatusCodes.Status400BadRequest,
                isKnown ? "It counts already; nothing was changed" : "The request was refused; nothing was changed",
                [.. setAside.Select(item => new Refusal($"{item.Item}", $"{item.Reason}", item.ToString()))]);
        }
    }
}
