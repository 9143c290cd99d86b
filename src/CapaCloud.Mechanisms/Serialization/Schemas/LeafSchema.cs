using System.Text.Json.Nodes;

namespace CapaCloud.Mechanisms.Serialization;

/// <summary>The schemas of single values: numbers as text, numbers, names, digests.</summary>
internal static class LeafSchema
{
    /// <summary>Returns the schema of a value's type; one that accepts everything for a type that is not the library's.</summary>
    public static JsonObject Of(Type type, MemberBound? bound)
    {
        UInt128 low = bound?.Low ?? UInt128.Zero;
        return type switch
        {
            _ when type == typeof(bool) => new JsonObject { ["type"] = "boolean" },
            _ when type == typeof(string) => new JsonObject { ["type"] = "string" },
            _ when type == typeof(Amount) || type == typeof(UInt128) => Text(DecimalPattern.Whole(low, bound?.High ?? UInt128.MaxValue)),
            _ when type == typeof(EpochSpan) || type == typeof(Epoch) || type == typeof(ulong) => Text(DecimalPattern.Whole(low, bound?.High ?? ulong.MaxValue)),
            _ when type == typeof(Proportion) => Text(DecimalPattern.Fixed(low, bound?.High ?? Proportion.PartsPerOne)),
            _ when type == typeof(Ratio) => Text(DecimalPattern.Fixed(low, bound?.High ?? UInt128.MaxValue)),
            _ when type == typeof(int) => Integer(bound is null ? int.MinValue : (long)low, (long)(bound?.High ?? int.MaxValue)),
            _ when type == typeof(uint) => Integer((long)low, (long)(bound?.High ?? uint.MaxValue)),
            _ when type == typeof(Digest) => Text("^[0-9a-f]{64}(?![\\s\\S])"),
            _ when type.IsEnum => Names(type, low),
            _ => [],
        };
    }

    private static JsonObject Text(string pattern) => new() { ["type"] = "string", ["pattern"] = pattern };

    private static JsonObject Integer(long low, long high) => new() { ["type"] = "integer", ["minimum"] = low, ["maximum"] = high };

    private static JsonObject Names(Type type, UInt128 low)
    {
        HashSet<long> values = [];
        foreach (object value in Enum.GetValuesAsUnderlyingType(type))
        {
            values.Add(Convert.ToInt64(value, null));
        }

        if (type.IsDefined(typeof(FlagsAttribute), inherit: false))
        {
            long all = values.Aggregate(0L, static (sum, value) => sum | value);
            for (long value = 0; value <= all; value++)
            {
                if ((value & ~all) == 0)
                {
                    values.Add(value);
                }
            }
        }

        JsonArray names = [];
        foreach (long value in values.Where(value => value >= 0 && (UInt128)value >= low).Order())
        {
            names.Add((JsonNode)Enum.ToObject(type, value).ToString()!);
        }

        return new JsonObject { ["enum"] = names };
    }
}
