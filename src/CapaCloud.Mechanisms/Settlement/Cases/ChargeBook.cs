using CapaCloud.Mechanisms.Slashing;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Prices the cases of one participant that are charged in an epoch, in the order of their faults.</summary>
/// <remarks>
/// <code>
/// order            = epoch of the fault, then the lighter fault first, then the key
/// earlier offences = faults of the same offence that count, in the RepetitionWindow before the fault's epoch or earlier in the order of its own epoch
/// Curve            = that of the fault's own epoch, where the policy changed after it, and so are all windows and the circuit breaker
/// due              = ceiling(stake that stood in the fault's epoch * Curve(severity, earlier offences, share at fault, duration))
/// </code>
/// A fault counts as an earlier one even when it costs nothing, unless its severity is tolerated: then it would cost nothing in any circumstances. A fault that
/// comes to light after a later one was charged is priced in its own place; the later one is not priced again. A fault that was reported under several epochs, or
/// as a light and as a dear one, or as a wrong result and as one that was never shown, is priced under each, and costs the dearest: what was charged for it before is
/// taken off. It counts as an earlier one under every epoch that made it dearer. Spared by the circuit breaker under one name, it is spared under the other one.
/// </remarks>
internal sealed class ChargeBook
{
    private readonly Charge[] _charges;

    private ChargeBook(Charge[] charges) => _charges = charges;

    /// <summary>Gets the charges in the order in which they are taken.</summary>
    public ReadOnlySpan<Charge> Charges => _charges;

    /// <summary>Prices what is charged with the batch, or returns null when nothing is.</summary>
    public static ChargeBook? Of(in ParticipantState state, CaseFile? file, CaseBatch batch, FaultClimate climate)
    {
        if (file is null)
        {
            return null;
        }

        List<int> positions = [];
        for (int index = 0; index < file.Cases.Length; index++)
        {
            if (batch.Charges(file.Cases[index]))
            {
                positions.Add(index);
            }
        }

        return positions.Count == 0 ? null : new ChargeBook(Price(state, file, positions, climate));
    }

    private static Charge[] Price(in ParticipantState state, CaseFile file, List<int> positions, FaultClimate climate)
    {
        FaultCase[] cases = [.. file.Cases];
        positions.Sort((left, right) =>
        {
            int order = cases[left].FaultEpoch.CompareTo(cases[right].FaultEpoch);
            order = order != 0 ? order : cases[left].Severity.CompareTo(cases[right].Severity);
            return order != 0 ? order : cases[left].CompareTo(cases[right]);
        });
        HashSet<(Digest Key, Epoch Fault)>? spared = Spared(cases, positions, climate);
        EarlierOffences earlier = new(cases);
        Dictionary<Digest, Amount> charged = [];
        Dictionary<(Digest Key, Offence Offence, Epoch Fault), uint> counted = [];
        Remember(cases, charged, counted);
        DearestOfSpans? spans = Combined(cases, climate), earlierSpans = positions.Count > 1 ? Combined(cases, climate) : spans;
        Dictionary<Digest, Amount> chargedBefore = positions.Count > 1 ? new(charged) : charged;
        Charge[] charges = new Charge[positions.Count];
        for (int index = 0; index < charges.Length; index++)
        {
            ref readonly FaultCase item = ref cases[positions[index]];
            OffencePolicy rule = climate.RuleOf(item.Offence, item.FaultEpoch);
            bool isCharged = charged.TryGetValue(item.Key, out Amount before);
            OffenceContext context = new()
            {
                Severity = item.Severity,
                EarlierOffences = counted.TryGetValue((item.Key, item.Offence, item.FaultEpoch), out uint known) ? known : earlier.Before(item, rule.RepetitionWindow, state),
                ShareAtFault = climate.ShareAtFault(rule, item.FaultEpoch),
                Duration = item.Duration,
            };
            bool isSuspended = spared?.Contains((item.Key, item.FaultEpoch)) == true;
            Proportion part = isSuspended ? Proportion.Zero : rule.Curve.Evaluate(context);
            // Where nothing stood when it was brought, nothing is held, and what stands there by now stood elsewhere then.
            Amount standing = item.StakeAtFault.IsZero ? Amount.Zero : StakeBehind.ChargeableAt(state, item.Record, item.FaultEpoch, climate.StakeRules, file.Now);
            Amount due = standing.Multiply(part, Rounding.Up);

            // A report of a known fault that costs nothing more moves it to no other epoch.
            bool counts = !isSuspended && !IsTolerated(rule.Curve, context) && (!isCharged || due > before);
            if (counts)
            {
                earlier.Add(item);
            }

            if (!isSuspended)
            {
                // Another report of the same fault may be charged in the same batch: it pays the difference to this one.
                charged[item.Key] = Amount.Max(before, due);
                counted[(item.Key, item.Offence, item.FaultEpoch)] = context.EarlierOffences;
            }

            charges[index] = WithSpan(item, spans, earlierSpans, new Charge
            {
                Position = positions[index],
                Rule = rule,
                FaultEpoch = item.FaultEpoch,
                Context = context,
                IsImmediate = item.IsImmediate,
                IsSuspended = isSuspended,
                Part = part,
                Standing = standing,
                Due = due,
                ChargedBefore = before,
                ChargedInEarlierEpochs = positions.Count > 1 ? chargedBefore.GetValueOrDefault(item.Key) : before,
                WasCharged = isCharged,
                CountsAsEarlier = counts,
            });
        }

        return charges;
    }

