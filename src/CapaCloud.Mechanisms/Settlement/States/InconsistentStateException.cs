using System.Collections.Immutable;
using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms;

/// <summary>A state contradicts itself; the message lists how.</summary>
/// <remarks>No formula.</remarks>
public sealed class InconsistentStateException : Exception
{
    /// <summary>Initializes a new instance of the <see cref="InconsistentStateException"/> class.</summary>
    public InconsistentStateException()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="InconsistentStateException"/> class.</summary>
    /// <param name="message">What is inconsistent.</param>
    public InconsistentStateException(string message)
        : base(message)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="InconsistentStateException"/> class.</summary>
    /// <param name="message">What is inconsistent.</param>
    /// <param name="innerException">What caused it.</param>
    public InconsistentStateException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="InconsistentStateException"/> class.</summary>
    /// <param name="findings">Everything that is inconsistent; the message shows the first twenty.</param>
    public InconsistentStateException(ImmutableArray<StateInconsistency> findings)
        : base($"The state contradicts itself in {Prose.Count(findings.Length, "place")}; nothing was changed.\n{string.Join('\n', findings.Take(20))}") =>
        Findings = findings;

    /// <summary>Gets everything that is inconsistent.</summary>
    public ImmutableArray<StateInconsistency> Findings { get; } = [];
}
