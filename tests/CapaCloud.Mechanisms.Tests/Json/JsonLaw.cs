using System.Text.Json;
using System.Text.Json.Nodes;
using CapaCloud.Mechanisms.Serialization;
using CapaCloud.Mechanisms.Settlement.Storage;

namespace CapaCloud.Mechanisms.Tests.Json;

/// <summary>
/// The law of JSON. What is written comes back equal; different values have different texts; a text is accepted only when writing what was read gives
/// that text again, and a refusal is a <see cref="JsonException"/> that names the member; no number needs more than 53 bits.
/// </summary>
internal static class JsonLaw
{
    /// <summary>Holds the law against values of one type.</summary>
    public static void Check<T>(IReadOnlyList<T> values, IReadOnlyList<T> mutated, MechanismJson json)
    {
        Dictionary<string, T> texts = [];
        foreach (T value in values)
        {
            string text = json.Write(value);
            T again = json.Read<T>(text);
            Assert.True(Equals(value, again), $"{value} came back as {again} from {text}");
            string canonical = System.Text.Encoding.UTF8.GetString(json.WriteCanonical(value));
            Assert.Equal(canonical, System.Text.Encoding.UTF8.GetString(json.WriteCanonical(again)));
            Assert.Equal(json.Hash(value), json.Hash(again));
            CheckNumbers(JsonNode.Parse(text), text);
            if (texts.TryGetValue(canonical, out T? twin))
            {
                Assert.True(Equals(value, twin), $"{value} and {twin} have one text: {canonical}");
            }

            texts[canonical] = value;
        }

        foreach (T value in mutated)
        {
            CheckMutants(value, json);
        }
    }

    private static void CheckMutants<T>(T value, MechanismJson json)
    {
        foreach (JsonMutant mutant in JsonMutants.Of(json.Write(value)))
        {
            T read;
            try
            {
                read = json.Read<T>(mutant.Json);
            }
            catch (JsonException refusal)
            {
                // The member itself or, for a rule that compares several, the object it stands in.
                string parent = mutant.Path[..mutant.Path.LastIndexOfAny(['.', '['])];
                Assert.True(refusal.Message.StartsWith(parent, StringComparison.Ordinal), $"{mutant.Path} {mutant.Change}: the refusal names another place: {refusal.Message}");
                continue;
            }

            string given = System.Text.Encoding.UTF8.GetString(CanonicalJson.Write(JsonNode.Parse(Undoubled(mutant))));
            string written = System.Text.Encoding.UTF8.GetString(json.WriteCanonical(read));
            Assert.True(given == written, $"{mutant.Path} {mutant.Change} was accepted in silence: {mutant.Json} is read as {written}");
        }
    }

    private static string Undoubled(JsonMutant mutant) =>
        mutant.Change == "doubled" ? throw new Xunit.Sdk.XunitException($"{mutant.Path} doubled was accepted: {mutant.Json}") : mutant.Json;

    private static void CheckNumbers(JsonNode? node, string text)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (KeyValuePair<string, JsonNode?> member in members)
                {
                    CheckNumbers(member.Value, text);
                }

                break;
            case JsonArray items:
                foreach (JsonNode? item in items)
                {
                    CheckNumbers(item, text);
                }

                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.Number:
                Assert.True(value.TryGetValue(out long number) && number is >= int.MinValue and <= uint.MaxValue, $"{value} is a JSON number in {text}");
                break;
            default:
                break;
        }
    }
}
