using CapaCloud.Mechanisms.Hashing;
using CapaCloud.Mechanisms.Settlement.Policies;
using CapaCloud.Mechanisms.Settlement.States;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Time;

namespace CapaCloud.Mechanisms.Settlement.Appeals;

/// <summary>Sorts the accusations against one participant: due now, still pending, overturned.</summary>
internal sealed class PenaltyDocket
{
    private readonly List<Evidence> _due = [];

    private PenaltyDocket()
    {
    }

    /// <summary>Gets the evidence whose penalty is taken in this epoch, ordered by fault epoch and key.</summary>
    public ReadOnlyMemory<Evidence> Due { get; private set; }

    /// <summary>Gets the accusations that were confirmed in this epoch.</summary>
    public List<PendingPenalty> Confirmed { get; } = [];

    /// <summary>Gets the accusations that were overturned in this epoch.</summary>
    public List<PendingPenalty> Overturned { get; } = [];

    /// <summary>Gets the accusations that were made in this epoch.</summary>
    public List<PendingPenalty> Opened { get; } = [];

    /// <summary>Gets the accusations of earlier epochs that are still pending.</summary>
    public List<PendingPenalty> Kept { get; } = [];

    /// <summary>Returns the docket, or null when nothing is or becomes pending: then everything that was brought is due, and nothing is allocated.</summary>
    public static PenaltyDocket? Of(OffenceTable offences, in ParticipantState state, in ParticipantInput input) =>
        state.Pending.IsEmpty && !HasDeferred(offences, input) ? null : Sort(offences, state, input);

    /// <summary>Tells whether the evidence waited, so that its reward was withheld and not forfeited.</summary>
    public bool HasWaited(Digest key) => Confirmed.Exists(penalty => penalty.Key == key);

    private static bool HasDeferred(OffenceTable offences, in ParticipantInput input)
    {
        foreach (Evidence evidence in input.Evidence.Span)
        {
            if (!offences.RuleOf(evidence.Offence).AppealWindow.IsZero)
            {
                return true;
            }
        }

        return false;
    }

    private static PenaltyDocket Sort(OffenceTable offences, in ParticipantState state, in ParticipantInput input)
    {
        PenaltyDocket docket = new();
        foreach (PendingPenalty penalty in state.Pending)
        {
            docket.Decide(offences, penalty, input);
        }

        foreach (Evidence evidence in input.Evidence.Span)
        {
            OffencePolicy rule = offences.RuleOf(evidence.Offence);
            if (rule.AppealWindow.IsZero)
            {
                docket._due.Add(evidence);
            }
            else
            {
                docket.Opened.Add(new PendingPenalty(evidence, input.Epoch, input.Epoch + rule.AppealWindow, IsAppealed: false, default));
            }
        }

        docket.Due = docket._due.OrderBy(evidence => evidence.FaultEpoch).ThenBy(evidence => evidence.Key).ToArray();
        return docket;
    }

    private void Decide(OffenceTable offences, PendingPenalty penalty, in ParticipantInput input)
    {
        // The policy may have changed since: what it no longer prices costs nothing.
        RulingOutcome ruling = offences.Prices(penalty.Evidence.Offence) ? RulingOn(penalty.Key, input) : RulingOutcome.Overturned;
        switch (ruling)
        {
            case RulingOutcome.Overturned:
                Overturned.Add(penalty);
                return;
            case RulingOutcome.Confirmed:
                Confirm(penalty);
                return;
        }

        bool appeals = input.Appeals.Span.Contains(penalty.Key);
        if (appeals)
        {
            EpochSpan window = offences.RuleOf(penalty.Evidence.Offence).AppealWindow;
            Kept.Add(penalty with { IsAppealed = true, Deadline = input.Epoch + window });
        }
        else if (penalty.Deadline <= input.Epoch)
        {
            Confirm(penalty);
        }
        else
        {
            Kept.Add(penalty);
        }
    }

    private void Confirm(PendingPenalty penalty)
    {
        Confirmed.Add(penalty);
        _due.Add(penalty.Evidence);
    }

    private static RulingOutcome RulingOn(Digest key, in ParticipantInput input)
    {
        foreach (Ruling ruling in input.Rulings.Span)
        {
            if (ruling.Key == key)
            {
                return ruling.Outcome;
            }
        }

        return RulingOutcome.None;
    }
}
