using CapaCloud.Mechanisms.Reputation;

namespace CapaCloud.Mechanisms.Presets.Networks.Storj;

/// <summary>The standing of one Storj node: its record, whether it is suspended or disqualified, and when it was online.</summary>
/// <remarks>No formula. A failed audit only hurts, an unknown error suspends, an absence lowers the online score: three tracks.</remarks>
/// <param name="Record">The audit and the unknown-error track.</param>
/// <param name="Online">The online score.</param>
/// <param name="Joined">When it joined.</param>
/// <param name="Audits">How many audits it has had.</param>
/// <param name="SuspendedSince">Since when it is suspended; null when it is not.</param>
/// <param name="IsDisqualified">Whether it is disqualified, which is for good.</param>
public sealed record StorjNode(
    ReputationRecord Record, OnlineHistory Online, Epoch Joined, ulong Audits, Epoch? SuspendedSince, bool IsDisqualified)
{
    /// <summary>Returns a node that joins.</summary>
    /// <param name="settings">The rules.</param>
    /// <param name="now">When.</param>
    /// <returns>The node.</returns>
    public static StorjNode Joining(StorjSettings settings, Epoch now)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new StorjNode(settings.Model.Newcomer(now), OnlineHistory.Empty(settings.Window, settings.Tracking), now, 0, null, false);
    }

    /// <summary>Returns the node after an audit.</summary>
    /// <param name="settings">The rules.</param>
    /// <param name="outcome">How the audit ended.</param>
    /// <param name="now">When it was.</param>
    /// <returns>The node.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The audit is of an epoch before the last one's, or of a closed window.</exception>
    public StorjNode After(StorjSettings settings, StorjOutcome outcome, Epoch now)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ReputationRecord record = Record;
        foreach ((ConductKind kind, bool isGood) in TracksOf(outcome))
        {
            record = settings.Model.Add(
                record, new Conduct(now, kind, isGood ? Ratio.One : Ratio.Zero, isGood ? Ratio.Zero : Ratio.One));
        }

        StorjNode audited = this with
        {
            Record = settings.Model.Age(record, now),
            Online = Online.Add(now, outcome != StorjOutcome.Offline),
            Audits = Audits + 1,
        };
        return audited.Judged(settings, now);
    }

    /// <summary>Tells whether the node has passed vetting and gets its full share of work.</summary>
    /// <param name="settings">The rules.</param>
    /// <param name="now">The current epoch.</param>
    /// <returns><see langword="true"/> when it has.</returns>
    public bool IsVetted(StorjSettings settings, Epoch now)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return Audits >= settings.VettingAudits && now >= Joined.Plus(settings.VettingAge) && !IsDisqualified;
    }

    /// <summary>Tells whether the node is too often offline: only judged once the tracking period is full.</summary>
    /// <param name="settings">The rules.</param>
    /// <returns><see langword="true"/> when it is.</returns>
    public bool IsOfflineTooOften(StorjSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return Online.IsFull && Online.Score < settings.OnlineAtLeast;
    }

    private static (ConductKind Kind, bool IsGood)[] TracksOf(StorjOutcome outcome) => outcome switch
    {
        StorjOutcome.Success => [(ConductKind.Proven, true), (ConductKind.Unexplained, true)],
        StorjOutcome.Failure => [(ConductKind.Proven, false)],
        StorjOutcome.Unknown => [(ConductKind.Unexplained, false)],
        StorjOutcome.Offline => [],
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "Expected one of the four defined outcomes."),
    };

    private StorjNode Judged(StorjSettings settings, Epoch now)
    {
        bool isBad = settings.Model.ReadTrack(Record, ConductKind.Proven) <= settings.DisqualifiedAtOrBelow;
        bool isStrange = settings.Model.ReadTrack(Record, ConductKind.Unexplained) <= settings.SuspendedAtOrBelow;
        bool isBeyondGrace = isStrange && settings.SuspensionDisqualifies && SuspendedSince is { } since && now > since.Plus(settings.Grace);
        return this with
        {
            SuspendedSince = isStrange ? SuspendedSince ?? now : null,
            IsDisqualified = IsDisqualified || isBad || isBeyondGrace,
        };
    }
}
