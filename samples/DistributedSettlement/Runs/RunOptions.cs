using CapaCloud.Mechanisms.Samples.DistributedSettlement.Cluster;

namespace CapaCloud.Mechanisms.Samples.DistributedSettlement.Runs;

/// <summary>What somebody asked for on the command line.</summary>
internal sealed record RunOptions
{
    /// <summary>Gets how many participants there are.</summary>
    public int Participants { get; init; } = 2_000;

    /// <summary>Gets how many partitions they are cut into.</summary>
    public int Partitions { get; init; } = 4;

    /// <summary>Gets how many epochs are turned.</summary>
    public int Epochs { get; init; } = 4;

    /// <summary>Gets how many processes settle; 1 is this one.</summary>
    public int Silos { get; init; } = 1;

    /// <summary>Gets where a process is killed, one place in each epoch from the first on.</summary>
    public IReadOnlyList<StopPoint> Kills { get; init; } = [];

    /// <summary>Gets how PostgreSQL is reached; null when everything stays in memory.</summary>
    public string? Postgres { get; init; }

    /// <summary>Reads the arguments.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="options">What they say.</param>
    /// <param name="complaint">What is wrong with them, or null.</param>
    /// <returns><see langword="true"/> when nothing is wrong.</returns>
    public static bool TryParse(string[] arguments, out RunOptions options, out string? complaint)
    {
        (options, complaint) = (new RunOptions(), null);
        for (int index = 0; index < arguments.Length && complaint is null; index++)
        {
            string name = arguments[index];
            string? value = name is "--kill" && (index + 1 == arguments.Length || arguments[index + 1].StartsWith("--", StringComparison.Ordinal)) ? "all"
                : index + 1 < arguments.Length ? arguments[++index]
                : null;
            options = name switch
            {
                "--participants" when Count(value, 10_000_000) is { } count => options with { Participants = count },
                "--partitions" when Count(value, 1_000) is { } count => options with { Partitions = count },
                "--epochs" when Count(value, 1_000) is { } count => options with { Epochs = count },
                "--silos" when Count(value, 16) is { } count => options with { Silos = count },
                "--kill" when KillsIn(value!) is { } kills => options with { Kills = kills },
                "--postgres" when value is not null => options with { Postgres = value },
                _ => Refuse(options, name, value, out complaint),
            };
        }

        complaint ??= options switch
        {
            { Participants: var participants, Partitions: var partitions } when partitions > participants => $"{partitions} partitions of {participants} participants: some would be empty.",
            { Silos: > 1, Postgres: null } => "Several processes need --postgres: what they share has to lie somewhere.",
            { Kills.Count: > 0, Silos: 1 } => "--kill needs --silos 2 or more: somebody has to go on.",
            { Kills.Count: var kills, Epochs: var epochs } when kills > epochs => $"{kills} kills need as many epochs, one for each.",
            _ => null,
        };
        return complaint is null;
    }

    private static RunOptions Refuse(RunOptions options, string name, string? value, out string? complaint)
    {
        complaint = $"'{name}{(value is null ? "" : $" {value}")}' is not expected.";
        return options;
    }

    private static int? Count(string? text, int most) => int.TryParse(text, out int count) && count >= 1 && count <= most ? count : null;

    private static StopPoint[]? KillsIn(string text)
    {
        if (text == "all")
        {
            return Enum.GetValues<StopPoint>();
        }

        List<StopPoint> points = [];
        foreach (string name in text.Split(','))
        {
            if (!Enum.TryParse(name.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out StopPoint point) || !Enum.IsDefined(point))
            {
                return null;
            }

            points.Add(point);
        }

        return [.. points];
    }
}
