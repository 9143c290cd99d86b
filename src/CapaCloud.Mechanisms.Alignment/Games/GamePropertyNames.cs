namespace CapaCloud.Mechanisms.Alignment.Games;

/// <summary>The names of the properties in CheckMate's files, and for readers.</summary>
/// <remarks>No formula.</remarks>
public static class GamePropertyNames
{
    /// <summary>Gets every property, in the order they are asked.</summary>
    public static IReadOnlyList<GameProperty> All { get; } = Enum.GetValues<GameProperty>();

    /// <summary>Returns the name of a property in CheckMate's files.</summary>
    /// <param name="property">The property.</param>
    /// <returns>The name, such as <c>weak_immunity</c>.</returns>
    public static string Of(GameProperty property) => property switch
    {
        GameProperty.WeakImmunity => "weak_immunity",
        GameProperty.WeakerImmunity => "weaker_immunity",
        GameProperty.CollusionResilience => "collusion_resilience",
        GameProperty.Practicality => "practicality",
        _ => throw new ArgumentOutOfRangeException(nameof(property), property, "Expected one of the four properties."),
    };

    /// <summary>Finds the property of a name.</summary>
    /// <param name="name">The name in CheckMate's files.</param>
    /// <param name="property">The property.</param>
    /// <returns><see langword="true"/> when there is one of that name.</returns>
    public static bool TryParse(string name, out GameProperty property)
    {
        foreach (GameProperty candidate in All)
        {
            if (string.Equals(Of(candidate), name, StringComparison.Ordinal))
            {
                property = candidate;
                return true;
            }
        }

        property = default;
        return false;
    }
}
