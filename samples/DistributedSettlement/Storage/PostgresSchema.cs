using Npgsql;

namespace CapaCloud.Mechanisms.Samples.DistributedSettlement.Storage;

/// <summary>The tables, in a schema of their own.</summary>
internal static class PostgresSchema
{
    /// <summary>Returns where the tables are.</summary>
    public static NpgsqlDataSource Connect(string connection)
    {
        NpgsqlConnectionStringBuilder builder = new(connection) { SearchPath = "distributed_settlement", CommandTimeout = 600 };
        return NpgsqlDataSource.Create(builder.ConnectionString);
    }

    /// <summary>Makes the tables anew; what an earlier run has left is gone.</summary>
    public static async Task Create(NpgsqlDataSource source)
    {
        await using NpgsqlCommand command = source.CreateCommand(
            """
            drop schema if exists distributed_settlement cascade;
            create schema distributed_settlement;

            -- What was answered, once for each key; partition -1 has what all partitions come to.
            create table result (
                epoch bigint, step smallint, round integer, partition integer,
                json bytea not null,
                primary key (epoch, step, round, partition));

            -- Each partition's participants at the beginning of an epoch, in pieces of the library's compact form.
            create table part (
                epoch bigint, partition integer, piece integer,
                participants bytea not null,
                primary key (epoch, partition, piece));

            -- Money that moved. The key of a step and a number within it: no posting can be there twice.
            create table posting (
                epoch bigint, step smallint, partition integer, number integer,
                source text not null, target text not null,
                amount numeric(39) not null check (amount > 0),
                reason text not null,
                primary key (epoch, step, partition, number));

            -- Which machines there are. Orleans reads and writes it.
            create table member (
                address text primary key,
                etag integer not null, status integer not null, proxy_port integer not null,
                host text not null, name text not null, started timestamptz not null, alive timestamptz not null, suspects text not null);
            create table member_version (version integer not null);
            insert into member_version values (0);

            -- Where a machine was stopped, to be killed there; once each.
            create table stopped (point text primary key);
            """);
        await command.ExecuteNonQueryAsync();
    }
}
