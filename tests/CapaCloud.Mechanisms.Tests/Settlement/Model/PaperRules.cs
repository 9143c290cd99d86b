using System.Numerics;
using CapaCloud.Mechanisms.Slashing;

namespace CapaCloud.Mechanisms.Tests.Settlement.Model;

/// <summary>The rules of a policy in unbounded integers and plain walks over all epochs.</summary>
internal sealed class PaperRules(MechanismPolicy policy, List<(ulong Since, ulong Window)> liability, List<(ulong Until, MechanismPolicy Policy)> former)
{
    public static readonly BigInteger One = Proportion.PartsPerOne;

    public MechanismPolicy Policy => policy;

    /// <summary>Gets a value indicating whether the network's penalties wait for each other.</summary>
    public bool WaitsForNetwork => policy.Offences.Any(offence => IsCollective(offence) && offence.AppealWindow.Epochs > 0)
        || former.SelectMany(static one => one.Policy.Offences).Any(offence => IsCollective(offence) && (offence.AppealWindow.Epochs > 0 || RuleOf(offence.Offence)?.AppealWindow.Epochs > 0));

    public static BigInteger Up(BigInteger amount, ulong parts) => ((amount * parts) + One - 1) / One;

    public static BigInteger Down(BigInteger amount, ulong parts) => amount * parts / One;

    public static bool IsCollective(OffencePolicy offence) => offence.CircuitBreaker is not null || offence.Curve.Reads.HasFlag(SlashingInputs.ShareAtFault);

    public OffencePolicy? RuleOf(Offence offence) => policy.Offences.FirstOrDefault(one => one.Offence == offence);

    /// <summary>The rule by which a fault is priced: what it cost in its own epoch, with the faults of others counted as then; appealed as the policy in force says.</summary>
    public OffencePolicy PriceOf(Offence offence, ulong fault)
    {
        OffencePolicy current = RuleOf(offence) ?? new OffencePolicy { Offence = offence, Curve = SlashingCurve.Constant(Proportion.Zero), AppealWindow = EpochSpan.Of(AppealWindowOf(offence)) };
        MechanismPolicy? then = Then(fault);
        OffencePolicy? before = then?.Offences.FirstOrDefault(one => one.Offence == offence);
        return then is null ? current
            : before is null ? current with { Curve = SlashingCurve.Constant(Proportion.Zero), Jail = EpochSpan.Zero, ForfeitsReward = false, CorrelationWindow = EpochSpan.Zero, CircuitBreaker = null }
            : before with { AppealWindow = current.AppealWindow };
    }

    /// <summary>Tells whether an offence of an epoch costs something: by the policy of its epoch, whatever the policy in force says.</summary>
    public bool IsPriced(Offence offence, ulong fault) => (Then(fault) ?? policy).Offences.Any(one => one.Offence == offence);

    /// <summary>For how long it can be appealed: an offence that was freed as long as when it last had a price.</summary>
    public ulong AppealWindowOf(Offence offence) => (RuleOf(offence) ?? Enumerable.Reverse(former).Select(one => one.Policy.Offences.FirstOrDefault(item => item.Offence == offence)).FirstOrDefault(one => one is not null))?.AppealWindow.Epochs ?? 0;

    /// <summary>Names the span of epochs of which the dearest fault counts, by the policy of the fault's epoch; null where each costs in full.</summary>
    public string? SpanOf(ulong fault) => (Then(fault) ?? policy).Penalty.DearestInSpan is { } span ? $"{fault / span.Epochs} of {former.FindIndex(one => fault <= one.Until)}" : null;

    public static bool SamePrices(MechanismPolicy left, MechanismPolicy right) =>
        left.Penalty.DearestInSpan == right.Penalty.DearestInSpan && left.Offences.Length == right.Offences.Length && left.Offences.All(one => right.Offences.Any(other =>
            one.Offence == other.Offence && one.Curve.Equals(other.Curve) && one.RepetitionWindow == other.RepetitionWindow && one.Jail == other.Jail && one.ForfeitsReward == other.ForfeitsReward
            && one.CorrelationWindow == other.CorrelationWindow && one.CircuitBreaker == other.CircuitBreaker));

    private MechanismPolicy? Then(ulong fault) => former.Where(one => fault <= one.Until).Select(one => one.Policy).FirstOrDefault();

    public bool IsChargeable(ulong fault, ulong now)
    {
        ulong window = liability.Where(period => period.Since <= fault).Select(period => period.Window).LastOrDefault();
        return fault <= now && now - fault < window;
    }

    /// <summary>Tells whether something can be brought under this epoch or any before it.</summary>
    public bool ReachesBack(ulong latest, ulong now)
    {
        for (ulong epoch = latest > 400 ? latest - 400 : 0; epoch <= latest; epoch++)
        {
            if (IsChargeable(epoch, now))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Returns for how many epochs a fault is remembered, seen from the next epoch.</summary>
    public ulong Memory(ulong next)
    {
        ulong window = policy.Stake.LiabilityWindow.Epochs;

        // A window that was changed reaches the oldest epoch that can be charged, and nothing of before.
        if (liability.Count > 1)
        {
            ulong oldest = next;
            for (ulong epoch = 0; epoch < next; epoch++)
            {
                if (IsChargeable(epoch, next))
                {
                    oldest = epoch;
                    break;
                }
            }

            window = next - oldest + 1;
        }

        // Prices of before that can still be asked for look back as far as they did.
        return window + former.Select(one => LooksBack(one.Policy)).Append(LooksBack(policy)).Max();
    }

    private static ulong LooksBack(MechanismPolicy of)
    {
        ulong appeal = of.Offences.Select(offence => offence.AppealWindow.Epochs).DefaultIfEmpty().Max();
        ulong look = of.Offences.Select(offence => Math.Max(offence.RepetitionWindow.Epochs, offence.CorrelationWindow.Epochs)).DefaultIfEmpty().Max();
        return (4 * appeal) + Math.Max(look, of.Penalty.DearestInSpan?.Epochs ?? 0);
    }

    /// <summary>Tells whether a fault costs something in at least one circumstance; else its severity is tolerated.</summary>
    public static bool CanCost(ISlashingCurve curve, in OffenceContext context)
    {
        foreach (uint earlier in new[] { 0u, 1u, context.EarlierOffences, 1_000u, uint.MaxValue })
        {
            foreach (ulong lasted in new[] { 0UL, 1UL, context.Duration.Epochs, ulong.MaxValue })
            {
                foreach (Proportion share in new[] { Proportion.Zero, context.ShareAtFault, Proportion.One })
                {
                    OffenceContext other = context with { EarlierOffences = earlier, Duration = EpochSpan.Of(lasted), ShareAtFault = share };
                    if (!curve.Evaluate(other).IsZero)
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }
}
