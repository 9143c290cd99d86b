using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>Reads the seed that a failure prints.</summary>
internal static class ReplaySeed
{
    /// <summary>Gets where every law of this run begins to draw: the environment variable <c>LAW_SEED</c>; nothing when each run shall draw other cases.</summary>
    public static Replay? OfThisRun { get; } = Environment.GetEnvironmentVariable("LAW_SEED") is { Length: > 0 } seed ? Parse($"{seed},1") : null;

    public static Replay Parse(string text)
    {
        string[] parts = text.Split(',', StringSplitOptions.TrimEntries);
        if (parts.Length is < 2 or > 3
            || !ulong.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed)
            || !ulong.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out ulong gamma))
        {
            throw new FormatException($"'{text}' is not a replay seed: expected two whole numbers and an optional size, such as 1234,5679,42.");
        }

        int? size = parts.Length == 3 ? int.Parse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture) : null;
        Rnd rnd = new(seed, gamma);
        return size is { } known ? new Replay(rnd, known) : new Replay(rnd, Microsoft.FSharp.Core.FSharpOption<int>.None);
    }
}
