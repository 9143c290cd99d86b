using System.Collections.Immutable;
using System.Globalization;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Tests.Settlement.Delegations;

/// <summary>
/// Long lives of networks with delegators: everybody comes and goes, operators too, penalties up to everything, with and without appeals. After each act the network settles,
/// whoever stands answers with what it has, and whoever wants to leave can.
/// </summary>
public sealed class DelegationLivesTests
{
    private static readonly ParticipantId[] Operators = [ParticipantId.Of("o1"), ParticipantId.Of("o2"), ParticipantId.Of("o3")];
    private static readonly ParticipantId[] Delegators = [ParticipantId.Of("d1"), ParticipantId.Of("d2"), ParticipantId.Of("d3"), ParticipantId.Of("o2")];

    private static int Lives => int.Parse(Environment.GetEnvironmentVariable("DELEGATION_LIVES") ?? "40", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData(0UL, 30u, 5UL, false)]
    [InlineData(0UL, 100u, 4UL, true)]
    [InlineData(3UL, 36u, 5UL, false)]
    [InlineData(2UL, 90u, 2UL, true)]
    [InlineData(1UL, 50u, 1UL, false)]
    public void Life_ofAnyLength_settles_answersWhole_andLetsEverybodyLeave(ulong appeals, uint percent, ulong window, bool ownFirst)
    {
        Mechanism network = Mechanism.Create(build => build
            .Stake(stake => stake.MinimumBond(1_000).UnbondingPeriod(EpochSpan.Of(window)).Delegated(terms => _ = ownFirst ? terms.OwnStakeFirst() : terms))
            .Slash(Offence.IncorrectResult, SlashingCurve.Linear(Proportion.Percent(percent)), offence => offence with { AppealWindow = EpochSpan.Of(appeals), ForfeitsReward = percent == 36 })
            .Slash(Offence.Equivocation, SlashingCurve.Linear(Proportion.Percent(percent)))
            .Reward(reward => reward.IssuePerEpoch(100_000).SplitByFloor()));
        for (int seed = 0; seed < Lives; seed++)
        {
            Live(network, new Random(seed), $"seed {seed}");
        }
    }

    private static void Live(Mechanism network, Random random, string life)
    {
        NetworkState state = network.Open(Epoch.Zero, Operators.Select(name => KeyValuePair.Create(name, Amount.Of((UInt128)random.Next(1_000, 1_000_000))))).State;
        foreach (ParticipantId operatorId in Operators)
        {
            state = network.SetCommission(state, operatorId, Proportion.Percent((uint)random.Next(0, 30)));
        }

        for (int step = 0; step < 120; step++)
        {
            state = random.Next(3) == 0 ? Settled(network, state, random, $"{life}, step {step}") : Moved(network, state, random);
            foreach (ParticipantState participant in state.Participants.Where(one => one.Delegated is not null))
            {
                AnswersWhole(participant, state.Epoch, $"{life}, step {step}");
                EverybodyCanLeave(network, state, participant, $"{life}, step {step}");
            }
        }
    }

    private static NetworkState Settled(Mechanism network, NetworkState state, Random random, string where)
    {
        EpochReport report = new()
        {
            Epoch = state.Epoch,
            Participants = [.. state.Participants.Where(_ => random.Next(3) > 0).Select(one => new ParticipantReport { Participant = one.Participant, Work = (ulong)random.Next(1, 9) })],
            Verdicts = random.Next(3) == 0 ? [Verdict.Because(Pick(random, state), TaskId.Of($"t{random.Next(30)}"), Ago(random, state), VerdictReason.ContradictsAccepted)] : [],
            Evidence = random.Next(4) == 0
                ? [new Evidence { Offence = Offence.Equivocation, Offender = Pick(random, state), FaultEpoch = Ago(random, state), Severity = Proportion.Percent((uint)random.Next(1, 101)), Subject = Digest.Parse(random.Next().ToString("x64", CultureInfo.InvariantCulture)) }]
                : [],
            Rulings = [.. Pending(state).Where(_ => random.Next(4) == 0).Select(item => new Ruling(item.Who, item.Case.Key, random.Next(2) == 0 ? RulingOutcome.Confirmed : RulingOutcome.Overturned))],
        };
        Assert.True(network.TrySettle(state, report, out EpochSettlement? settled, out ImmutableArray<SettlementRefusal> refusals), $"{where}: {string.Join("; ", refusals)}");
        Assert.Empty(settled.After.Inconsistencies());
        return settled.After;
    }

