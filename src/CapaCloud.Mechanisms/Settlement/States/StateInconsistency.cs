namespace CapaCloud.Mechanisms.Settlement;

/// <summary>One thing in a state that cannot be: where, what, and what was expected.</summary>
/// <remarks>No formula.</remarks>
/// <param name="Path">Where in the state, in the words of its JSON: <c>$.participants[3].stake</c>.</param>
/// <param name="Message">What is wrong and what was expected.</param>
public readonly record struct StateInconsistency(string Path, string Message)
{
    /// <summary>Returns path and message in one line.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Path}: {Message}";
}
