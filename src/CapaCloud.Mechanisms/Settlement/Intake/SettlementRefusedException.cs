using System.Collections.Immutable;

namespace CapaCloud.Mechanisms;

/// <summary>A report cannot be settled; the message lists every reason. Nothing was changed.</summary>
/// <remarks>No formula.</remarks>
public sealed class SettlementRefusedException : Exception
{
    private const int Shown = 20;

    /// <summary>Initializes a new instance of the <see cref="SettlementRefusedException"/> class.</summary>
    public SettlementRefusedException()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="SettlementRefusedException"/> class.</summary>
    /// <param name="message">What is wrong.</param>
    public SettlementRefusedException(string message)
        : base(message)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="SettlementRefusedException"/> class.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">What caused it.</param>
    public SettlementRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="SettlementRefusedException"/> class.</summary>
    /// <param name="refusals">Every reason; the message shows the first twenty.</param>
    public SettlementRefusedException(ImmutableArray<SettlementRefusal> refusals)
        : base($"The report was refused for {Prose.Count(refusals.Length, "reason")}; nothing was changed.\n{string.Join('\n', refusals.Take(Shown))}") =>
        Refusals = refusals;

    /// <summary>Gets every reason.</summary>
    public ImmutableArray<SettlementRefusal> Refusals { get; } = [];
}
