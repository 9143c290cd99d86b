using System.Collections.Immutable;
using System.Globalization;
using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms.Alignment.Worlds;

/// <summary>One participant settled against the totals of the others: the mechanism's own steps for many machines.</summary>
/// <remarks>No formula of its own. Only for splitters that need no more than totals; the whole network is <see cref="NetworkWorld"/>.</remarks>
internal static class LoneParticipant
{
    private const int Known = 256;

    private static readonly ImmutableArray<TaskId> Tasks =
        [.. Enumerable.Range(0, Known).Select(number => TaskId.Of(string.Create(CultureInfo.InvariantCulture, $"passed-{number:0000}")))];

    /// <summary>Settles the participant's epoch.</summary>
    public static ParticipantOutcome Settle(Mechanism mechanism, in ParticipantState state, in ParticipantInput input, Amount othersStake, EpochTotals others, Amount payments)
    {
        NetworkState network = mechanism.Genesis(input.Epoch);
        CaseBatch batch = mechanism.BatchOf(state, input);
        FaultTotalsBuilder faults = mechanism.CreateFaultTotals(network);
        mechanism.Tally(state, input, batch, faults);
        FaultClimate climate = mechanism.Climate(network, batch, FaultTotals.Merge(new FaultTotals { Stake = othersStake }, faults.ToTotals()));
        EpochTotalsBuilder own = Mechanism.CreateTotals();
        mechanism.Assess(state, input, climate, own);
        return mechanism.SettleParticipant(state, input, mechanism.Terms(network, climate, EpochTotals.Merge(others, own.ToTotals()), payments), []);
    }

    /// <summary>What one participant adds to the totals when nothing is found against it.</summary>
    public static EpochTotals Weigh(Mechanism mechanism, in ParticipantState state, in ParticipantInput input)
    {
        NetworkState network = mechanism.Genesis(input.Epoch);
        CaseBatch batch = mechanism.BatchOf(state, input);
        FaultTotalsBuilder faults = mechanism.CreateFaultTotals(network);
        mechanism.Tally(state, input, batch, faults);
        EpochTotalsBuilder own = Mechanism.CreateTotals();
        mechanism.Assess(state, input, mechanism.Climate(network, batch, faults.ToTotals()), own);
        return own.ToTotals();
    }

    /// <summary>So many results of an epoch that were found right.</summary>
    public static ImmutableArray<PassedAudit> Passed(Epoch epoch, long count)
    {
        ImmutableArray<PassedAudit>.Builder passed = ImmutableArray.CreateBuilder<PassedAudit>((int)count);
        for (int number = 0; number < count; number++)
        {
            passed.Add(new PassedAudit(epoch, number < Known ? Tasks[number] : TaskId.Of(string.Create(CultureInfo.InvariantCulture, $"passed-{number:0000000}"))));
        }

        return passed.MoveToImmutable();
    }

    /// <summary>So many results of an epoch that were found false.</summary>
    public static ImmutableArray<Accusation> Found(Epoch fault, int count)
    {
        ImmutableArray<Accusation>.Builder found = ImmutableArray.CreateBuilder<Accusation>(count);
        for (int number = 0; number < count; number++)
        {
            found.Add(new Accusation { Key = Key(number, fault), Offence = Offence.IncorrectResult, FaultEpoch = fault, Severity = Proportion.One });
        }

        return found.MoveToImmutable();
    }

    /// <summary>So many offences of an epoch that were charged before.</summary>
    public static ImmutableArray<FaultCase> Earlier(Epoch fault, int count) =>
    [
        .. Enumerable.Range(0, count).Select(number => new FaultCase
        {
            Key = Key(number + 1_000_000, fault),
            Offence = Offence.IncorrectResult,
            FaultEpoch = fault,
            Accused = fault,
            Deadline = fault,
            DecidedAt = fault,
            Severity = Proportion.One,
            Status = CaseStatus.Charged,
            CountsAsEarlier = true,
        }),
    ];

    /// <summary>A key of its own for each result of each epoch, in the order of the numbers: evidence counts once.</summary>
    private static Digest Key(int number, Epoch fault)
    {
        byte[] bytes = new byte[Digest.Size];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(bytes, number + 1);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(8), fault.Number);
        return Digest.FromBytes(bytes);
    }
}
