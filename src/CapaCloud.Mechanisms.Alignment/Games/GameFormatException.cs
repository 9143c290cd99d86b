namespace CapaCloud.Mechanisms.Alignment.Games;

/// <summary>A game is not well formed; says where, as a JSON path, and why.</summary>
/// <remarks>No formula. A game made by the builder gives the path it would have in its file.</remarks>
public sealed class GameFormatException : Exception
{
    /// <summary>Initializes a new instance of the <see cref="GameFormatException"/> class.</summary>
    public GameFormatException()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="GameFormatException"/> class.</summary>
    /// <param name="message">What is wrong.</param>
    public GameFormatException(string message)
        : base(message) => Reason = message;

    /// <summary>Initializes a new instance of the <see cref="GameFormatException"/> class.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">What was found underneath.</param>
    public GameFormatException(string message, Exception innerException)
        : base(message, innerException) => Reason = message;

    /// <summary>Initializes a new instance of the <see cref="GameFormatException"/> class.</summary>
    /// <param name="path">Where, such as <c>$.tree.children[1].child.utility[0].value</c>.</param>
    /// <param name="reason">What is wrong there.</param>
    public GameFormatException(string path, string reason)
        : base($"{path}: {reason}")
    {
        Path = path;
        Reason = reason;
    }

    /// <summary>Gets where the game is wrong, as a JSON path.</summary>
    public string Path { get; } = "$";

    /// <summary>Gets what is wrong there.</summary>
    public string Reason { get; } = "the game is not well formed";
}
