namespace CapaCloud.Mechanisms.Settlement;

/// <summary>
/// Who is known to have an interest in whom: names that one person had after each other, and operators with those whose stake stood behind them in the epoch before.
/// </summary>
/// <remarks>What happens in the present epoch makes no tie and breaks none: otherwise whoever has seen the draw could choose who is left out of it.</remarks>
internal sealed class KnownTies
{
    private readonly HashSet<(ParticipantId, ParticipantId)> _ties = [];

    public KnownTies(NetworkState state)
    {
        foreach (ParticipantState participant in state.Participants)
        {
            foreach (ParticipantId former in participant.FormerNames)
            {
                Tie(participant.Participant, former);
            }

            if (participant.Delegated is { } delegated && state.Epoch != Epoch.Zero)
            {
                Tie(participant.Participant, delegated, state.Epoch.MinusToZero(EpochSpan.One));
            }
        }
    }

    public bool Binds(ParticipantId one, ParticipantId other) => one == other || _ties.Contains((one, other));

    private void Tie(ParticipantId operatorId, DelegatedStake delegated, Epoch before)
    {
        foreach (Delegation item in delegated.Delegations)
        {
            if (item.Share.Joined <= before)
            {
                Tie(operatorId, item.Delegator);
            }
        }

        foreach (LeavingDelegation item in delegated.Leaving)
        {
            if (item.Claim.Joined <= before && item.Claim.Unbonded >= before)
            {
                Tie(operatorId, item.Delegator);
            }
        }
    }

    private void Tie(ParticipantId one, ParticipantId other)
    {
        _ties.Add((one, other));
        _ties.Add((other, one));
    }
}
