using System.Data.Common;
using System.Globalization;
using System.Text;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Alerts;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Journal;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Storage;

/// <summary>The store in a database, whichever: what it writes.</summary>
internal sealed partial class SqlNetworkStore(DbDataSource source, SqlDialect dialect) : INetworkStore
{
    private const int MostRows = 500;

    public async Task PrepareAsync(CancellationToken cancellation)
    {
        await using DbConnection connection = await OpenAsync(cancellation);
        await using DbCommand command = connection.Command(SqlSchema.Of(dialect));
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public Task BeginAsync(Checkpoint first, CancellationToken cancellation) => WriteAsync(connection => WriteCheckpointAsync(connection, first, cancellation), cancellation);

    public Task AnchorAsync(EpochAnchor anchor, CancellationToken cancellation) => WriteAsync(
        async connection =>
        {
            await using DbCommand command = connection.Command(
                """
                insert into anchor (id, epoch, at, length) values (1, @epoch, @at, @length)
                on conflict (id) do update set epoch = excluded.epoch, at = excluded.at, length = excluded.length
                """,
                ("@epoch", SqlRows.Of(anchor.Epoch)),
                ("@at", anchor.At.ToUnixTimeMilliseconds()),
                ("@length", anchor.Length.Ticks));
            await command.ExecuteNonQueryAsync(cancellation);
        },
        cancellation);

    public Task AppendAsync(IReadOnlyList<JournalEntry> entries, IReadOnlyList<StoredPosting> postings, IReadOnlyList<Alert> alerts, CancellationToken cancellation) => WriteAsync(
        async connection =>
        {
            await InsertAsync(connection, "journal", SqlRows.JournalColumns, [.. entries.Select(SqlRows.Of)], cancellation);
            await InsertAsync(connection, "posting", SqlRows.PostingColumns, [.. postings.Select(SqlRows.Of)], cancellation);
            await InsertAlertsAsync(connection, alerts, cancellation);
        },
        cancellation);

    public Task SettleAsync(
        JournalEntry settled, StoredEpoch epoch, Checkpoint next, IReadOnlyList<StoredPosting> postings, IReadOnlyList<Alert> alerts, CancellationToken cancellation) => WriteAsync(
        async connection =>
        {
            await InsertAsync(connection, "journal", SqlRows.JournalColumns, [SqlRows.Of(settled)], cancellation);
            await InsertAsync(
                connection,
                "settlement",
                ["epoch", "policy_hash", "before_state", "report", "settled_at"],
                [
                    [
                        SqlRows.Of(epoch.Epoch), epoch.PolicyHash.ToString(), StateBinary.Write(epoch.Before), Encoding.UTF8.GetString(MechanismJson.Default.WriteCanonical(epoch.Report)),
                        epoch.At.ToUnixTimeMilliseconds(),
                    ],
                ],
                cancellation);
            await WriteCheckpointAsync(connection, next, cancellation);
            await InsertAsync(connection, "posting", SqlRows.PostingColumns, [.. postings.Select(SqlRows.Of)], cancellation);
            await InsertAlertsAsync(connection, alerts, cancellation);
        },
        cancellation);

    public Task AdoptAsync(JournalEntry adopted, Digest policyHash, string policyJson, CancellationToken cancellation) => WriteAsync(
        async connection =>
        {
            await InsertAsync(connection, "journal", SqlRows.JournalColumns, [SqlRows.Of(adopted)], cancellation);
            await WritePolicyAsync(connection, policyHash, policyJson, cancellation);
        },
        cancellation);

    public Task MarkPaidAsync(IReadOnlyCollection<long> postings, DateTimeOffset at, CancellationToken cancellation) => WriteAsync(
        async connection =>
        {
            string numbers = string.Join(", ", postings.Select(number => number.ToString(CultureInfo.InvariantCulture)));
            await using DbCommand command = connection.Command(
                $"update posting set unpaid = false, paid_at = @at where number in ({numbers})", ("@at", at.ToUnixTimeMilliseconds()));
            await command.ExecuteNonQueryAsync(cancellation);
        },
        cancellation);

    public Task MarkDeliveredAsync(IReadOnlyCollection<long> alerts, DateTimeOffset at, CancellationToken cancellation) => WriteAsync(
        async connection =>
        {
            string numbers = string.Join(", ", alerts.Select(number => number.ToString(CultureInfo.InvariantCulture)));
            await using DbCommand command = connection.Command(
                $"update alert set undelivered = false, delivered_at = @at where number in ({numbers})", ("@at", at.ToUnixTimeMilliseconds()));
            await command.ExecuteNonQueryAsync(cancellation);
        },
        cancellation);

    private static Task InsertAlertsAsync(DbConnection connection, IReadOnlyList<Alert> alerts, CancellationToken cancellation) => InsertAsync(
        connection, "alert", SqlRows.AlertColumns, [.. alerts.Select(SqlRows.Of)], cancellation, " on conflict (participant, kind, epoch, accusation) do nothing");

    private static async Task WriteCheckpointAsync(DbConnection connection, Checkpoint checkpoint, CancellationToken cancellation)
    {
        await WritePolicyAsync(connection, checkpoint.State.PolicyHash, checkpoint.PolicyJson, cancellation);
        await InsertAsync(
            connection,
            "checkpoint",
            ["number", "policy_hash", "state_hash", "state"],
            [[checkpoint.Number, checkpoint.State.PolicyHash.ToString(), StateHash.Of(checkpoint.State).ToString(), StateBinary.Write(checkpoint.State)]],
            cancellation);
    }

    private static async Task WritePolicyAsync(DbConnection connection, Digest hash, string json, CancellationToken cancellation)
    {
        await using DbCommand command = connection.Command(
            "insert into policy (hash, json) values (@hash, @json) on conflict (hash) do nothing",
            ("@hash", hash.ToString()),
            ("@json", json));
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task InsertAsync(DbConnection connection, string table, IReadOnlyList<string> columns, IReadOnlyList<object?[]> rows, CancellationToken cancellation, string onConflict = "")
    {
        foreach (object?[][] chunk in rows.Chunk(MostRows))
        {
            await using DbCommand command = connection.Insert(table, columns, chunk, onConflict);
            await command.ExecuteNonQueryAsync(cancellation);
        }
    }

    private async Task WriteAsync(Func<DbConnection, Task> write, CancellationToken cancellation)
    {
        try
        {
            await using DbConnection connection = await OpenAsync(cancellation);
            await using DbTransaction transaction = await connection.BeginTransactionAsync(cancellation);
            await write(connection);
            await transaction.CommitAsync(cancellation);
        }
        catch (DbException exception) when (dialect.IsTaken(exception))
        {
            throw new StoreConflictException(exception);
        }
    }

    private async Task<DbConnection> OpenAsync(CancellationToken cancellation)
    {
        DbConnection connection = await source.OpenConnectionAsync(cancellation);
        if (dialect.OnOpen is { } commands)
        {
            await using DbCommand command = connection.Command(commands);
            await command.ExecuteNonQueryAsync(cancellation);
        }

        return connection;
    }
}
