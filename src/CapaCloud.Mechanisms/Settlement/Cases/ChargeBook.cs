using CapaCloud.Mechanisms.Slashing;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Prices the cases of one participant that are charged in an epoch, in the order of their faults.</summary>
/// <remarks>
/// <code>
/// order            = epoch of the fault, then the lighter fault first, then the key
/// earlier offences = faults of the same offence that count, in the RepetitionWindow before the fault's epoch or earlier in the order of its own epoch
/// due              = ceiling(stake that stood in the fault's epoch * Curve(severity, earlier offences, share at fault, duration))
/// </code>
/// A fault counts as an earlier one even when it costs nothing, unless its severity is tolerated: then it would cost nothing in any circumstances. A fault that
/// comes to light after a later one was charged is priced in its own place; the later one is not priced again.
/// </remarks>
internal sealed class ChargeBook
{
    private readonly Charge[] _charges;

    private ChargeBook(Charge[] charges) => _charges = charges;

    /// <summary>Gets the charges in the order in which they are taken.</summary>
    public ReadOnlySpan<Charge> Charges => _charges;

    /// <summary>Prices what is charged with the batch, or returns null when nothing is.</summary>
    public static ChargeBook? Of(OffenceTable offences, in ParticipantState state, CaseFile? file, CaseBatch batch, FaultClimate climate)
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

        return positions.Count == 0 ? null : new ChargeBook(Price(offences, state, file, positions, climate));
    }

    private static Charge[] Price(OffenceTable offences, in ParticipantState state, CaseFile file, List<int> positions, FaultClimate climate)
    {
        FaultCase[] cases = [.. file.Cases];
        positions.Sort((left, right) =>
        {
            int order = cases[left].FaultEpoch.CompareTo(cases[right].FaultEpoch);
            order = order != 0 ? order : cases[left].Severity.CompareTo(cases[right].Severity);
            return order != 0 ? order : cases[left].CompareTo(cases[right]);
        });
        EarlierOffences earlier = new(cases);
        Dictionary<Digest, (Amount Due, uint Earlier)> charged = ChargedBefore(cases);
        Charge[] charges = new Charge[positions.Count];
        for (int index = 0; index < charges.Length; index++)
        {
            ref readonly FaultCase item = ref cases[positions[index]];
            OffencePolicy rule = offences.RuleOf(item.Offence);
            bool isCharged = charged.TryGetValue(item.Key, out (Amount Due, uint Earlier) before);
            OffenceContext context = new()
            {
                Severity = item.Severity,
                EarlierOffences = isCharged ? before.Earlier : earlier.Before(item.Offence, item.FaultEpoch, rule.RepetitionWindow),
                StakeAtFault = climate.ShareAtFault(offences.IndexOf(item.Offence), item.FaultEpoch),
                Duration = item.Duration,
            };
            bool isSuspended = climate.IsSuspended(offences.IndexOf(item.Offence), item.FaultEpoch);
            Proportion part = isSuspended ? Proportion.Zero : rule.Curve.Evaluate(context);
            // Where nothing stood when it was brought, nothing is held, and what stands there by now stood elsewhere then.
            Amount standing = item.StakeAtFault.IsZero ? Amount.Zero : state.Stake.StandingAt(item.FaultEpoch);
            bool counts = !isSuspended && !isCharged && !IsTolerated(rule.Curve, context);
            Amount due = standing.Multiply(part, Rounding.Up);
            if (counts)
            {
                earlier.Add(item.Offence, item.FaultEpoch);
            }

            if (!isSuspended)
            {
                // A dearer report of the same fault may be charged in the same batch: it pays the difference to this one.
                charged[item.Key] = (Amount.Max(before.Due, due), context.EarlierOffences);
            }

            charges[index] = new Charge
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
                ChargedBefore = before.Due,
                WasCharged = isCharged,
                CountsAsEarlier = counts,
            };
        }

        return charges;
    }

    /// <summary>Tells whether a severity costs nothing in any circumstances: then it is no offence, only a tolerated lapse.</summary>
    private static bool IsTolerated(ISlashingCurve curve, in OffenceContext context)
    {
        OffenceContext worst = context with { EarlierOffences = uint.MaxValue, Duration = EpochSpan.MaxValue };
        return curve.Evaluate(worst).IsZero && curve.Evaluate(worst with { StakeAtFault = Proportion.One }).IsZero;
    }

    private static Dictionary<Digest, (Amount Due, uint Earlier)> ChargedBefore(FaultCase[] cases)
    {
        Dictionary<Digest, (Amount Due, uint Earlier)> charged = [];
        foreach (ref readonly FaultCase item in cases.AsSpan())
        {
            if (item.Status == CaseStatus.Charged)
            {
                Amount due = charged.TryGetValue(item.Key, out (Amount Due, uint Earlier) known) ? known.Due + item.Due : item.Due;
                charged[item.Key] = (due, item.EarlierOffences);
            }
        }

        return charged;
    }
}
