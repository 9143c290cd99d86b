using System.Globalization;
using CapaCloud.Mechanisms.Samples.DistributedSettlement.Storage;
using Npgsql;
using Orleans.Runtime;

namespace CapaCloud.Mechanisms.Samples.DistributedSettlement.Cluster;

/// <summary>
/// Which machines there are, for Orleans, in the database that the sample needs anyway. Each change says which version it was made from: a stale one changes nothing. When a machine was
/// last heard of may be written at any time.
/// </summary>
internal sealed class PostgresMembershipTable(string postgres) : IMembershipTable, IAsyncDisposable
{
    private readonly NpgsqlDataSource _source = PostgresSchema.Connect(postgres);

    /// <inheritdoc/>
    public Task InitializeMembershipTable(bool tryInitTableVersion) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task DeleteMembershipTableEntries(string clusterId) => await Execute("delete from member");

    /// <inheritdoc/>
    public async Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => await Execute("delete from member where status = $1 and alive < $2", (int)SiloStatus.Dead, beforeDate.UtcDateTime);

    /// <inheritdoc/>
    public Task<MembershipTableData> ReadRow(SiloAddress key) => Read("where address = $1", key.ToParsableString());

    /// <inheritdoc/>
    public Task<MembershipTableData> ReadAll() => Read("");

    /// <inheritdoc/>
    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) => Change(
        tableVersion,
        "insert into member values ($1, 0, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing",
        [.. Columns(entry)]);

    /// <inheritdoc/>
    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) => Change(
        tableVersion,
        "update member set etag = etag + 1, status = $2, proxy_port = $3, host = $4, name = $5, started = $6, alive = $7, suspects = $8 where address = $1 and etag = $9",
        [.. Columns(entry), int.Parse(etag, CultureInfo.InvariantCulture)]);

    /// <inheritdoc/>
    public async Task UpdateIAmAlive(MembershipEntry entry) =>
        await Execute("update member set alive = $2 where address = $1", entry.SiloAddress.ToParsableString(), Utc(entry.IAmAliveTime));

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private async Task<bool> Change(TableVersion version, string sql, object[] parameters)
    {
        await using NpgsqlConnection connection = await _source.OpenConnectionAsync();
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync();
        int from = int.Parse(version.VersionEtag, CultureInfo.InvariantCulture);
        bool isDone = await Execute(connection, "update member_version set version = $1 where version = $2", version.Version, from) == 1
            && await Execute(connection, sql, parameters) == 1;
        if (isDone)
        {
            await transaction.CommitAsync();
        }

        return isDone;
    }

    private async Task<MembershipTableData> Read(string filter, params object[] parameters)
    {
        await using NpgsqlConnection connection = await _source.OpenConnectionAsync();
        await using NpgsqlCommand command = Command(
            connection,
            $"select version, address, etag, status, proxy_port, host, name, started, alive, suspects from member_version left join (select * from member {filter}) as found on true",
            parameters);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        List<Tuple<MembershipEntry, string>> members = [];
        int version = 0;
        while (await reader.ReadAsync())
        {
            version = reader.GetInt32(0);
            if (!await reader.IsDBNullAsync(1))
            {
                members.Add(Tuple.Create(Entry(reader), Text(reader.GetInt32(2))));
            }
        }

        return new MembershipTableData(members, new TableVersion(version, Text(version)));
    }

    private static MembershipEntry Entry(NpgsqlDataReader row) => new()
    {
        SiloAddress = SiloAddress.FromParsableString(row.GetString(1)),
        Status = (SiloStatus)row.GetInt32(3),
        ProxyPort = row.GetInt32(4),
        HostName = row.GetString(5),
        SiloName = row.GetString(6),
        StartTime = row.GetDateTime(7),
        IAmAliveTime = row.GetDateTime(8),
        SuspectTimes = [.. row.GetString(9).Split('|', StringSplitOptions.RemoveEmptyEntries).Select(SuspectIn)],
    };

    private static IEnumerable<object> Columns(MembershipEntry entry) =>
    [
        entry.SiloAddress.ToParsableString(), (int)entry.Status, entry.ProxyPort, entry.HostName ?? "", entry.SiloName ?? "", Utc(entry.StartTime), Utc(entry.IAmAliveTime),
        string.Join('|', (entry.SuspectTimes ?? []).Select(static suspect => $"{suspect.Item1.ToParsableString()} {suspect.Item2.Ticks}")),
    ];

    private static Tuple<SiloAddress, DateTime> SuspectIn(string text)
    {
        int space = text.LastIndexOf(' ');
        return Tuple.Create(SiloAddress.FromParsableString(text[..space]), new DateTime(long.Parse(text.AsSpan(space), CultureInfo.InvariantCulture), DateTimeKind.Utc));
    }

    private static DateTime Utc(DateTime time) => DateTime.SpecifyKind(time, DateTimeKind.Utc);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private async Task<int> Execute(string sql, params object[] parameters)
    {
        await using NpgsqlConnection connection = await _source.OpenConnectionAsync();
        return await Execute(connection, sql, parameters);
    }

    private static async Task<int> Execute(NpgsqlConnection connection, string sql, params object[] parameters)
    {
        await using NpgsqlCommand command = Command(connection, sql, parameters);
        return await command.ExecuteNonQueryAsync();
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, object[] parameters)
    {
        NpgsqlCommand command = new(sql, connection);
        foreach (object parameter in parameters)
        {
            command.Parameters.AddWithValue(parameter);
        }

        return command;
    }
}
