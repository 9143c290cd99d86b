namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Storage;

/// <summary>The tables. An epoch is kept as a 64-bit integer with a sign, an amount as text: it has 128 bits.</summary>
internal static class SqlSchema
{
    public static string Of(SqlDialect dialect) => $"""
        create table if not exists policy (
            hash text primary key,
            json text not null);
        create table if not exists anchor (
            id integer primary key check (id = 1),
            epoch bigint not null,
            at bigint not null,
            length bigint not null);
        create table if not exists journal (
            number bigint primary key,
            epoch bigint not null,
            sender text not null,
            delivery text not null,
            entry text not null,
            received_at bigint not null,
            unique (sender, delivery));
        create table if not exists checkpoint (
            number bigint primary key,
            policy_hash text not null references policy,
            state_hash text not null,
            state {dialect.Bytes} not null);
        create table if not exists settlement (
            epoch bigint primary key,
            policy_hash text not null references policy,
            before_state {dialect.Bytes} not null,
            report text not null,
            settled_at bigint not null);
        create table if not exists posting (
            number bigint primary key,
            entry bigint not null references journal,
            epoch bigint not null,
            from_account text not null,
            to_account text not null,
            from_owner text,
            to_owner text,
            amount text not null,
            reason text not null,
            policy_hash text,
            task text,
            evidence text,
            unpaid boolean not null,
            paid_at bigint);
        create table if not exists alert (
            number {dialect.Counter},
            participant text not null,
            kind text not null,
            epoch bigint not null,
            accusation text not null,
            message text not null,
            undelivered boolean not null,
            delivered_at bigint,
            unique (participant, kind, epoch, accusation));
        create index if not exists posting_from on posting (from_owner, epoch);
        create index if not exists posting_to on posting (to_owner, epoch);
        create index if not exists posting_unpaid on posting (number) where unpaid;
        create index if not exists alert_undelivered on alert (number) where undelivered;
        """;
}
