using CapaCloud.Mechanisms.Slashing;

namespace CapaCloud.Mechanisms.Alignment.Properties;

/// <summary>Finds jumps in what conduct earns and costs, whatever the parts promise.</summary>
/// <remarks>
/// <code>a cliff: a millionth more uptime, score or severity moves the multiplier or the slash by more than a thousandth of its range</code>
/// The functions are monotone: an interval in which little is gained in all holds no cliff and is not looked at further. At most some twenty thousand evaluations.
/// </remarks>
internal static class Cliffs
{
    private static readonly UInt128 Narrow = Proportion.PartsPerOne / 1_000_000;

    public static IEnumerable<string> Of(MechanismPolicy policy)
    {
        if (HasCliff(value => policy.Reward.ReputationMultiplier.Evaluate(value).Parts))
        {
            yield return "a millionth more score moves the reward by more than a thousandth";
        }

        if (HasCliff(value => policy.Reward.UptimeMultiplier.Evaluate(value).Parts))
        {
            yield return "a millionth more uptime moves the reward by more than a thousandth";
        }

        if (policy.Offences.FirstOrDefault(offence => offence.Offence == Offence.Downtime) is { } downtime
            && HasCliff(value => downtime.Curve.Evaluate(new OffenceContext { Severity = value }).Parts))
        {
            yield return "a millionth more downtime costs more than a thousandth of the stake";
        }
    }

    private static bool HasCliff(Func<Proportion, UInt128> function)
    {
        UInt128 first = function(Proportion.Zero), last = function(Proportion.One);
        UInt128 range = UInt128.Max(UInt128.Max(first, last), Proportion.PartsPerOne), most = range / 1_000;
        Stack<(UInt128 From, UInt128 Before, UInt128 To, UInt128 After)> open = new([(UInt128.Zero, first, Proportion.PartsPerOne, last)]);
        while (open.TryPop(out (UInt128 From, UInt128 Before, UInt128 To, UInt128 After) part))
        {
            if (Distance(part.Before, part.After) <= most)
            {
                continue;
            }

            if (part.To - part.From <= Narrow)
            {
                return true;
            }

            UInt128 middle = part.From + ((part.To - part.From) / 2), value = function(Proportion.FromParts((ulong)middle));
            open.Push((part.From, part.Before, middle, value));
            open.Push((middle, value, part.To, part.After));
        }

        return false;
    }

    private static UInt128 Distance(UInt128 one, UInt128 other) => one > other ? one - other : other - one;
}
