using System.Text.Json;
using System.Text.Json.Nodes;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Tests.Json;

/// <summary>
/// The law of JSON. What is written comes back equal; different values have different texts; a text is accepted only when writing what was read gives
/// that text again, and a refusal is a <see cref="JsonException"/> that names the member; no number needs more than 53 bits.
/// </summary>
internal static class JsonLaw
{
    /// <summary>Holds the law against values of one type.</summary>
    /// <param name="values">The values, which go to JSON and back.</param>
    /// <param name="mutated">Those whose texts are changed, member by member.</param>
    /// <param name="json">The JSON.</param>
    /// <param name="places">The places at which members were changed before, which are not changed again; all of them when left out.</param>
    /// <param name="deepest">How many steps down members are changed; all of them when left out.</param>
    public static void Check<T>(IReadOnlyList<T> values, IReadOnlyList<T> mutated, MechanismJson json, ISet<string>? places = null, int deepest = int.MaxValue)
    {
        Dictionary<string, T> texts = [];
        foreach (T value in values)
        {
            string text = json.Write(value);
            T again = json.Read<T>(text);
            Require(Equals(value, again), () => $"what was written came back as another value: {text}");
            string canonical = System.Text.Encoding.UTF8.GetString(json.WriteCanonical(value));
            Assert.Equal(canonical, System.Text.Encoding.UTF8.GetString(json.WriteCanonical(again)));
            Assert.Equal(json.Hash(value), json.Hash(again));
            CheckNumbers(JsonNode.Parse(text), text);
            if (texts.TryGetValue(canonical, out T? twin))
            {
                Require(Equals(value, twin), () => $"two values have one text: {canonical}");
            }

            texts[canonical] = value;
        }

        foreach (T value in mutated)
        {
            CheckMutants(value, json, places, deepest);
        }
    }

    private static void CheckMutants<T>(T value, MechanismJson json, ISet<string>? places, int deepest)
    {
        foreach (JsonMutant mutant in JsonMutants.Of(json.Write(value), places, deepest))
        {
            T read;
            try
            {
                read = json.Read<T>(mutant.Json);
            }
            catch (JsonException refusal)
            {
                // The member, something inside it, or, for a rule that compares several, what it stands in.
                string place = refusal.Message[..refusal.Message.IndexOf(':', StringComparison.Ordinal)];
                Require(
                    Holds(place, mutant.Path) || Holds(mutant.Path, place) || (mutant.Change == "renamed" && Holds(Above(mutant.Path), place)),
                    () => $"{mutant.Path} {mutant.Change}: the refusal names another place: {refusal.Message}");
                continue;
            }

            string given = System.Text.Encoding.UTF8.GetString(CanonicalJson.Write(JsonNode.Parse(Undoubled(mutant))));
            string written = System.Text.Encoding.UTF8.GetString(json.WriteCanonical(read));
            Require(given == written, () => $"{mutant.Path} {mutant.Change} was accepted in silence: {mutant.Json} is read as {written}");
        }
    }

    private static bool Holds(string outer, string inner) =>
        inner.StartsWith(outer, StringComparison.Ordinal) && (inner.Length == outer.Length || inner[outer.Length] is '.' or '[');

    private static string Above(string path) => path[..path.LastIndexOfAny(['.', '['])];

    private static void Require(bool holds, Func<string> message)
    {
        if (!holds)
        {
            throw new Xunit.Sdk.XunitException(message());
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
                Require(value.TryGetValue(out long number) && number is >= int.MinValue and <= uint.MaxValue, () => $"{value} is a JSON number in {text}");
                break;
            default:
                break;
        }
    }
}
