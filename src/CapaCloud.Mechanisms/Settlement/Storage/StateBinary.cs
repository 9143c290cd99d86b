using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using CapaCloud.Mechanisms.Serialization;
using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms;

/// <summary>Stores a state compactly, in few bytes: for networks of a million participants, a file, or a column of bytes.</summary>
/// <remarks>
/// <code>
/// file        = header ("CCM1", "capacloud/state", version) || state || SHA-256 of everything before
/// state       = policy hash, epoch, books, treasury, reward pool, stakes, liability, former prices, participants, requesters, further pools when something lies in one
/// participant = name, one byte that says which parts follow, the parts
/// </code>
/// What a participant does not have takes no byte: one that has bonded and done nothing else takes its name and a few numbers. Each state has one form: whatever
/// was read would be written as the same bytes. A byte that is missing, added or changed is refused with its position. Linear in the size of the state, in
/// both directions.
/// </remarks>
public static class StateBinary
{
    /// <summary>The version that is written, and the newest that is read.</summary>
    public const uint Version = 1;

    private const string Kind = "capacloud/state";

    /// <summary>Writes a state.</summary>
    /// <param name="state">The state.</param>
    /// <returns>The bytes.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="state"/> is null.</exception>
    /// <exception cref="InconsistentStateException">The state contradicts itself; the message lists how. Nothing is written.</exception>
    public static byte[] Write(NetworkState state)
    {
        StateJson.RequireConsistent(state, "$");
        return Bytes(state).WrittenSpan.ToArray();
    }

    /// <summary>Reads a state.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <returns>The state that was written.</returns>
    /// <exception cref="BinaryFormatException">The bytes are no state, of an unknown version, cut off or changed; the message begins with the byte that is wrong.</exception>
    /// <exception cref="InconsistentStateException">The state contradicts itself; the message lists how.</exception>
    public static NetworkState Read(ReadOnlySpan<byte> bytes)
    {
        BinaryValueReader reader = new(bytes, Kind, Version);
        NetworkState state = Guard(ref reader);
        StateJson.RequireConsistent(state, "$");
        int common = bytes.CommonPrefixLength(Bytes(state).WrittenSpan);
        return common == bytes.Length
            ? state
            : throw new BinaryFormatException(common, "stands otherwise than this library writes it; expected the one form that each state has.");
    }

    private static ArrayBufferWriter<byte> Bytes(NetworkState state)
    {
        ArrayBufferWriter<byte> buffer = new(256 + (state.Participants.Length * 64));
        BinaryValueWriter writer = new(buffer, Kind, Version);
        writer.Write(state.PolicyHash);
        writer.Write(state.Epoch);
        writer.Write(state.Books.In);
        writer.Write(state.Books.Out);
        writer.Write(state.Books.Held);
        writer.Write(state.Books.Burned);
        writer.Write(state.Books.Dust);
        writer.Write(state.Treasury);
        writer.Write(state.RewardPool);
        writer.WriteCount(state.Stakes.Length);
        foreach (EpochStake stake in state.Stakes)
        {
            writer.Write(stake.Epoch);
            writer.Write(stake.Stake);
            writer.Write(stake.Commitments.HasValue);
            if (stake.Commitments is { } root)
            {
                writer.Write(root);
            }
        }

        writer.WriteCount(state.Liability.Length);
        foreach (LiabilityPeriod period in state.Liability)
        {
            writer.Write(period.Since);
            writer.Write(period.Window);
        }

        writer.WriteCount(state.FormerOffences.Length);
        foreach (FormerOffences former in state.FormerOffences)
        {
            writer.Write(former.Until);
            writer.Write(former.Memory);
            writer.Write(former.Rules);
            writer.Write(former.Excuses ?? "");
        }

        writer.WriteCount(state.Participants.Length);
        foreach (ref readonly ParticipantState participant in state.Participants)
        {
            ParticipantBinary.Write(writer, participant);
        }

        writer.WriteCount(state.Requesters.Length);
        foreach (RequesterState requester in state.Requesters)
        {
            writer.Write(requester.Requester);
            writer.Write(requester.Free);
            writer.Write(requester.Reserved);
        }

        // A state in whose further pools nothing lies has the bytes that it had before there were any.
        bool hasRecords = state.Requesters.Any(static requester => requester.Reputation is not null);
        if (!state.Pools.IsEmpty || hasRecords)
        {
            writer.WriteCount(state.Pools.Length);
            foreach (PoolAmount pool in state.Pools)
            {
                writer.Write(pool.Pool);
                writer.Write(pool.Amount);
            }
        }

        if (hasRecords)
        {
            foreach (RequesterState requester in state.Requesters)
            {
                writer.Write(requester.Reputation.HasValue);
                if (requester.Reputation is { } record)
                {
                    ParticipantBinary.Write(writer, record);
                }
            }
        }

        writer.Complete();
        return buffer;
    }

