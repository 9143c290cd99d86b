using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Gives a delegator's stake and rewards behind every operator another name.</summary>
internal static class DelegatorRenaming
{
    public static NetworkState Of(NetworkState state, ParticipantId from, ParticipantId to)
    {
        PersistentList<ParticipantState> participants = state.Participants;
        for (int index = 0; index < participants.Length; index++)
        {
            if (participants[index].Delegated is not { } delegated || !IsOf(delegated, from))
            {
                continue;
            }

            if (participants[index].Participant == to)
            {
                throw new RepairRefusedException($"'{from}' has delegated to '{to}'; expected that its stake leaves first, because nobody delegates to itself.");
            }

            participants = participants.SetItem(index, participants[index] with { Delegated = delegated.Renamed(from, to) });
        }

        return state with { Participants = participants };
    }

    internal static bool IsOf(DelegatedStake delegated, ParticipantId name) =>
        delegated.Delegations.Any(item => item.Delegator == name) || delegated.Leaving.Any(item => item.Delegator == name) || delegated.Departed.Any(item => item.Delegator == name);
}
