namespace CapaCloud.Mechanisms;

/// <summary>One thing that is wrong with a policy: where, and what was expected.</summary>
/// <remarks>No formula.</remarks>
/// <param name="Path">Where in the policy, in the words of its JSON: <c>$.offences[1].circuitBreaker</c>.</param>
/// <param name="Message">What is wrong and what was expected.</param>
public readonly record struct PolicyError(string Path, string Message)
{
    /// <summary>Returns path and message in one line.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Path}: {Message}";
}
