using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Gives a requester's money and its open jobs to another name.</summary>
internal static class RequesterRenaming
{
    public static NetworkState Of(MechanismPolicy policy, NetworkState state, RequesterState money, ParticipantId to)
    {
        ParticipantId from = money.Requester;
        PersistentList<ParticipantState> participants = state.Participants;
        for (int index = 0; index < participants.Length; index++)
        {
            ParticipantState provider = participants[index];
            if (provider.Jobs.Any(job => (job.Requester == from ? to : job.Requester) == provider.Participant))
            {
                throw new RepairRefusedException($"'{provider.Participant}' has an open job of which '{to}' is the requester; expected that the job ends first, because nobody works for itself.");
            }

            if (provider.Jobs.Any(job => job.Requester == from))
            {
                participants = participants.SetItem(index, provider with { Jobs = [.. provider.Jobs.Select(job => job.Requester == from ? job with { Requester = to } : job)] });
            }
        }

        if (!money.HasMoney && money.Reputation is null)
        {
            return state with { Participants = participants };
        }

        RequesterState there = state.MoneyOf(to);
        RequesterState together = new(to, there.Free + money.Free, there.Reserved + money.Reserved) { Reputation = RequesterBook.Worse(policy.Requesters, money, there, state.Epoch) };
        return state with
        {
            Participants = participants,
            Requesters = [.. state.Requesters.Where(item => item.Requester != from && item.Requester != to).Append(together).OrderBy(static item => item.Requester)],
        };
    }
}
