using System.Data.Common;
using System.Text;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Journal;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Storage;

/// <content>What it reads.</content>
internal sealed partial class SqlNetworkStore
{
    public async Task<StoredNetwork?> LoadAsync(CancellationToken cancellation)
    {
        await using DbConnection connection = await OpenAsync(cancellation);
        Checkpoint? checkpoint = await ReadOneAsync(
            connection.Command("select c.number, c.state, p.json from checkpoint c join policy p on p.hash = c.policy_hash order by c.number desc limit 1"),
            reader => new Checkpoint(reader.GetInt64(0), StateBinary.Read(reader.GetFieldValue<byte[]>(1)), reader.GetString(2)),
            cancellation);
        if (checkpoint is null)
        {
            return null;
        }

        List<JournalEntry> entries = await ReadAllAsync(
            connection.Command($"{SqlRows.SelectJournal} where number > @number order by number", ("@number", checkpoint.Number)), SqlRows.ReadJournal, cancellation);
        EpochAnchor? anchor = await ReadOneAsync(
            connection.Command("select epoch, at, length from anchor"),
            reader => new EpochAnchor(SqlRows.ReadEpoch(reader, 0), DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(1)), TimeSpan.FromTicks(reader.GetInt64(2))),
            cancellation);
        long[] last = [.. await ReadAllAsync(connection.Command("select coalesce(max(number), 0) from posting"), reader => reader.GetInt64(0), cancellation)];
        return new StoredNetwork(checkpoint, entries, anchor, last[0]);
    }

    public async Task<IReadOnlyDictionary<DeliveryKey, JournalEntry>> FindAsync(IReadOnlyCollection<DeliveryKey> keys, CancellationToken cancellation)
    {
        Dictionary<DeliveryKey, JournalEntry> found = [];
        if (keys.Count == 0)
        {
            return found;
        }

        await using DbConnection connection = await OpenAsync(cancellation);
        foreach (DeliveryKey[] chunk in keys.Chunk(MostRows))
        {
            await using DbCommand command = connection.Command("");
            command.CommandText = $"{SqlRows.SelectJournal} where {command.AnyOf(chunk)}";
            foreach (JournalEntry entry in await ReadAllAsync(command, SqlRows.ReadJournal, cancellation))
            {
                found[new DeliveryKey(entry.Sender, entry.Key)] = entry;
            }
        }

        return found;
    }

    public async Task<StoredEpoch?> ReadEpochAsync(Epoch epoch, CancellationToken cancellation)
    {
        await using DbConnection connection = await OpenAsync(cancellation);
        return await ReadOneAsync(
            connection.Command("select policy_hash, before_state, report, settled_at from settlement where epoch = @epoch", ("@epoch", SqlRows.Of(epoch))),
            reader => new StoredEpoch(
                epoch,
                Digest.Parse(reader.GetString(0)),
                StateBinary.Read(reader.GetFieldValue<byte[]>(1)),
                MechanismJson.Default.Read<EpochReport>(Encoding.UTF8.GetBytes(reader.GetString(2))),
                DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(3))),
            cancellation);
    }

    public async Task<string?> ReadPolicyAsync(Digest hash, CancellationToken cancellation)
    {
        await using DbConnection connection = await OpenAsync(cancellation);
        return await ReadOneAsync(connection.Command("select json from policy where hash = @hash", ("@hash", hash.ToString())), reader => reader.GetString(0), cancellation);
    }

    public async Task<IReadOnlyList<StoredPosting>> ReadPostingsAsync(ParticipantId participant, Epoch since, CancellationToken cancellation)
    {
        await using DbConnection connection = await OpenAsync(cancellation);
        return await ReadAllAsync(
            connection.Command(
                $"{SqlRows.SelectPostings} where (from_owner = @owner or to_owner = @owner) and epoch >= @since order by number",
                ("@owner", participant.ToString()),
                ("@since", SqlRows.Of(since))),
            SqlRows.ReadPosting,
            cancellation);
    }

    public async Task<IReadOnlyList<StoredPosting>> ReadUnpaidAsync(int most, CancellationToken cancellation)
    {
        await using DbConnection connection = await OpenAsync(cancellation);
        return await ReadAllAsync(connection.Command($"{SqlRows.SelectPostings} where unpaid order by number limit @most", ("@most", most)), SqlRows.ReadPosting, cancellation);
    }

    public Task<IReadOnlyList<StoredAlert>> ReadAlertsAsync(int most, CancellationToken cancellation) => ReadAlertsAsync("order by number desc", most, cancellation);

    public Task<IReadOnlyList<StoredAlert>> ReadUndeliveredAsync(int most, CancellationToken cancellation) => ReadAlertsAsync("where undelivered order by number", most, cancellation);

    private async Task<IReadOnlyList<StoredAlert>> ReadAlertsAsync(string which, int most, CancellationToken cancellation)
    {
        await using DbConnection connection = await OpenAsync(cancellation);
        return await ReadAllAsync(connection.Command($"{SqlRows.SelectAlerts} {which} limit @most", ("@most", most)), SqlRows.ReadAlert, cancellation);
    }

    private static async Task<List<T>> ReadAllAsync<T>(DbCommand command, Func<DbDataReader, T> read, CancellationToken cancellation)
    {
        await using (command)
        {
            await using DbDataReader reader = await command.ExecuteReaderAsync(cancellation);
            List<T> rows = [];
            while (await reader.ReadAsync(cancellation))
            {
                rows.Add(read(reader));
            }

            return rows;
        }
    }

    private static async Task<T?> ReadOneAsync<T>(DbCommand command, Func<DbDataReader, T> read, CancellationToken cancellation)
        where T : class
    {
        List<T> rows = await ReadAllAsync(command, read, cancellation);
        return rows.Count == 0 ? null : rows[0];
    }
}
