using System.Collections.Immutable;
using System.Runtime.InteropServices;
using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Serialization;
using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>One participant in a binary state: its name, a byte that says which parts follow, and those parts.</summary>
internal static class ParticipantBinary
{
    [Flags]
    private enum Parts : uint
    {
        None = 0,
        Lots = 1,
        Holds = 2,
        Reputation = 4,
        Jail = 8,
        Absence = 16,
        Cases = 32,
        PassedAudits = 64,
        Withheld = 128,
        Jobs = 256,
        FormerNames = 512,
        Delegated = 1024,
        Merged = 2048,
        JailTerms = 4096,
        Checking = 8192,
        All = 16383,
    }

    public static void Write(BinaryValueWriter writer, in ParticipantState participant)
    {
        Parts parts = PartsOf(participant);
        writer.Write(participant.Participant);
        writer.Write((uint)parts);
        StakeBinary.WriteLots(writer, participant.Stake, has: parts.HasFlag(Parts.Lots));
        StakeBinary.WriteHolds(writer, participant.Stake, has: parts.HasFlag(Parts.Holds));
        if (parts.HasFlag(Parts.Reputation))
        {
            Write(writer, participant.Reputation);
        }

        if (parts.HasFlag(Parts.Jail))
        {
            writer.Write(participant.JailedUntil);
        }

        if (parts.HasFlag(Parts.Absence))
        {
            writer.Write(participant.AbsentFor);
        }

        if (parts.HasFlag(Parts.Cases))
        {
            CaseBinary.Write(writer, participant.Cases);
        }

        if (parts.HasFlag(Parts.PassedAudits))
        {
            writer.WriteCount(participant.PassedAudits.Length);
            foreach (PassedAudit audit in participant.PassedAudits)
            {
                writer.Write(audit.Epoch);
                writer.Write(audit.Task);
            }
        }

        if (parts.HasFlag(Parts.Withheld))
        {
            writer.WriteCount(participant.Withheld.Length);
            foreach (WithheldReward reward in participant.Withheld)
            {
                writer.Write(reward.Epoch);
                writer.Write(reward.Amount);
            }
        }

        if (parts.HasFlag(Parts.Jobs))
        {
            JobBinary.Write(writer, participant.Jobs);
        }

        if (parts.HasFlag(Parts.FormerNames))
        {
            writer.WriteCount(participant.FormerNames.Length);
            foreach (ParticipantId name in participant.FormerNames)
            {
                writer.Write(name);
            }
        }

        if (participant.Delegated is { } delegated)
        {
            DelegationBinary.Write(writer, delegated);
        }

        if (participant.Merged is { } merged)
        {
            MergedBinary.Write(writer, merged, participant.Cases);
        }

        if (participant.Jail is { } jail)
        {
            writer.WriteCount(jail.Terms.Length);
            foreach (JailTerm term in jail.Terms)
            {
                writer.Write(term.Key);
                writer.Write(term.Until);
            }
        }

        if (participant.Checking is { } checking)
        {
            Write(writer, checking.Reputation);
            writer.WriteCount(checking.Tasks.Length);
            foreach (TaskId task in checking.Tasks)
            {
                writer.Write(task);
            }
        }
    }

    public static ParticipantState Read(ref BinaryValueReader reader)
    {
        ParticipantId name = reader.ReadParticipantId();
        int at = reader.Position;
        Parts parts = (Parts)reader.ReadUInt32();
        if ((parts & ~Parts.All) != Parts.None)
        {
            throw new BinaryFormatException(at, $"{(uint)parts} names parts that a participant does not have; expected at most {(uint)Parts.All}.");
        }

        ImmutableArray<StakeTranche> tranches = parts.HasFlag(Parts.Lots) ? StakeBinary.ReadLots(ref reader, name) : [];
        ImmutableArray<StakeHold> holds = parts.HasFlag(Parts.Holds) ? StakeBinary.ReadHolds(ref reader, name) : [];
        ParticipantState participant = new()
        {
            Participant = name,
            Stake = new StakeAccount(name, tranches, holds),
            Reputation = parts.HasFlag(Parts.Reputation) ? Reputation(ref reader) : default,
            JailedUntil = parts.HasFlag(Parts.Jail) ? reader.ReadEpoch() : default,
            AbsentFor = parts.HasFlag(Parts.Absence) ? reader.ReadEpochSpan() : default,
            Cases = parts.HasFlag(Parts.Cases) ? CaseBinary.Read(ref reader) : [],
            PassedAudits = parts.HasFlag(Parts.PassedAudits) ? PassedAudits(ref reader) : [],
            Withheld = parts.HasFlag(Parts.Withheld) ? Withheld(ref reader) : [],
            Jobs = parts.HasFlag(Parts.Jobs) ? JobBinary.Read(ref reader) : [],
            FormerNames = parts.HasFlag(Parts.FormerNames) ? FormerNames(ref reader) : [],
            Delegated = parts.HasFlag(Parts.Delegated) ? DelegationBinary.Read(ref reader, name) : null,
        };
        participant = parts.HasFlag(Parts.Merged) ? MergedBinary.Read(ref reader, participant) : participant;
        participant = parts.HasFlag(Parts.JailTerms) ? participant with { Jail = Jail(ref reader) } : participant;
        return parts.HasFlag(Parts.Checking) ? participant with { Checking = Checking(ref reader) } : participant;
    }

