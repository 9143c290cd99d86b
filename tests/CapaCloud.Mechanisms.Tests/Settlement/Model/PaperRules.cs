using System.Numerics;
using CapaCloud.Mechanisms.Slashing;

namespace CapaCloud.Mechanisms.Tests.Settlement.Model;

/// <summary>The rules of a policy in unbounded integers and plain walks over all epochs.</summary>
internal sealed class PaperRules(MechanismPolicy policy, List<(ulong Since, ulong Window)> liability)
{
    public static readonly BigInteger One = Proportion.PartsPerOne;

    public MechanismPolicy Policy => policy;

    /// <summary>Gets a value indicating whether the network's penalties wait for each other.</summary>
    public bool WaitsForNetwork => policy.Offences.Any(offence => IsCollective(offence) && offence.AppealWindow.Epochs > 0);

    public static BigInteger Up(BigInteger amount, ulong parts) => ((amount * parts) + One - 1) / One;

    public static BigInteger Down(BigInteger amount, ulong parts) => amount * parts / One;

    public static bool IsCollective(OffencePolicy offence) => offence.CircuitBreaker is not null || offence.Curve.Reads.HasFlag(SlashingInputs.StakeAtFault);

    public OffencePolicy? RuleOf(Offence offence) => policy.Offences.FirstOrDefault(one => one.Offence == offence);

    public bool IsChargeable(ulong fault, ulong now)
    {
        ulong window = liability.Where(period => period.Since <= fault).Select(period => period.Window).LastOrDefault();
        return fault <= now && now - fault < window;
    }

    /// <summary>Returns for how many epochs a fault is remembered, seen from the next epoch.</summary>
    public ulong Memory(ulong next)
    {
        ulong window = policy.Stake.LiabilityWindow.Epochs;
        if (liability.Count(period => period.Since <= next) > 1 || liability.Count > 1)
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

        ulong appeal = policy.Offences.Select(offence => offence.AppealWindow.Epochs).DefaultIfEmpty().Max();
        ulong look = policy.Offences.Select(offence => Math.Max(offence.RepetitionWindow.Epochs, offence.CorrelationWindow.Epochs)).DefaultIfEmpty().Max();
        return window + (4 * appeal) + look;
    }

    /// <summary>Tells whether a fault costs something in at least one circumstance; else its severity is tolerated.</summary>
    public static bool CanCost(ISlashingCurve curve, in OffenceContext context)
    {
        foreach (uint earlier in new[] { 0u, 1u, context.EarlierOffences, 1_000u, uint.MaxValue })
        {
            foreach (ulong lasted in new[] { 0UL, 1UL, context.Duration.Epochs, ulong.MaxValue })
            {
                foreach (Proportion share in new[] { Proportion.Zero, context.StakeAtFault, Proportion.One })
                {
                    OffenceContext other = context with { EarlierOffences = earlier, Duration = EpochSpan.Of(lasted), StakeAtFault = share };
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
