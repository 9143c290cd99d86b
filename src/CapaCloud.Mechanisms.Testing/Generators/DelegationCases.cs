using CapaCloud.Mechanisms.Staking;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing.Generators;

/// <summary>Gives the operators of a network delegators, who come, go, claim and compound over a few epochs.</summary>
/// <remarks>No formula. A network without rules of delegation stays as it is.</remarks>
internal static class DelegationCases
{
    private const int Moves = 14, Numbers = 5;

    /// <summary>Lets delegators move in a network that was just opened, over up to three epochs.</summary>
    public static Gen<NetworkState> Prepared(IMechanism mechanism, NetworkState state)
    {
        if (mechanism.Policy.Delegation is not { } rules)
        {
            return Gen.Constant(state);
        }

        return
            from amounts in Gen.ArrayOf(Generate.ModestAmount, Moves)
            from choices in Gen.ArrayOf(Gen.Choose(0, 1_000_000), Moves * Numbers)
            from rates in Gen.ArrayOf(Generate.Proportion, 8)
            select Moved(mechanism, Offered(mechanism, state, rates.Select(rate => Proportion.Max(rules.CommissionAtLeast, Proportion.Min(rules.CommissionAtMost, rate)))), amounts, choices);
    }

    private static NetworkState Offered(IMechanism mechanism, NetworkState state, IEnumerable<Proportion> rates)
    {
        // One of three keeps to its own stake.
        foreach ((ParticipantState participant, Proportion rate) in state.Participants.Zip(rates).Where((_, index) => index % 3 != 2))
        {
            state = mechanism.SetCommission(state, participant.Participant, rate);
        }

        return state;
    }

    private static NetworkState Moved(IMechanism mechanism, NetworkState state, Amount[] amounts, int[] choices)
    {
        ParticipantId[] delegators = [ParticipantId.Of("d0"), ParticipantId.Of("d1"), ParticipantId.Of("d2"), ParticipantId.Of("p0")];
        for (int move = 0; move < Moves; move++)
        {
            int[] choice = choices[(move * Numbers)..((move + 1) * Numbers)];
            ParticipantId who = delegators[choice[0] % delegators.Length];
            ParticipantId operatorId = state.Participants[choice[1] % state.Participants.Length].Participant;
            try
            {
                state = Move(mechanism, state, who, operatorId, amounts[move] + Amount.Of(100), choice[2]);
            }
            catch (StakeRefusedException)
            {
                // Not every drawn move is allowed; the others are made.
            }

            if (move % 5 == 4)
            {
                state = mechanism.Settle(state, Worked(mechanism.Policy, state, choice[3])).After;
            }
        }

        return state;
    }

    private static NetworkState Move(IMechanism mechanism, NetworkState state, ParticipantId who, ParticipantId operatorId, Amount amount, int choice) => (choice % 8) switch
    {
        0 => mechanism.UndelegateStake(state, who, operatorId, Standing(state, who, operatorId)),
        1 => mechanism.UndelegateStake(state, who, operatorId, Amount.Of((Standing(state, who, operatorId).Units / 3) + 1)),
        2 => mechanism.ClaimRewards(state, who, operatorId).State,
        3 => mechanism.CompoundRewards(state, who, operatorId),
        _ => mechanism.DelegateStake(state, who, operatorId, amount).State,
    };

    private static Amount Standing(NetworkState state, ParticipantId who, ParticipantId operatorId) =>
        state.StateOf(operatorId).Delegated?.StakeOf(who) ?? Amount.Zero;

    /// <summary>An epoch in which everybody works, and now and then somebody is found at fault.</summary>
    private static EpochReport Worked(MechanismPolicy policy, NetworkState state, int choice) => new()
    {
        Epoch = state.Epoch,
        Beacon = new Beacon(1, Digest.Parse(new string('7', 64))),
        Payments = Amount.Of((UInt128)choice * 1_000),
        Participants = [.. state.Participants.Select(participant => new ParticipantReport { Participant = participant.Participant, Work = 10 })],
        // A case that is open when the drawn report comes is not one of the report's: those laws rule on what the report brought.
        Verdicts = choice % 3 == 0 && policy.Offences.Any(offence => offence.Offence == Offence.IncorrectResult && offence.AppealWindow.IsZero)
            ? [Verdict.Because(state.Participants[choice % state.Participants.Length].Participant, TaskId.Of($"work-{state.Epoch}"), state.Epoch, VerdictReason.ContradictsAccepted)]
            : [],
    };
}
