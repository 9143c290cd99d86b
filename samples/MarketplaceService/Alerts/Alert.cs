namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Alerts;

/// <summary>What a participant should know before it costs anything.</summary>
public sealed record Alert(ParticipantId Participant, AlertKind Kind, Epoch Epoch, string Message);

/// <summary>What an alert is about.</summary>
public enum AlertKind
{
    /// <summary>A few more missed duties cost stake.</summary>
    DowntimeNear,

    /// <summary>If the epoch ended now, missed duties would cost stake.</summary>
    DowntimeDue,

    /// <summary>An accusation waits: it can be appealed.</summary>
    AccusationPending,

    /// <summary>The bond is below the minimum: the participant earns nothing.</summary>
    BondBelowMinimum,

    /// <summary>The participant is in jail: it earns nothing.</summary>
    Jailed,
}
