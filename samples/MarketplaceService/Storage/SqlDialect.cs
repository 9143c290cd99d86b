using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Storage;

/// <summary>In what two databases differ: the type of bytes, a column that counts by itself, what is said to a new connection, and how a taken number is told.</summary>
internal sealed record SqlDialect(string Name, string Bytes, string Counter, string? OnOpen, Func<DbException, bool> IsTaken)
{
    /// <summary>Gets the embedded database. Every commit reaches the disk, so that neither a killed process nor a power cut loses one.</summary>
    public static SqlDialect Sqlite { get; } = new(
        "SQLite",
        "blob",
        "integer primary key autoincrement",
        "pragma journal_mode = wal; pragma synchronous = full; pragma busy_timeout = 5000; pragma foreign_keys = on;",
        exception => exception is SqliteException { SqliteErrorCode: 19 });

    /// <summary>Gets PostgreSQL.</summary>
    public static SqlDialect Postgres { get; } = new("PostgreSQL", "bytea", "bigint generated always as identity primary key", null, exception => exception is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation });
}
