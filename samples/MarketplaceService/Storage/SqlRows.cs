using System.Data.Common;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Alerts;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Journal;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Storage;

/// <summary>Values as rows of the tables, and back.</summary>
internal static class SqlRows
{
    public static IReadOnlyList<string> JournalColumns { get; } = ["number", "epoch", "sender", "delivery", "entry", "received_at"];

    public static IReadOnlyList<string> PostingColumns { get; } =
        ["number", "entry", "epoch", "from_account", "to_account", "from_owner", "to_owner", "amount", "reason", "policy_hash", "task", "evidence", "unpaid"];

    public const string SelectJournal = "select number, epoch, sender, delivery, entry, received_at from journal";

    public const string SelectPostings = "select number, entry, epoch, from_account, to_account, amount, reason, policy_hash, task, evidence from posting";

    public static IReadOnlyList<string> AlertColumns { get; } = ["participant", "kind", "epoch", "accusation", "message", "undelivered"];

    public const string SelectAlerts = "select number, participant, kind, epoch, accusation, message from alert";

    public static object?[] Of(Alert alert) => [alert.Participant.ToString(), alert.Kind.ToString(), Of(alert.Epoch), alert.Case?.ToString() ?? "", alert.Message, true];

    public static StoredAlert ReadAlert(DbDataReader reader) => new(
        reader.GetInt64(0),
        new Alert(
            ParticipantId.Of(reader.GetString(1)),
            Enum.Parse<AlertKind>(reader.GetString(2)),
            ReadEpoch(reader, 3),
            reader.GetString(5),
            reader.GetString(4) is { Length: > 0 } accusation ? Digest.Parse(accusation) : null));

    public static long Of(Epoch epoch) => checked((long)epoch.Number);

    public static object?[] Of(JournalEntry entry) =>
        [entry.Number, Of(entry.Epoch), entry.Sender, entry.Key, EntryJson.Write(entry.Entry), entry.ReceivedAt.ToUnixTimeMilliseconds()];

    public static object?[] Of(StoredPosting stored) =>
    [
        stored.Number,
        stored.EntryNumber,
        Of(stored.Context.Epoch),
        stored.Posting.From.ToString(),
        stored.Posting.To.ToString(),
        Text(stored.Posting.From.Owner),
        Text(stored.Posting.To.Owner),
        stored.Posting.Amount.ToString(),
        stored.Posting.Reason.ToString(),
        stored.Context.Policy?.ToString(),
        stored.Context.Task.IsNone ? null : stored.Context.Task.ToString(),
        stored.Context.Evidence?.ToString(),
        stored.IsPayment,
    ];

    public static JournalEntry ReadJournal(DbDataReader reader) => new(
        reader.GetInt64(0),
        ReadEpoch(reader, 1),
        reader.GetString(2),
        reader.GetString(3),
        EntryJson.Read(reader.GetString(4)),
        DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(5)));

    public static StoredPosting ReadPosting(DbDataReader reader) => new(
        reader.GetInt64(0),
        reader.GetInt64(1),
        new Posting(Account(reader.GetString(3)), Account(reader.GetString(4)), Amount.Parse(reader.GetString(5)), Enum.Parse<PostingReason>(reader.GetString(6))),
        new ReceiptContext(
            ReadEpoch(reader, 2),
            reader.IsDBNull(7) ? null : Digest.Parse(reader.GetString(7)),
            reader.IsDBNull(8) ? default : TaskId.Of(reader.GetString(8)),
            reader.IsDBNull(9) ? null : Digest.Parse(reader.GetString(9))));

    public static Epoch ReadEpoch(DbDataReader reader, int column) => Epoch.Of(checked((ulong)reader.GetInt64(column)));

    private static string? Text(ParticipantId owner) => owner.IsNone ? null : owner.ToString();

    private static LedgerAccount Account(string text) =>
        LedgerAccount.TryParse(text, out LedgerAccount account) ? account : throw new FormatException($"'{text}' in the table of postings names no account.");
}
