using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CapaCloud.Mechanisms.DependencyInjection;

/// <summary>Reads the JSON of a policy to its end, whatever stands in it, and so finds everything that is wrong at once.</summary>
/// <remarks>
/// The reader of the core stops at the first refusal. What it refuses is noted with its path, and something readable is put in its place: what a policy without rules has there, or
/// nothing. What is only missing because of that is no further error. A refusal that cannot be mended is that of the part around it.
/// </remarks>
internal sealed class PolicyReading
{
    private const int MostErrors = 100;

    private static readonly JsonNode Sample = JsonNode.Parse(PolicyJson.Write(new MechanismBuilder().ToPolicy()))!;

    private readonly Dictionary<JsonArray, List<int>> _positions = [];
    private readonly HashSet<string> _mended = [];
    private readonly List<string> _errors = [];
    private readonly JsonNode _root;
    private readonly PolicyTypes? _types;

    private PolicyReading(JsonNode root, PolicyTypes? types) => (_root, _types) = (root, types);

    /// <summary>Reads it.</summary>
    /// <param name="root">The JSON; changed while it is read.</param>
    /// <param name="types">The names of rules.</param>
    /// <param name="restores">Puts another reading at a path, and says whether there was one.</param>
    /// <returns>The policy, and every error; none, or the policy is not what was meant.</returns>
    public static (MechanismPolicy? Policy, IReadOnlyList<string> Errors) Read(JsonNode root, PolicyTypes? types, Func<JsonNode, string, bool> restores)
    {
        PolicyReading reading = new(root, types);
        MechanismPolicy? policy = reading.Read(restores);
        if (policy is not null && reading._errors.Count > 0)
        {
            // What is read can still contradict itself; what was put in place of something else, or stands beside it, cannot be blamed.
            reading._errors.AddRange(Contradictions(policy, types)
                .Where(error => !reading._mended.Any(mended => AreRelated(ParentOf(mended) is { } around and not "$" ? around : mended, error.Path)))
                .Select(error => $"{reading.Written(error.Path)}: {error.Message}"));
        }

        return (policy, reading._errors);
    }

    private static ImmutableArray<PolicyError> Contradictions(MechanismPolicy policy, PolicyTypes? types)
    {
        try
        {
            _ = Mechanism.FromPolicy(policy, types);
            return [];
        }
        catch (PolicyRefusedException refusal)
        {
            return refusal.Errors;
        }
    }

    /// <summary>Follows a path such as <c>$.offences[0].curve.exponent</c>.</summary>
    public static JsonNode? Find(JsonNode root, string path)
    {
        JsonNode? node = root;
        foreach (string part in Parts(path))
        {
            node = (node, part) switch
            {
                (JsonArray list, [.., ']']) when int.TryParse(part[..^1], CultureInfo.InvariantCulture, out int index) && index < list.Count => list[index],
                (JsonObject parts, _) => parts[part],
                _ => null,
            };
        }

        return node;
    }

    private static string[] Parts(string path) => path.TrimStart('$').Split(['.', '['], StringSplitOptions.RemoveEmptyEntries);

    private static bool AreRelated(string one, string other) => IsWithin(one, other) || IsWithin(other, one);

    private static bool IsWithin(string path, string whole) =>
        path.StartsWith(whole, StringComparison.Ordinal) && (path.Length == whole.Length || path[whole.Length] is '.' or '[');

    private static string? ParentOf(string path) => path == "$" ? null : path[..path.LastIndexOfAny(['.', '['])];

    private MechanismPolicy? Read(Func<JsonNode, string, bool> restores)
    {
        while (_errors.Count < MostErrors)
        {
            try
            {
                return PolicyJson.Read(_root.ToJsonString(), _types);
            }
            catch (JsonException refusal)
            {
                string path = refusal.Path ?? "$";
                if (restores(_root, path))
                {
                    continue;
                }

                bool isConsequence = _mended.Any(mended => IsWithin(mended, path));
                if (!isConsequence)
                {
                    _errors.Add(refusal.Message.StartsWith(path, StringComparison.Ordinal) ? $"{Written(path)}{refusal.Message[path.Length..]}" : refusal.Message);
                }

                if (!Mend(path))
                {
                    return null;
                }
            }
        }

        return null;
    }

    /// <summary>Makes the innermost part around a path readable that was not made so before; false when that would be the whole.</summary>
    private bool Mend(string path)
    {
        for (string? part = path; part is not (null or "$"); part = ParentOf(part))
        {
            if (_mended.Add(part))
            {
                Replace(part);
                return true;
            }
        }

        return false;
    }

    private void Replace(string path)
    {
        string around = ParentOf(path)!, name = Parts(path)[^1].TrimEnd(']');
        JsonNode? parent = Find(_root, around);
        if (parent is JsonObject members)
        {
            members.Remove(name);

            // A section that a policy may be without stands there as null.
            if (Find(Sample, around) is JsonObject known && known.TryGetPropertyValue(name, out JsonNode? readable))
            {
                members.Add(name, readable?.DeepClone());
            }
        }
        else if (parent is JsonArray list && int.TryParse(name, CultureInfo.InvariantCulture, out int index) && index < list.Count)
        {
            if (!_positions.TryGetValue(list, out List<int>? positions))
            {
                _positions.Add(list, positions = [.. Enumerable.Range(0, list.Count)]);
            }

            list.RemoveAt(index);
            positions.RemoveAt(index);

            // The next item has this place now, and nobody has looked at it.
            _mended.RemoveWhere(mended => IsWithin(mended, path));
        }
    }

    /// <summary>The path as it was written: items of a list that were left out count.</summary>
    private string Written(string path)
    {
        JsonNode? node = _root;
        string written = "$";
        foreach (string part in Parts(path))
        {
            if (part[^1] == ']' && int.TryParse(part[..^1], CultureInfo.InvariantCulture, out int index))
            {
                JsonArray? list = node as JsonArray;
                written += $"[{(list is not null && _positions.TryGetValue(list, out List<int>? positions) && index < positions.Count ? positions[index] : index)}]";
                node = list is not null && index < list.Count ? list[index] : null;
            }
            else
            {
                written += $".{part}";
                node = (node as JsonObject)?[part];
            }
        }

        return written;
    }
}
