using CapaCloud.Mechanisms.Reputation;

namespace CapaCloud.Mechanisms.Presets.Networks.Storj;

/// <summary>Storj's rules for audits, in epochs of one hour, with the network's published defaults.</summary>
/// <remarks>
/// <code>disqualified when audit score &lt;= 0.96      suspended while score of unknown errors &lt;= 0.6      vetted after 100 audits and 504 hours</code>
/// Source: storj/storj, satellite/reputation and satellite/overlay.
/// </remarks>
public sealed record StorjSettings
{
    /// <summary>Gets the network's defaults.</summary>
    public static StorjSettings Default { get; } = new();

    /// <summary>Gets the model: lambda 0.999 from alpha 1000 for audits, lambda 0.95 from alpha 1 for unknown errors.</summary>
    public ObservationBetaReputation Model { get; init; } = new()
    {
        Proven = ObservationMemory.Thousand,
        Unexplained = new ObservationMemory(Proportion.Percent(95), Ratio.One, Ratio.One, Ratio.Zero),
    };

    /// <summary>Gets the audit score at or below which a node is disqualified for good.</summary>
    public Proportion DisqualifiedAtOrBelow { get; init; } = Proportion.Percent(96);

    /// <summary>Gets the score of unknown errors at or below which a node is suspended.</summary>
    public Proportion SuspendedAtOrBelow { get; init; } = Proportion.Percent(60);

    /// <summary>Gets how long a node may stay suspended, where suspension disqualifies at all.</summary>
    public EpochSpan Grace { get; init; } = EpochSpan.Of(7 * 24);

    /// <summary>Gets a value indicating whether a suspension beyond the grace disqualifies. The network never switched it on: too many
    /// false positives.</summary>
    public bool SuspensionDisqualifies { get; init; }

    /// <summary>Gets the audits that a node must have had to count as vetted.</summary>
    public ulong VettingAudits { get; init; } = 100;

    /// <summary>Gets the age that a node must have to count as vetted.</summary>
    public EpochSpan VettingAge { get; init; } = EpochSpan.Of(504);

    /// <summary>Gets the length of a window of the online score.</summary>
    public EpochSpan Window { get; init; } = EpochSpan.Of(12);

    /// <summary>Gets how far back windows count.</summary>
    public EpochSpan Tracking { get; init; } = EpochSpan.Of(30 * 24);

    /// <summary>Gets the online score below which a node is out of favour, once the tracking period is full.</summary>
    public Proportion OnlineAtLeast { get; init; } = Proportion.Percent(60);
}
