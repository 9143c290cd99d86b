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

        int[] positions = Charged(file, batch);
        return positions.Length == 0 ? null : new ChargeBook(Price(state, file, positions, climate));
    }

    /// <summary>Returns where the cases stand that are charged with the batch, in the order of their faults.</summary>
    private static int[] Charged(CaseFile file, CaseBatch batch)
    {
        int count = 0;
        foreach (ref readonly FaultCase item in file.Cases)
        {
            count += batch.Charges(item) ? 1 : 0;
        }

        int[] positions = count == 0 ? [] : new int[count];
        for (int index = 0, next = 0; next < count; index++)
        {
            if (batch.Charges(file.Cases[index]))
            {
                positions[next++] = index;
            }
        }

        if (count > 1)
        {
            Order(file, positions);
        }

        return positions;
    }

    private static void Order(CaseFile file, int[] positions) => Array.Sort(positions, (left, right) =>
    {
        ref readonly FaultCase one = ref file.Cases[left], other = ref file.Cases[right];
        int order = one.FaultEpoch.CompareTo(other.FaultEpoch);
        order = order != 0 ? order : one.Severity.CompareTo(other.Severity);
        return order != 0 ? order : one.CompareTo(other);
    });

    private static Charge[] Price(in ParticipantState state, CaseFile file, ReadOnlySpan<int> positions, FaultClimate climate)
    {
        ReadOnlySpan<FaultCase> cases = file.Cases;
        HashSet<(Digest Key, Epoch Fault)>? spared = Spared(cases, positions, climate);
        EarlierOffences earlier = new(cases);
        FormerCharges charged = FormerCharges.Of(cases);
        DearestOfSpans? spans = Combined(cases, climate), earlierSpans = positions.Length > 1 ? Combined(cases, climate) : spans;
        FormerCharges chargedBefore = positions.Length > 1 ? FormerCharges.Of(cases) : charged;
        Charge[] charges = new Charge[positions.Length];
        for (int index = 0; index < charges.Length; index++)
        {
            ref readonly FaultCase item = ref cases[positions[index]];
            OffencePolicy rule = climate.RuleOf(item.Offence, item.FaultEpoch);
            bool isCharged = charged.TryGetDue(item.Key, out Amount before);
            Amount inEarlierEpochs = chargedBefore.TryGetDue(item.Key, out Amount earlierDue) ? earlierDue : Amount.Zero;
            OffenceContext context = new()
            {
                Severity = item.Severity,
                EarlierOffences = charged.TryGetEarlierOffences(item, out uint known) ? known : earlier.Before(item, rule.RepetitionWindow, state),
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
            bool isLast = index + 1 == charges.Length;
            if (counts && !isLast)
            {
                earlier.Add(item);
            }

            if (!isSuspended && !isLast)
            {
                // Another report of the same fault may be charged in the same batch: it pays the difference to this one.
                charged.Set(item, Amount.Max(before, due), context.EarlierOffences);
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
                ChargedInEarlierEpochs = inEarlierEpochs,
                WasCharged = isCharged,
                CountsAsEarlier = counts,
            });
        }

        return charges;
    }

    /// <summary>What was charged in earlier epochs, by spans; null where every fault costs in full.</summary>
    private static DearestOfSpans? Combined(ReadOnlySpan<FaultCase> cases, FaultClimate climate)
    {
        if (!climate.Combines)
        {
            return null;
        }

        DearestOfSpans spans = new(climate);
        foreach (ref readonly FaultCase item in cases)
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
    private static HashSet<(Digest Key, Epoch Fault)>? Spared(ReadOnlySpan<FaultCase> cases, ReadOnlySpan<int> positions, FaultClimate climate)
    {
        HashSet<(Digest Key, Epoch Fault)>? spared = null;
        foreach (ref readonly FaultCase item in cases)
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
}