    /// <summary>What a value of the library refuses is a fault of the bytes.</summary>
    private static NetworkState Guard(ref BinaryValueReader reader)
    {
        try
        {
            return Read(ref reader);
        }
        catch (Exception exception) when (exception is ArgumentException or ArithmeticException)
        {
            throw new BinaryFormatException(reader.Position, $"what ends here is refused: {exception.Message}", exception);
        }
    }

    private static NetworkState Read(ref BinaryValueReader reader)
    {
        Digest policy = reader.ReadDigest();
        Epoch epoch = reader.ReadEpoch();
        NetworkState state = new()
        {
            PolicyHash = policy,
            Epoch = epoch,
            Books = new Books(reader.ReadAmount(), reader.ReadAmount(), reader.ReadAmount(), reader.ReadAmount(), reader.ReadAmount()),
            Treasury = reader.ReadAmount(),
            RewardPool = reader.ReadAmount(),
            Stakes = Stakes(ref reader),
            Liability = Liability(ref reader),
            FormerOffences = Former(ref reader),
            Participants = Participants(ref reader),
            Requesters = Requesters(ref reader),
            Pools = reader.IsAtEnd ? [] : Pools(ref reader),
        };
        if (!reader.IsAtEnd)
        {
            state = state with { Requesters = WithRecords(state.Requesters, ref reader) };
        }

        reader.Complete();
        return state;
    }

    private static ImmutableArray<EpochStake> Stakes(ref BinaryValueReader reader)
    {
        EpochStake[] stakes = new EpochStake[reader.ReadCount(leastBytes: 3)];
        for (int index = 0; index < stakes.Length; index++)
        {
            stakes[index] = new EpochStake(reader.ReadEpoch(), reader.ReadAmount()) { Commitments = reader.ReadBoolean() ? reader.ReadDigest() : null };
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(stakes);
    }

    private static ImmutableArray<LiabilityPeriod> Liability(ref BinaryValueReader reader)
    {
        LiabilityPeriod[] periods = new LiabilityPeriod[reader.ReadCount(leastBytes: 2)];
        for (int index = 0; index < periods.Length; index++)
        {
            periods[index] = new LiabilityPeriod(reader.ReadEpoch(), reader.ReadEpochSpan());
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(periods);
    }

    private static ImmutableArray<FormerOffences> Former(ref BinaryValueReader reader)
    {
        FormerOffences[] former = new FormerOffences[reader.ReadCount(leastBytes: 4)];
        for (int index = 0; index < former.Length; index++)
        {
            former[index] = new FormerOffences(reader.ReadEpoch(), reader.ReadEpochSpan(), reader.ReadText(), reader.ReadText() is { Length: > 0 } excuses ? excuses : null);
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(former);
    }

    private static ImmutableArray<PoolAmount> Pools(ref BinaryValueReader reader)
    {
        PoolAmount[] pools = new PoolAmount[reader.ReadCount(leastBytes: 2)];
        for (int index = 0; index < pools.Length; index++)
        {
            pools[index] = new PoolAmount(reader.ReadText(), reader.ReadAmount());
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(pools);
    }

    private static ImmutableArray<RequesterState> Requesters(ref BinaryValueReader reader)
    {
        RequesterState[] requesters = new RequesterState[reader.ReadCount(leastBytes: 3)];
        for (int index = 0; index < requesters.Length; index++)
        {
            requesters[index] = new RequesterState(reader.ReadParticipantId(), reader.ReadAmount(), reader.ReadAmount());
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(requesters);
    }

    private static ImmutableArray<RequesterState> WithRecords(PersistentList<RequesterState> requesters, ref BinaryValueReader reader)
    {
        RequesterState[] recorded = [.. requesters];
        for (int index = 0; index < recorded.Length; index++)
        {
            recorded[index] = reader.ReadBoolean() ? recorded[index] with { Reputation = ParticipantBinary.Reputation(ref reader) } : recorded[index];
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(recorded);
    }

    private static ImmutableArray<ParticipantState> Participants(ref BinaryValueReader reader)
    {
        ParticipantState[] participants = new ParticipantState[reader.ReadCount(leastBytes: 3)];
        for (int index = 0; index < participants.Length; index++)
        {
            participants[index] = ParticipantBinary.Read(ref reader);
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(participants);
    }
}
