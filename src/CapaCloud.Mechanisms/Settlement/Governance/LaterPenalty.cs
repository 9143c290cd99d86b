using System.Collections.Immutable;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Slashing;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>A penalty that was dearer because of a fault that is undone: as a repetition of it, or because its stake was at fault too.</summary>
/// <remarks>
/// <code>
/// without = ceiling(stake at the fault * Curve(one earlier offence less, share without the stake of the undone fault))
/// </code>
/// In base units, by the rules of the later fault's own epoch. Told from what is remembered now: where that does not give the price that was charged, <c>Without</c> is null. A fault that was
/// reported several times keeps its price.
/// </remarks>
internal readonly record struct LaterPenalty(ParticipantId Participant, FaultCase Case, uint Earlier, Amount? Without)
{
    /// <summary>Finds them, by participant and case.</summary>
    public static ImmutableArray<LaterPenalty> Of(SettlementRules rules, NetworkState state, in ParticipantState cleared, ImmutableArray<FaultCase> undone)
    {
        ImmutableArray<LaterPenalty>.Builder found = ImmutableArray.CreateBuilder<LaterPenalty>();
        ParticipantId name = cleared.Participant;
        Digest key = undone[0].Key;
        foreach (ParticipantState participant in state.Participants)
        {
            foreach (FaultCase item in participant.Cases)
            {
                bool isOwn = participant.Participant == name;
                if (item.Status != CaseStatus.Charged || item.Due.IsZero || (isOwn && item.Key == key) || !undone.Any(one => one.Offence == item.Offence)
                    || participant.Cases.Count(one => one.Key == item.Key && one.Status == CaseStatus.Charged) > 1)
                {
                    continue;
                }

                OffencePolicy rule = rules.Former.RuleOf(rules.Offences, item.Offence, state.FormerOffences, item.FaultEpoch);
                uint earlier = isOwn && rule.Curve.Reads.HasFlag(SlashingInputs.EarlierOffences) && item.EarlierOffences > 0 && undone.Any(one => Precedes(one, item, rule.RepetitionWindow)) ? item.EarlierOffences - 1 : item.EarlierOffences;
                bool looksAtOthers = rule.Curve.Reads.HasFlag(SlashingInputs.ShareAtFault) && state.Stakes.Any(past => past.Epoch == item.FaultEpoch);
                OffenceContext context = new()
                {
                    Severity = item.Severity,
                    EarlierOffences = item.EarlierOffences,
                    ShareAtFault = looksAtOthers ? ShareAt(state, item, rule, null) : Proportion.Zero,
                    Duration = item.Duration,
                };
                OffenceContext other = context with { EarlierOffences = earlier, ShareAtFault = looksAtOthers ? ShareAt(state, item, rule, (name, key)) : Proportion.Zero };
                Proportion part = rule.Curve.Evaluate(context), less = rule.Curve.Evaluate(other);
                if (other != context && less < part)
                {
                    // Where the dearest fault of a span counts, what this one took depends on the others of its span.
                    bool isCombined = rules.Former.DearestInSpan(state.FormerOffences, item.FaultEpoch).Length is not null;
                    found.Add(new LaterPenalty(participant.Participant, item, earlier, isCombined ? null : PriceOf(item, part, less)));
                }
            }
        }

        return found.ToImmutable();
    }

    /// <summary>Tells whether a fault counted as an earlier one when the other was charged: before it in the window, and known by then.</summary>
    private static bool Precedes(in FaultCase earlier, in FaultCase later, EpochSpan window)
    {
        int order = earlier.FaultEpoch.CompareTo(later.FaultEpoch);
        order = order != 0 ? order : earlier.Severity.CompareTo(later.Severity);
        order = order != 0 ? order : earlier.CompareTo(later);
        return earlier.CountsAsEarlier && earlier.Offence == later.Offence && earlier.Record == later.Record && order < 0
            && earlier.FaultEpoch >= later.FaultEpoch.MinusToZero(window) && earlier.DecidedAt <= later.DecidedAt;
    }

    /// <summary>The price at the smaller part; null when the larger one does not give what was charged.</summary>
    private static Amount? PriceOf(in FaultCase item, Proportion part, Proportion less)
    {
        // The stake of the case is known as its part at the severity, rounded up.
        UInt128 most = MultiplyDivide.Down(item.StakeAtFault.Units, Proportion.PartsPerOne, item.Severity.Parts), least = MultiplyDivide.Down(item.StakeAtFault.Units - UInt128.One, Proportion.PartsPerOne, item.Severity.Parts) + UInt128.One;
        bool fits = Amount.Of(UInt128.Min(least, most)).Multiply(part, Rounding.Up) <= item.Due && item.Due <= Amount.Of(most).Multiply(part, Rounding.Up);
        return !fits ? null : item.Severity == Proportion.One ? item.StakeAtFault.Multiply(less, Rounding.Up) : item.Due.Multiply(less.Parts, part.Parts, Rounding.Up);
    }

    /// <summary>The share of all stake at fault by what is remembered: each owner with its largest fault of the window.</summary>
    private static Proportion ShareAt(NetworkState state, in FaultCase seen, OffencePolicy rule, (ParticipantId Participant, Digest Key)? without)
    {
        Amount atFault = Amount.Zero, all = state.StakeOf(seen.FaultEpoch, Amount.Zero);
        Epoch last = seen.FaultEpoch, first = last.MinusToZero(rule.CorrelationWindow);
        foreach (ParticipantState participant in state.Participants)
        {
            foreach (IGrouping<ParticipantId?, FaultCase> record in participant.Cases.Where(item =>
                item.Status is CaseStatus.Charged or CaseStatus.Suspended && item.Offence == rule.Offence && item.FaultEpoch >= first && item.FaultEpoch <= last
                && (participant.Participant, item.Key) != without).GroupBy(static item => item.Record))
            {
                atFault += record.Max(static item => item.StakeAtFault);
            }
        }

        return atFault.IsZero ? Proportion.Zero : atFault >= all ? Proportion.One : Proportion.FromQuotient(atFault.Units, all.Units, Rounding.Up);
    }
}
