using System.Data.Common;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Configuration;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Rehearsals;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Storage;

/// <summary>PostgreSQL where the connection string <c>Postgres</c> is given, and an embedded database where it is not.</summary>
internal static class StorageServices
{
    public static IServiceCollection AddNetworkStore(this IServiceCollection services)
    {
        services.AddSingleton(Source);
        return services.AddSingleton<INetworkStore>(provider =>
        {
            SqlNetworkStore store = new(provider.GetRequiredService<DbDataSource>(), Connection(provider) is null ? SqlDialect.Sqlite : SqlDialect.Postgres);
            return provider.GetService<Rehearsal>() is { } rehearsal ? new RehearsedStore(store, rehearsal) : store;
        });
    }

    private static DbDataSource Source(IServiceProvider provider)
    {
        if (Connection(provider) is { } postgres)
        {
            return NpgsqlDataSource.Create(postgres);
        }

        string folder = Directory.CreateDirectory(provider.GetRequiredService<IOptions<MarketplaceOptions>>().Value.DataFolder).FullName;
        SqliteConnectionStringBuilder embedded = new() { DataSource = Path.Combine(folder, "marketplace.db") };
        return SqliteFactory.Instance.CreateDataSource(embedded.ConnectionString);
    }

    private static string? Connection(IServiceProvider provider) =>
        provider.GetRequiredService<IConfiguration>().GetConnectionString("Postgres") is { Length: > 0 } connection ? connection : null;
}
