using System.Collections.Immutable;
using System.Numerics;
using CapaCloud.Mechanisms.Samples.DistributedSettlement.Cluster;
using CapaCloud.Mechanisms.Samples.DistributedSettlement.Steps;
using Npgsql;
using NpgsqlTypes;

namespace CapaCloud.Mechanisms.Samples.DistributedSettlement.Storage;

/// <summary>Keeps everything in PostgreSQL. A step's result, its postings and its states are one transaction, and states and postings travel by binary COPY.</summary>
internal sealed class PostgresEpochStore(NpgsqlDataSource source, IStopPoints stops) : IEpochStore
{
    /// <inheritdoc/>
    public async Task<byte[]> Once(StepKey key, byte[] result, StepWrites writes)
    {
        await using NpgsqlConnection connection = await source.OpenConnectionAsync();
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync();
        if (!await Claim(connection, key, result))
        {
            await transaction.RollbackAsync();
            return await Stored(connection, key);
        }

        await Copy(connection, key, writes.Postings);
        if (writes.Part is { } part)
        {
            await Copy(connection, key.Partition, part);
        }

        if (key is { Step: EpochStep.Close, Partition: not StepKey.Merged })
        {
            await stops.Reach(StopPoint.LastMap, key.Epoch);
        }

        await transaction.CommitAsync();
        return result;
    }

    /// <inheritdoc/>
    public async Task<long?> LastEpoch()
    {
        await using NpgsqlCommand command = source.CreateCommand("select max(epoch) from result where partition = -1");
        return await command.ExecuteScalarAsync() as long?;
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<StepResult>> ReadMerged(long epoch)
    {
        await using NpgsqlCommand command = source.CreateCommand("select step, round, json from result where epoch = $1 and partition = -1 order by step, round");
        command.Parameters.AddWithValue(epoch);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        ImmutableArray<StepResult>.Builder results = ImmutableArray.CreateBuilder<StepResult>();
        while (await reader.ReadAsync())
        {
            results.Add(new StepResult((EpochStep)reader.GetInt16(0), reader.GetInt32(1), reader.GetFieldValue<byte[]>(2)));
        }

        return results.ToImmutable();
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<ParticipantState>> ReadPart(long epoch, int partition)
    {
        await using NpgsqlConnection connection = await source.OpenConnectionAsync();
        await using NpgsqlBinaryExporter rows = await connection.BeginBinaryExportAsync(
            $"copy (select participants from part where epoch = {epoch} and partition = {partition} order by piece) to stdout (format binary)");
        ImmutableArray<ParticipantState>.Builder participants = ImmutableArray.CreateBuilder<ParticipantState>();
        while (await rows.StartRowAsync() >= 0)
        {
            participants.AddRange(PartFile.Read(await rows.ReadAsync<byte[]>(NpgsqlDbType.Bytea)));
        }

        return participants.DrainToImmutable();
    }

    /// <inheritdoc/>
    public async Task<List<Posting>> ReadPostings()
    {
        await using NpgsqlConnection connection = await source.OpenConnectionAsync();
        await using NpgsqlBinaryExporter rows = await connection.BeginBinaryExportAsync("copy (select source, target, amount, reason from posting) to stdout (format binary)");
        List<Posting> postings = [];
        while (await rows.StartRowAsync() >= 0)
        {
            LedgerAccount from = Account(await rows.ReadAsync<string>(NpgsqlDbType.Text)), to = Account(await rows.ReadAsync<string>(NpgsqlDbType.Text));
            Amount amount = Amount.Of((UInt128)await rows.ReadAsync<BigInteger>(NpgsqlDbType.Numeric));
            postings.Add(new Posting(from, to, amount, Enum.Parse<PostingReason>(await rows.ReadAsync<string>(NpgsqlDbType.Text))));
        }

        return postings;
    }

    private static LedgerAccount Account(string text) =>
        LedgerAccount.TryParse(text, out LedgerAccount account) ? account : throw new InvalidDataException($"The store has a posting of '{text}', which is no account.");

    private static async Task<bool> Claim(NpgsqlConnection connection, StepKey key, byte[] result)
    {
        await using NpgsqlCommand command = new("insert into result values ($1, $2, $3, $4, $5) on conflict do nothing", connection);
        AddKey(command, key);
        command.Parameters.AddWithValue(result);
        return await command.ExecuteNonQueryAsync() == 1;
    }

    private static async Task<byte[]> Stored(NpgsqlConnection connection, StepKey key)
    {
        await using NpgsqlCommand command = new("select json from result where epoch = $1 and step = $2 and round = $3 and partition = $4", connection);
        AddKey(command, key);
        return (byte[])(await command.ExecuteScalarAsync())!;
    }

    private static void AddKey(NpgsqlCommand command, StepKey key)
    {
        command.Parameters.AddWithValue(key.Epoch);
        command.Parameters.AddWithValue((short)key.Step);
        command.Parameters.AddWithValue(key.Round);
        command.Parameters.AddWithValue(key.Partition);
    }

    private static async Task Copy(NpgsqlConnection connection, StepKey key, IReadOnlyList<Posting> postings)
    {
        if (postings.Count == 0)
        {
            return;
        }

        await using NpgsqlBinaryImporter rows = await connection.BeginBinaryImportAsync("copy posting from stdin (format binary)");
        for (int number = 0; number < postings.Count; number++)
        {
            Posting posting = postings[number];
            await rows.StartRowAsync();
            await rows.WriteAsync(key.Epoch, NpgsqlDbType.Bigint);
            await rows.WriteAsync((short)key.Step, NpgsqlDbType.Smallint);
            await rows.WriteAsync(key.Partition, NpgsqlDbType.Integer);
            await rows.WriteAsync(number, NpgsqlDbType.Integer);
            await rows.WriteAsync(posting.From.ToString(), NpgsqlDbType.Text);
            await rows.WriteAsync(posting.To.ToString(), NpgsqlDbType.Text);
            await rows.WriteAsync((BigInteger)posting.Amount.Units, NpgsqlDbType.Numeric);
            await rows.WriteAsync($"{posting.Reason}", NpgsqlDbType.Text);
        }

        await rows.CompleteAsync();
    }

    /// <summary>The state before stays until the one after the next: a machine that has died may be asked about it again.</summary>
    private static async Task Copy(NpgsqlConnection connection, int partition, NetworkState part)
    {
        long epoch = (long)part.Epoch.Number;
        await using NpgsqlCommand old = new("delete from part where partition = $1 and epoch < $2", connection);
        old.Parameters.AddWithValue(partition);
        old.Parameters.AddWithValue(epoch - 1);
        await old.ExecuteNonQueryAsync();
        await using NpgsqlBinaryImporter rows = await connection.BeginBinaryImportAsync("copy part from stdin (format binary)");
        int piece = 0;
        foreach (byte[] participants in PartFile.Write(part))
        {
            await rows.StartRowAsync();
            await rows.WriteAsync(epoch, NpgsqlDbType.Bigint);
            await rows.WriteAsync(partition, NpgsqlDbType.Integer);
            await rows.WriteAsync(piece++, NpgsqlDbType.Integer);
            await rows.WriteAsync(participants, NpgsqlDbType.Bytea);
        }

        await rows.CompleteAsync();
    }
}
