using System.Text.Json;
using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Serialization;

/// <summary>Writes a posting with its four members and reads it back; what is missing, doubled, unknown or impossible is refused by name.</summary>
/// <remarks>
/// <code>{"From":"Wallet(alice)","To":"Stake(alice)","Amount":"100","Reason":"Deposit"}</code>
/// No formula. Members in any order.
/// </remarks>
internal sealed class PostingJsonConverter : JsonConverter<Posting>
{
    private static readonly LedgerAccountJsonConverter Accounts = new();
    private static readonly AmountJsonConverter Amounts = new();

    /// <inheritdoc/>
    public override Posting Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("Expected a posting as a JSON object with From, To, Amount and Reason.");
        }

        LedgerAccount? from = null, to = null;
        Amount? amount = null;
        PostingReason? reason = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            reader.Read();
            switch (name)
            {
                case nameof(Posting.From):
                    from = Once(name, from, Accounts.Read(ref reader, typeof(LedgerAccount), options));
                    break;
                case nameof(Posting.To):
                    to = Once(name, to, Accounts.Read(ref reader, typeof(LedgerAccount), options));
                    break;
                case nameof(Posting.Amount):
                    amount = Once(name, amount, Amounts.Read(ref reader, typeof(Amount), options));
                    break;
                case nameof(Posting.Reason):
                    reason = Once(name, reason, ReasonOf(ref reader));
                    break;
                default:
                    throw new JsonException($"A posting has no member {name}; expected From, To, Amount and Reason.");
            }
        }

        try
        {
            return new Posting(
                from ?? throw Missing(nameof(Posting.From)),
                to ?? throw Missing(nameof(Posting.To)),
                amount ?? throw Missing(nameof(Posting.Amount)),
                reason ?? throw Missing(nameof(Posting.Reason)));
        }
        catch (ArgumentException impossible)
        {
            throw new JsonException(impossible.Message, impossible);
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Posting value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        writer.WritePropertyName(nameof(Posting.From));
        Accounts.Write(writer, value.From, options);
        writer.WritePropertyName(nameof(Posting.To));
        Accounts.Write(writer, value.To, options);
        writer.WriteString(nameof(Posting.Amount), value.Amount.ToString());
        writer.WriteString(nameof(Posting.Reason), value.Reason.ToString());
        writer.WriteEndObject();
    }

    private static PostingReason ReasonOf(ref Utf8JsonReader reader)
    {
        string? text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        return Enum.TryParse(text, out PostingReason reason) && reason.ToString() == text && Enum.IsDefined(reason)
            ? reason
            : throw new JsonException($"Expected the Reason of a posting by name, one of {string.Join(", ", Enum.GetNames<PostingReason>())}.");
    }

    private static T Once<T>(string name, T? before, T value)
        where T : struct =>
        before is null ? value : throw new JsonException($"The posting has its member {name} twice.");

    private static JsonException Missing(string name) => new($"The posting has no member {name}; expected From, To, Amount and Reason.");
}
