using System.Collections.Immutable;

namespace CapaCloud.Mechanisms;

/// <summary>A policy cannot be composed into a mechanism; the message lists everything that is wrong, not only the first thing.</summary>
/// <remarks>No formula.</remarks>
public sealed class PolicyRefusedException : Exception
{
    /// <summary>Initializes a new instance of the <see cref="PolicyRefusedException"/> class.</summary>
    public PolicyRefusedException()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="PolicyRefusedException"/> class.</summary>
    /// <param name="message">What is wrong.</param>
    public PolicyRefusedException(string message)
        : base(message)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="PolicyRefusedException"/> class.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">What caused it.</param>
    public PolicyRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="PolicyRefusedException"/> class.</summary>
    /// <param name="errors">Everything that is wrong.</param>
    public PolicyRefusedException(ImmutableArray<PolicyError> errors)
        : base($"The policy has {Prose.Count(errors.Length, "error")}:\n{string.Join('\n', errors)}") => Errors = errors;

    /// <summary>Gets everything that is wrong.</summary>
    public ImmutableArray<PolicyError> Errors { get; } = [];
}