    private static Parts PartsOf(in ParticipantState participant) =>
        (participant.Stake.Tranches.IsEmpty ? Parts.None : Parts.Lots)
        | (participant.Stake.Holds.IsEmpty ? Parts.None : Parts.Holds)
        | (participant.Reputation == default ? Parts.None : Parts.Reputation)
        | (participant.JailedUntil == default ? Parts.None : Parts.Jail)
        | (participant.AbsentFor.IsZero ? Parts.None : Parts.Absence)
        | (participant.Cases.IsEmpty ? Parts.None : Parts.Cases)
        | (participant.PassedAudits.IsEmpty ? Parts.None : Parts.PassedAudits)
        | (participant.Withheld.IsEmpty ? Parts.None : Parts.Withheld)
        | (participant.Jobs.IsEmpty ? Parts.None : Parts.Jobs)
        | (participant.FormerNames.IsEmpty ? Parts.None : Parts.FormerNames)
        | (participant.Delegated is null ? Parts.None : Parts.Delegated)
        | (participant.Merged is null ? Parts.None : Parts.Merged)
        | (participant.Jail is null ? Parts.None : Parts.JailTerms)
        | (participant.Checking is null ? Parts.None : Parts.Checking);

    /// <summary>The epoch, then which of the six numbers are not 0, then those.</summary>
    public static void Write(BinaryValueWriter writer, in ReputationRecord record)
    {
        ReadOnlySpan<Ratio> numbers =
            [record.Proven.For, record.Proven.Against, record.Unexplained.For, record.Unexplained.Against, record.Presence.For, record.Presence.Against];
        uint present = 0;
        for (int index = 0; index < numbers.Length; index++)
        {
            present |= numbers[index] == Ratio.Zero ? 0 : 1U << index;
        }

        writer.Write(record.AsOf);
        writer.Write(present);
        foreach (Ratio number in numbers)
        {
            if (number != Ratio.Zero)
            {
                writer.Write(number);
            }
        }
    }

    public static ReputationRecord Reputation(ref BinaryValueReader reader)
    {
        Epoch asOf = reader.ReadEpoch();
        int at = reader.Position;
        uint present = reader.ReadUInt32();
        Span<Ratio> numbers = stackalloc Ratio[6];
        if (present >= 1U << numbers.Length)
        {
            throw new BinaryFormatException(at, $"{present} names numbers that a reputation does not have; expected less than {1U << numbers.Length}.");
        }

        for (int index = 0; index < numbers.Length; index++)
        {
            numbers[index] = (present & (1U << index)) != 0 ? reader.ReadRatio() : Ratio.Zero;
        }

        return new ReputationRecord
        {
            AsOf = asOf,
            Proven = new ReputationTrack(numbers[0], numbers[1]),
            Unexplained = new ReputationTrack(numbers[2], numbers[3]),
            Presence = new ReputationTrack(numbers[4], numbers[5]),
        };
    }

    private static CheckingRecord Checking(ref BinaryValueReader reader)
    {
        ReputationRecord record = Reputation(ref reader);
        TaskId[] tasks = new TaskId[reader.ReadCount(leastBytes: 1)];
        for (int index = 0; index < tasks.Length; index++)
        {
            tasks[index] = reader.ReadTaskId();
        }

        return new CheckingRecord { Reputation = record, Tasks = ImmutableCollectionsMarshal.AsImmutableArray(tasks) };
    }

    private static JailTerms Jail(ref BinaryValueReader reader)
    {
        JailTerm[] terms = new JailTerm[reader.ReadCount(leastBytes: Digest.Size + 1)];
        for (int index = 0; index < terms.Length; index++)
        {
            terms[index] = new JailTerm(reader.ReadDigest(), reader.ReadEpoch());
        }

        return new JailTerms { Terms = ImmutableCollectionsMarshal.AsImmutableArray(terms) };
    }

    private static ImmutableArray<PassedAudit> PassedAudits(ref BinaryValueReader reader)
    {
        PassedAudit[] audits = new PassedAudit[reader.ReadCount(leastBytes: 2)];
        for (int index = 0; index < audits.Length; index++)
        {
            audits[index] = new PassedAudit(reader.ReadEpoch(), reader.ReadTaskId());
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(audits);
    }

    private static ImmutableArray<ParticipantId> FormerNames(ref BinaryValueReader reader)
    {
        ParticipantId[] names = new ParticipantId[reader.ReadCount(leastBytes: 1)];
        for (int index = 0; index < names.Length; index++)
        {
            names[index] = reader.ReadParticipantId();
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(names);
    }

    private static ImmutableArray<WithheldReward> Withheld(ref BinaryValueReader reader)
    {
        WithheldReward[] rewards = new WithheldReward[reader.ReadCount(leastBytes: 2)];
        for (int index = 0; index < rewards.Length; index++)
        {
            rewards[index] = new WithheldReward(reader.ReadEpoch(), reader.ReadAmount());
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(rewards);
    }
}