    private static NetworkState Moved(Mechanism network, NetworkState state, Random random)
    {
        ParticipantId who = Delegators[random.Next(Delegators.Length)], operatorId = Operators[random.Next(Operators.Length)];
        Amount some = Amount.Of((UInt128)Math.Pow(10, (random.NextDouble() * 6) + 1));
        try
        {
            return random.Next(9) switch
            {
                0 or 1 or 2 => network.DelegateStake(state, who, operatorId, some).State,
                3 => network.UndelegateStake(state, who, operatorId, some),
                4 => network.WithdrawDelegation(state, who, operatorId).State,
                5 => network.Unbond(state, operatorId, some).State,
                6 => network.Unbond(state, operatorId, state.StateOf(operatorId).Stake.Bonded).State,
                7 => network.Withdraw(state, operatorId).State,
                _ => network.Deposit(state, operatorId, some).State,
            };
        }
        catch (Exception refused) when (refused is StakeRefusedException or KeyNotFoundException)
        {
            // Not every drawn move is allowed.
            return state;
        }
    }

    /// <summary>A fault of this epoch is charged on what stands in it, but for the roundings that the page states.</summary>
    private static void AnswersWhole(in ParticipantState participant, Epoch now, string where)
    {
        OperatorPool pool = participant.Delegated!.Pool;
        Amount standing = pool.StandingAt(now), leaving = pool.Exits.Where(exit => exit.Unbonded == now).Aggregate(Amount.Zero, (sum, exit) => sum + exit.Assets);
        UInt128 slack = (2 * ((UInt128)pool.Layers.Length + (UInt128)pool.Exits.Length)) + 2, expected = (pool.Bonded + leaving).Units;
        UInt128 difference = standing.Units > expected ? standing.Units - expected : expected - standing.Units;
        Assert.True(difference <= slack, $"{where}, {participant.Participant}: {standing} units answer for epoch {now}, and {pool.Bonded} units stand and {leaving} left in it");
    }

    private static void EverybodyCanLeave(Mechanism network, NetworkState state, in ParticipantState participant, string where)
    {
        foreach (ParticipantId delegator in participant.Delegated!.Delegations.Select(one => one.Delegator).Distinct())
        {
            Amount all = participant.Delegated.StakeOf(delegator);
            if (all.IsZero)
            {
                // What lost everything is forgotten by itself.
                continue;
            }

            DelegatedStake after = network.UndelegateStake(state, delegator, participant.Participant, all).StateOf(participant.Participant).Delegated!;
            Assert.True(after.StakeOf(delegator).IsZero, $"{where}: {delegator} let {all} units leave {participant.Participant}, and {after.StakeOf(delegator)} stand");
        }
    }

    private static IEnumerable<(ParticipantId Who, FaultCase Case)> Pending(NetworkState state) =>
        state.Participants.SelectMany(participant => participant.Cases.Where(item => item.Status == CaseStatus.Pending).Select(item => (participant.Participant, item)));

    private static ParticipantId Pick(Random random, NetworkState state) => state.Participants[random.Next(state.Participants.Length)].Participant;

    private static Epoch Ago(Random random, NetworkState state) => state.Epoch.MinusToZero(EpochSpan.Of((ulong)random.Next(0, 6)));
}
