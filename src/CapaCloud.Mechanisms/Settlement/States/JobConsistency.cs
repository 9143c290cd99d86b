using System.Collections.Immutable;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Says what is inconsistent in a state's jobs: their order, their stages, and the money that is reserved for them.</summary>
internal static class JobConsistency
{
    public static void Check(NetworkState state, ImmutableArray<StateInconsistency>.Builder found)
    {
        Dictionary<ParticipantId, UInt128> reserved = [];
        for (int index = 0; index < state.Participants.Length; index++)
        {
            ParticipantState participant = state.Participants[index];
            StateValidator.CheckOrder(participant.Jobs.AsSpan(), static (left, right) => left.CompareTo(right), $"$.participants[{index}].jobs", found);
            UInt128 open = UInt128.Zero;
            foreach (Job job in participant.Jobs)
            {
                if (StateValidator.Add(ref open, job.Value))
                {
                    found.Add(new StateInconsistency($"$.participants[{index}].jobs", $"put more at risk together than 2^128 - 1 units, from job '{job.Task}' on; expected a sum that can be counted"));
                    open = UInt128.Zero;
                }

                if (Complaint(state, participant.Participant, job) is { } complaint)
                {
                    found.Add(new StateInconsistency($"$.participants[{index}].jobs", $"job '{job.Task}' {complaint}"));
                    continue;
                }

                UInt128 sum = reserved.GetValueOrDefault(job.Requester);
                bool exceeds = StateValidator.Add(ref sum, job.Price) | StateValidator.Add(ref sum, job.Bond);
                reserved[job.Requester] = exceeds ? UInt128.MaxValue : sum;
            }
        }

        StateValidator.CheckOrder(state.Requesters.ToImmutableArray().AsSpan(), static (left, right) => left.Requester.CompareTo(right.Requester), "$.requesters", found);
        foreach (RequesterState requester in state.Requesters)
        {
            UInt128 expected = reserved.GetValueOrDefault(requester.Requester);
            reserved.Remove(requester.Requester);
            if (requester.Requester.IsNone || (!requester.HasMoney && requester.Reputation is null))
            {
                found.Add(new StateInconsistency("$.requesters", $"'{requester.Requester}' has no name, or neither money nor a record; expected a name and one of the two, or no entry"));
            }
            else if (requester.Reputation is { } record && record.AsOf > state.Epoch)
            {
                found.Add(new StateInconsistency("$.requesters", $"'{requester.Requester}' has a record as of epoch {record.AsOf}, after the current epoch, {state.Epoch}"));
            }
            else if (requester.Reserved.Units != expected)
            {
                found.Add(new StateInconsistency(
                    "$.requesters", $"'{requester.Requester}' has {Prose.Units(requester.Reserved)} reserved; expected {Prose.Units(expected)}: the prices and bonds of its open jobs"));
            }
        }

        foreach ((ParticipantId requester, UInt128 units) in reserved.OrderBy(static item => item.Key))
        {
            if (units != UInt128.Zero)
            {
                found.Add(new StateInconsistency("$.requesters", $"has no '{requester}', whose open jobs hold {Prose.Units(units)}; expected an entry with as much reserved"));
            }
        }
    }

    private static string? Complaint(NetworkState state, ParticipantId provider, in Job job) =>
        job.Task.IsNone || job.Requester.IsNone || job.Requester == provider ? "names no task, or no requester, or the provider itself as requester"
        : job.Class is null ? "names no class of work"
        : job.Price.IsZero ? "has a price of 0; expected more"
        : !Enum.IsDefined(job.Stage) || job.Stage == JobStage.None ? $"has stage {job.Stage}; expected one of the defined ones"
        : job.AwardedAt > state.Epoch ? $"was awarded in epoch {job.AwardedAt}; expected at most the current one, {state.Epoch}"
        : job.Stage != JobStage.Awarded && (job.DeliveredAt >= state.Epoch || job.DeliveredAt < job.AwardedAt) ? $"was delivered in epoch {job.DeliveredAt}; expected one from epoch {job.AwardedAt} to before the current one, {state.Epoch}"
        : job.Stage == JobStage.Disputed && (job.DisputedAt >= state.Epoch || job.DisputedAt < job.DeliveredAt) ? $"was disputed in epoch {job.DisputedAt}; expected one from its delivery to before the current one, {state.Epoch}"
        : job.Terms is { Length: 0 } ? "keeps rules without any text; expected canonical JSON, or nothing where the policy's own hold"
        : job.Answer is not (JobEnding.None or JobEnding.Accepted or JobEnding.RuledForProvider or JobEnding.FoundRight) ? $"waits with the ending {job.Answer}; expected one that pays the provider, or none"
        : null;
}