    /// <summary>What was charged in earlier epochs, by spans; null where every fault costs in full.</summary>
    private static DearestOfSpans? Combined(FaultCase[] cases, FaultClimate climate)
    {
        if (!climate.Combines)
        {
            return null;
        }

        DearestOfSpans spans = new(climate);
        foreach (ref readonly FaultCase item in cases.AsSpan())
        {
            if (item.Status == CaseStatus.Charged)
            {
                _ = spans.Add(item, item.Due);
            }
        }

        return spans;
    }

    private static Charge WithSpan(in FaultCase item, DearestOfSpans? spans, DearestOfSpans? earlier, in Charge charge)
    {
        if (spans is null)
        {
            return charge;
        }

        // Alone first: with one charge both are the same book.
        Amount alone = earlier!.Asked(item, charge.DueAlone);
        return charge with { OfSpanAlone = alone, OfSpan = spans.Add(item, charge.StillDue) };
    }

    /// <summary>
    /// Returns the faults that a circuit breaker spares, or null when there are none: what is spared under one of its names is spared under the other one too, for it is one fault.
    /// </summary>
    private static HashSet<(Digest Key, Epoch Fault)>? Spared(FaultCase[] cases, List<int> positions, FaultClimate climate)
    {
        HashSet<(Digest Key, Epoch Fault)>? spared = null;
        foreach (ref readonly FaultCase item in cases.AsSpan())
        {
            if (item.Status == CaseStatus.Suspended)
            {
                (spared ??= []).Add((item.Key, item.FaultEpoch));
            }
        }

        foreach (int position in positions)
        {
            ref readonly FaultCase item = ref cases[position];
            if (climate.IsSuspended(climate.RuleOf(item.Offence, item.FaultEpoch), item.FaultEpoch))
            {
                (spared ??= []).Add((item.Key, item.FaultEpoch));
            }
        }

        return spared;
    }

    /// <summary>Tells whether a severity costs nothing in any circumstances: then it is no offence, only a tolerated lapse.</summary>
    private static bool IsTolerated(ISlashingCurve curve, in OffenceContext context)
    {
        OffenceContext worst = context with { EarlierOffences = uint.MaxValue, Duration = EpochSpan.MaxValue };
        return curve.Evaluate(worst).IsZero && curve.Evaluate(worst with { ShareAtFault = Proportion.One }).IsZero;
    }

    /// <summary>Says what each fault has cost so far, and after how many earlier ones it was charged under which epoch.</summary>
    private static void Remember(FaultCase[] cases, Dictionary<Digest, Amount> charged, Dictionary<(Digest Key, Offence Offence, Epoch Fault), uint> counted)
    {
        foreach (ref readonly FaultCase item in cases.AsSpan())
        {
            if (item.Status == CaseStatus.Charged)
            {
                charged[item.Key] = charged.GetValueOrDefault(item.Key) + item.Due;
                counted[(item.Key, item.Offence, item.FaultEpoch)] = item.EarlierOffences;
            }
        }
    }
}
