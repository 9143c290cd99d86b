namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What every settlement needs of a state before it looks at anything else; <see cref="StateValidator"/> checks the rest.</summary>
internal static class StateShape
{
    public static StateInconsistency? Complaint(NetworkState state, OffenceTable offences, FormerRules former)
    {
        foreach (FormerOffences period in state.FormerOffences)
        {
            if (string.IsNullOrEmpty(period.Rules))
            {
                return new StateInconsistency("$.formerOffences", $"keeps prices of up to epoch {period.Until} without rules; expected their text");
            }
        }

        int index = 0;
        ParticipantId before = default;
        foreach (ref readonly ParticipantState participant in state.Participants)
        {
            if (participant.Participant.IsNone || participant.Stake is null)
            {
                return new StateInconsistency($"$.participants[{index}]", "has no name or no stake account; expected both");
            }

            if (index > 0 && before >= participant.Participant)
            {
                return OutOfOrder(index, participant.Participant);
            }

            if (participant.Reputation.AsOf > state.Epoch)
            {
                return new StateInconsistency($"$.participants[{index}].reputation", $"is as of epoch {participant.Reputation.AsOf}, after the current epoch, {state.Epoch}");
            }

            foreach (ref readonly Job job in participant.Jobs.AsSpan())
            {
                if (job.Task.IsNone || job.Requester.IsNone || job.Class is null || job.Stage == JobStage.None)
                {
                    return new StateInconsistency($"$.participants[{index}].jobs", $"has a job of task '{job.Task}', requester '{job.Requester}' and class '{job.Class}' at stage {job.Stage}; expected all four");
                }
            }

            foreach (ref readonly FaultCase item in participant.Cases.AsSpan())
            {
                if (item.IsOpen && !former.Knows(offences, item.Offence, state.FormerOffences))
                {
                    return new StateInconsistency(
                        $"$.participants[{index}].cases", $"case {item.Key} is open and about '{item.Offence}', which has no price in this policy and had none in a former one; expected one of their offences");
                }

                if (item.Offence.IsNone || item.FaultEpoch >= state.Epoch || item.Accused >= state.Epoch)
                {
                    return new StateInconsistency(
                        $"$.participants[{index}].cases", $"case {item.Key} is about '{item.Offence}' of epoch {item.FaultEpoch}, brought in epoch {item.Accused}; expected an offence, of an epoch before the current one, {state.Epoch}");
                }
            }

            before = participant.Participant;
            index++;
        }

        return null;
    }

    /// <summary>What is said of a participant that does not stand behind the one before it.</summary>
    public static StateInconsistency OutOfOrder(int index, ParticipantId participant) =>
        new($"$.participants[{index}]", $"'{participant}' stands out of order or twice; expected names in ascending order");
}
