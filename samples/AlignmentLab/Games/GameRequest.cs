using CapaCloud.Mechanisms.Alignment.Games;

namespace CapaCloud.Mechanisms.Samples.AlignmentLab.Games;

/// <summary>What the command line asks of a game.</summary>
internal sealed record GameRequest(
    FileInfo File,
    string[] PropertyNames,
    bool WithPreconditions,
    bool WithStrategies,
    bool AsJson,
    FileInfo? Svg,
    FileInfo? Mermaid)
{
    public GameQuery Query => GameQuery.Strategies | (WithPreconditions ? GameQuery.WeakestPrecondition : GameQuery.Conclusion);

    public List<GameProperty> ParseProperties()
    {
        if (PropertyNames.Length == 0)
        {
            return [.. GamePropertyNames.All];
        }

        return
        [
            .. PropertyNames.SelectMany(names => names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Select(name =>
                GamePropertyNames.TryParse(name, out GameProperty property)
                    ? property
                    : throw new GameFormatException(
                        "--property", $"'{name}' is no property; expected {string.Join(", ", GamePropertyNames.All.Select(GamePropertyNames.Of))}")),
        ];
    }
}
