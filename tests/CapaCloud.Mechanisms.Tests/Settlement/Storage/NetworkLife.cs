using System.Collections.Immutable;
using CapaCloud.Mechanisms.Staking;
using CapaCloud.Mechanisms.Testing.Generators;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Tests.Settlement.Storage;

/// <summary>Networks that have lived: several epochs of every misbehaviour, deposits and withdrawals, appeals and rulings, and a change of policy in the middle.</summary>
internal static class NetworkLife
{
    /// <summary>Lets a network of eight live for so many epochs.</summary>
    public static IReadOnlyList<EpochSettlement> Lead(Mechanism mechanism, NetworkState state, int epochs, Random random)
    {
        List<EpochSettlement> settled = [];
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            state = Moved(mechanism, state, random);
            EpochReport report = NetworkCases.For(mechanism.Policy, _ => state).Drawn(1, 50, (ulong)random.NextInt64()).Single().Report with
            {
                Appeals = Appeals(state, random),
                Rulings = Rulings(state, random),
            };
            EpochSettlement settlement = mechanism.Settle(state, report);
            settled.Add(settlement);
            state = settlement.After;
        }

        return settled;
    }

    /// <summary>Opens a network of eight.</summary>
    public static NetworkState Open(Mechanism mechanism, Random random) => mechanism.Open(
        Epoch.Of(5),
        Enumerable.Range(0, 8).Select(number => KeyValuePair.Create(
            ParticipantId.Of($"p{number}"), mechanism.Policy.Stake.MinimumBond + Amount.Of((UInt128)random.NextInt64(1, 1_000_000))))).State;

    /// <summary>A policy with other windows and one offence less, for the same network.</summary>
    public static MechanismPolicy Changed(MechanismPolicy policy) => PolicyGenerators.WithFittingPools(PolicyGenerators.WithoutIdleCauses(policy with
    {
        Name = "changed",
        Stake = policy.Stake with { LiabilityWindow = policy.Stake.LiabilityWindow + EpochSpan.Of(3), UnbondingPeriod = policy.Stake.UnbondingPeriod + EpochSpan.Of(5) },
        Offences = policy.Offences.IsEmpty ? [] : policy.Offences.RemoveAt(0),
        Penalty = policy.Offences.Length <= 1 ? new PenaltyPolicy() : policy.Penalty,
    }));

    /// <summary>A mechanism of which every fault can be appealed that lets itself be appealed.</summary>
    public static Mechanism WithAppeals(Mechanism mechanism) => Mechanism.FromPolicy(mechanism.Policy with
    {
        Offences = [.. mechanism.Policy.Offences.Select(offence => offence.Offence == Offence.Downtime ? offence : offence with { AppealWindow = EpochSpan.Of(3) })],
    });

    private static ImmutableArray<Appeal> Appeals(NetworkState state, Random random) =>
        [.. Pending(state).Where(item => !item.Case.IsAppealed && random.Next(3) == 0).Select(item => new Appeal(item.Accused, item.Case.Key))];

    private static ImmutableArray<Ruling> Rulings(NetworkState state, Random random) =>
    [
        .. Pending(state).Where(_ => random.Next(3) == 0)
            .Select(item => new Ruling(item.Accused, item.Case.Key, random.Next(2) == 0 ? RulingOutcome.Confirmed : RulingOutcome.Overturned)),
    ];

    private static IEnumerable<(ParticipantId Accused, FaultCase Case)> Pending(NetworkState state) =>
        state.Participants.SelectMany(participant => participant.Cases.Where(item => item.Status == CaseStatus.Pending).Select(item => (participant.Participant, item)));

    private static NetworkState Moved(Mechanism mechanism, NetworkState state, Random random)
    {
        foreach (ParticipantId name in state.Participants.Select(participant => participant.Participant).ToArray())
        {
            Amount some = Amount.Of((UInt128)random.NextInt64(1, 1_000_000));
            try
            {
                state = random.Next(6) switch
                {
                    0 => mechanism.Deposit(state, name, some).State,
                    1 => mechanism.Unbond(state, name, some).State,
                    2 => mechanism.Withdraw(state, name).State,
                    _ => state,
                };
            }
            catch (StakeRefusedException)
            {
                // A refused move changes nothing, and many are.
            }
        }

        return state;
    }
}
