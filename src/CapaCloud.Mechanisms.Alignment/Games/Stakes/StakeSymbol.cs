namespace CapaCloud.Mechanisms.Alignment.Games;

/// <summary>A named stake of a game whose size is left open: a deposit, a fee, a cost.</summary>
/// <remarks>
/// No formula. A constant is any real number; an infinitesimal is smaller in size than every positive constant, so it only decides between
/// outcomes whose constants are equal (the small benefit of doing the customary thing, the small cost of a message). Two symbols are equal when
/// their name and kind are. Immutable and safe to share between threads.
/// </remarks>
/// <param name="Name">The name, such as <c>deposit</c>.</param>
/// <param name="IsInfinitesimal"><see langword="true"/> for an infinitesimal, <see langword="false"/> for a constant.</param>
public sealed record StakeSymbol(string Name, bool IsInfinitesimal)
{
    /// <summary>The name of the square of a constant: a symbol of its own whose sign alone may decide anything.</summary>
    internal StakeSymbol? SquareOf { get; init; }

    internal static StakeSymbol Square(StakeSymbol root) => new($"{root.Name}*{root.Name}", false) { SquareOf = root };

    /// <summary>Returns the name.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;
}
