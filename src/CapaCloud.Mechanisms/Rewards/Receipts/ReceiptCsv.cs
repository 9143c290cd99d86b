using System.Collections.Immutable;
using System.Text;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>Receipts as a table for spreadsheets, books and taxes, and back.</summary>
/// <remarks>
/// No formula. RFC 4180: a header, fields between commas, lines end in CR LF, a field with a comma, a quote or a line break in quotes. Amounts are in the currency's own units with a
/// point, a minus before a loss; without a currency they are base units. The same bytes in every culture; reading what was written gives equal receipts.
/// </remarks>
public static class ReceiptCsv
{
    private const int Fields = 12;

    private const string Header = "number,epoch,account,holding,amount,currency,reason,counterpart,counterpart owner,policy,task,evidence";

    /// <summary>Writes receipts.</summary>
    /// <param name="receipts">The receipts.</param>
    /// <param name="denomination">The currency; <c>default</c> for base units.</param>
    /// <returns>The table.</returns>
    public static string Write(ReadOnlySpan<Receipt> receipts, Denomination denomination = default)
    {
        StringBuilder text = new StringBuilder(Header).Append("\r\n");
        foreach (Receipt receipt in receipts)
        {
            Append(text, DecimalText.Format(receipt.Number), first: true);
            Append(text, receipt.Epoch.ToString());
            Append(text, receipt.Account.ToString());
            Append(text, receipt.Holding.ToString());
            Append(text, denomination.Format(receipt.Amount, NumberMarks.Plain));
            Append(text, denomination.Symbol);
            Append(text, receipt.Reason.ToString());
            Append(text, receipt.Counterpart.ToString());
            Append(text, receipt.CounterpartOwner.IsNone ? "" : receipt.CounterpartOwner.ToString());
            Append(text, receipt.Policy?.ToString() ?? "");
            Append(text, receipt.Task.IsNone ? "" : receipt.Task.ToString());
            Append(text, receipt.Evidence?.ToString() ?? "");
            text.Append("\r\n");
        }

        return text.ToString();
    }

    /// <summary>Reads receipts.</summary>
    /// <param name="text">The table, as <see cref="Write"/> writes it; lines may end in LF alone.</param>
    /// <param name="known">The currencies that amounts may be in; base units are always understood.</param>
    /// <returns>The receipts.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> or <paramref name="known"/> is null.</exception>
    /// <exception cref="FormatException">The header or a field is not as expected; the message says the line.</exception>
    /// <exception cref="ArgumentException">A currency is unknown.</exception>
    public static ImmutableArray<Receipt> Read(string text, Denominations known)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(known);
        ReadOnlySpan<char> rest = text;
        List<string> fields = [];
        ReadLine(ref rest, fields);
        if (!string.Equals(string.Join(',', fields), Header, StringComparison.Ordinal))
        {
            throw new FormatException($"The first line is '{string.Join(',', fields)}'; expected '{Header}'.");
        }

        ImmutableArray<Receipt>.Builder receipts = ImmutableArray.CreateBuilder<Receipt>();
        for (int line = 2; !rest.IsEmpty; line++)
        {
            ReadLine(ref rest, fields);
            if (fields.Count != Fields)
            {
                throw new FormatException($"Line {line} has {fields.Count} fields; expected {Fields}.");
            }

            receipts.Add(ReceiptOf(fields, known, line));
        }

        return receipts.ToImmutable();
    }

    private static Receipt ReceiptOf(List<string> fields, Denominations known, int line)
    {
        Denomination denomination = fields[5].Length == 0 ? default : known.Get(fields[5]);
        try
        {
            return new Receipt
            {
                Number = Epoch.Parse(fields[0]).Number,
                Epoch = Epoch.Parse(fields[1]),
                Account = ParticipantId.Of(fields[2]),
                Holding = Name<LedgerAccountKind>(fields[3]),
                Amount = denomination.ParseSigned(fields[4], NumberMarks.Grouped),
                Reason = Name<PostingReason>(fields[6]),
                Counterpart = Name<LedgerAccountKind>(fields[7]),
                CounterpartOwner = fields[8].Length == 0 ? ParticipantId.None : ParticipantId.Of(fields[8]),
                Policy = fields[9].Length == 0 ? null : Digest.Parse(fields[9]),
                Task = fields[10].Length == 0 ? TaskId.None : TaskId.Of(fields[10]),
                Evidence = fields[11].Length == 0 ? null : Digest.Parse(fields[11]),
            };
        }
        catch (Exception error) when (error is FormatException or ArgumentException)
        {
            throw new FormatException($"Line {line} is no receipt: {error.Message}", error);
        }
    }

    private static T Name<T>(string text)
        where T : struct, Enum =>
        Enum.TryParse(text, ignoreCase: false, out T value) && string.Equals(value.ToString(), text, StringComparison.Ordinal)
            ? value
            : throw new FormatException($"'{text}' is not a {typeof(T).Name}: expected one of {string.Join(", ", Enum.GetNames<T>())}.");

    private static void Append(StringBuilder text, string field, bool first = false)
    {
        text.Append(first ? "" : ",");
        bool quoted = field.AsSpan().ContainsAny(",\"\r\n");
        text.Append(quoted ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field);
    }

    private static void ReadLine(ref ReadOnlySpan<char> rest, List<string> fields)
    {
        fields.Clear();
        StringBuilder field = new();
        bool quoted = false;
        int position = 0;
        for (; position < rest.Length; position++)
        {
            char character = rest[position];
            if (quoted)
            {
                bool isQuote = character == '"', isPair = isQuote && position + 1 < rest.Length && rest[position + 1] == '"';
                position += isPair ? 1 : 0;
                quoted = !isQuote || isPair;
                field.Append(quoted ? character : null);
            }
            else if (character == '"' && field.Length == 0)
            {
                quoted = true;
            }
            else if (character == ',')
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else if (character == '\n')
            {
                break;
            }
            else
            {
                field.Append(character);
            }
        }

        if (quoted)
        {
            throw new FormatException("A quoted field does not end.");
        }

        // The line break of a line that ends in CR LF is not part of its last field.
        string last = field.ToString();
        fields.Add(position < rest.Length && last.EndsWith('\r') ? last[..^1] : last);
        rest = position < rest.Length ? rest[(position + 1)..] : default;
    }
}
