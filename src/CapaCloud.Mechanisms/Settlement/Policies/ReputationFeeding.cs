using System.Collections.Immutable;
using CapaCloud.Mechanisms.Reputation;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Which of the tracks that a reputation model reads are fed, and by what.</summary>
/// <remarks>
/// The proven track is fed by verdicts (each task once) and by the faults that are charged; the track of presence by the duties in the reports; nothing that the
/// mechanism sees feeds the track of unexplained failures, so a model that reads it is refused: its score would stay a newcomer's for ever.
/// </remarks>
internal static class ReputationFeeding
{
    public static void Check(MechanismPolicy policy, ImmutableArray<PolicyError>.Builder errors)
    {
        Check(policy.Reputation.Model, "$.reputation.model", errors);
        if (policy.Verification.Panels is { Record: { } record } panels)
        {
            CheckFirstSeat(panels, record, errors);
        }
    }

    /// <summary>Nothing but checks moves a record of checks, so whoever is no member as a newcomer never becomes one.</summary>
    private static void CheckFirstSeat(PanelPolicy panels, IReputationModel record, ImmutableArray<PolicyError>.Builder errors)
    {
        int before = errors.Count;
        Check(record, "$.verification.panels.record", errors);
        if (errors.Count == before && record.Read(record.Newcomer(Epoch.Zero)) is var newcomer && newcomer < panels.LeastScore)
        {
            errors.Add(new PolicyError("$.verification.panels.leastScore", $"is {panels.LeastScore}, and who has never checked has a score of {newcomer}, so nobody would ever be drawn; expected at most that, or no record of checks"));
        }
    }

    public static void Check(IReputationModel model, string path, ImmutableArray<PolicyError>.Builder errors)
    {
        if (model.Reads.HasFlag(ConductKinds.Unexplained))
        {
            errors.Add(new PolicyError(path, "reads unexplained failures, which no report of the mechanism tells; expected a model that reads proven results or presence"));
        }

        CheckUnread(model, path, errors);
        Try(model, path, errors);
    }

    public static string Describe(MechanismPolicy policy)
    {
        ConductKinds reads = policy.Reputation.Model.Reads;
        string proven = reads.HasFlag(ConductKinds.Proven) ? "verdicts and charged faults" : "";
        string presence = reads.HasFlag(ConductKinds.Presence) ? "duties kept and missed" : "";
        return string.Join("; ", new[] { proven, presence }.Where(static source => source.Length > 0));
    }

    /// <summary>A memory that somebody chose for a track that the model does not read would change nothing.</summary>
    private static void CheckUnread(IReputationModel model, string path, ImmutableArray<PolicyError>.Builder errors)
    {
        if (model is not ObservationBetaReputation observed)
        {
            return;
        }

        foreach ((ConductKinds kind, ObservationMemory memory, string member) in (ReadOnlySpan<(ConductKinds, ObservationMemory, string)>)
            [(ConductKinds.Proven, observed.Proven, "proven"), (ConductKinds.Unexplained, observed.Unexplained, "unexplained"), (ConductKinds.Presence, observed.Presence, "presence")])
        {
            if (!observed.Reads.HasFlag(kind) && memory != ObservationMemory.Thousand)
            {
                errors.Add(new PolicyError(
                    $"{path}.{member}",
                    $"is the memory of a track that the model does not read (it reads {observed.Reads}), so it changes nothing; expected {nameof(ObservationMemory)}.{nameof(ObservationMemory.Thousand)}, or a model that reads the track"));
            }
        }
    }

    /// <summary>
    /// Lets a newcomer be praised and blamed once: a model whose numbers contradict each other says so now, and does not halt the first settlement with a fault.
    /// </summary>
    private static void Try(IReputationModel model, string path, ImmutableArray<PolicyError>.Builder errors)
    {
        try
        {
            ReputationRecord record = model.Newcomer(Epoch.Zero);
            _ = model.Read(record);
            foreach (ConductKind kind in (ReadOnlySpan<ConductKind>)[ConductKind.Proven, ConductKind.Presence])
            {
                record = model.Add(record, new Conduct(Epoch.Zero, kind, Ratio.Of(1_000), Ratio.Zero));
                record = model.Add(record, new Conduct(Epoch.Zero, kind, Ratio.Zero, Ratio.One));
            }

            _ = model.Read(model.Age(record, Epoch.Of(1)));
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArithmeticException or ArgumentException)
        {
            errors.Add(new PolicyError(path, $"cannot score a newcomer that did well and failed once: {exception.Message}"));
        }
    }
}
