namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Alerts;

/// <summary>What a participant should know before it costs anything.</summary>
/// <param name="Participant">Whom it is for.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Epoch">The epoch that was open.</param>
/// <param name="Message">What there is to know, for people.</param>
/// <param name="Case">The accusation, where it is about one: what an appeal has to name.</param>
public sealed record Alert(ParticipantId Participant, AlertKind Kind, Epoch Epoch, string Message, Digest? Case = null);

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
