using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Testing.Generators;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>The laws of <see cref="FaultTally"/>: each owner counts once, and tallies are a commutative monoid.</summary>
/// <remarks>No formula.</remarks>
internal static class FaultTallyLaws
{
    private static readonly Epoch[] Seen = [.. Enumerable.Range(0, 40).Select(number => Epoch.Of((ulong)number)), Epoch.Of(1_020), Epoch.MaxValue];

    /// <summary>Returns the laws of a rule.</summary>
    /// <param name="rule">The rule.</param>
    /// <returns>The laws.</returns>
    public static IReadOnlyList<Law> For(FaultTallyRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return
        [
            Law.Of("owner-counts-once", "from every epoch an owner counts with the largest of its faults in the window", OwnFaults.Any,
                drawn => Of(rule, drawn) is var tally && Seen.All(epoch => tally.AtFault(epoch) == Largest(drawn, epoch))),
            Law.Of("splitting-adds-nothing", "one fault proven in several pieces, the others no larger, counts like the whole", OwnFaults.Any,
                drawn => Of(rule, drawn) == Of(rule, drawn with { Faults = [.. drawn.Faults.SelectMany(Pieces)] })),
            Law.Of("order-of-evidence", "the order in which faults are found does not matter", OwnFaults.Any,
                drawn => Of(rule, drawn) == Of(rule, drawn with { Faults = [.. drawn.Faults.Reverse()] })
                    && Of(rule, drawn) == Of(rule, drawn with { Faults = [.. drawn.Faults.OrderBy(fault => fault.AtFault)] })),
            Law.Of("bounded", "a tally has at most two steps for each epoch with a fault", OwnFaults.Any,
                drawn => Of(rule, drawn).Steps.Length <= 2 * drawn.Faults.Select(fault => fault.Fault).Distinct().Count()),
            Law.Of("future-is-refused", "a fault after the present epoch is refused with ArgumentOutOfRangeException", OwnFaults.Any,
                drawn => RefusesTheFuture(rule, drawn)),
            Law.Of("merge-adds", "what several owners have at fault is the sum of what each has", OwnFaults.Three,
                drawn => Of(rule, drawn.First) is var first && Of(rule, drawn.Second) is var second && rule.Merge(first, second) is var both
                    && Seen.All(epoch => both.AtFault(epoch) == Sum(first.AtFault(epoch), second.AtFault(epoch)))),
            Law.Of("merge-commutes", "the order of two owners does not matter", OwnFaults.Three,
                drawn => rule.Merge(Of(rule, drawn.First), Of(rule, drawn.Second)) == rule.Merge(Of(rule, drawn.Second), Of(rule, drawn.First))),
            Law.Of("merge-associates", "how owners are grouped does not matter", OwnFaults.Three,
                drawn => Of(rule, drawn.First) is var first && Of(rule, drawn.Second) is var second && Of(rule, drawn.Third) is var third
                    && rule.Merge(rule.Merge(first, second), third) == rule.Merge(first, rule.Merge(second, third))),
            Law.Of("nothing-adds-nothing", "the tally without faults changes no other", OwnFaults.Any,
                drawn => Of(rule, drawn) is var tally && rule.Merge(tally, FaultTally.Empty) == tally && rule.Merge(FaultTally.Empty, tally) == tally),
        ];
    }

    private static FaultTally Of(FaultTallyRule rule, OwnFaults drawn) => rule.Contribution([.. drawn.Faults], drawn.Window, Epoch.MaxValue);

    private static Amount Largest(OwnFaults drawn, Epoch epoch)
    {
        Amount largest = Amount.Zero;
        foreach ((Epoch fault, Amount atFault) in drawn.Faults)
        {
            bool isInWindow = fault <= epoch && epoch.Since(fault) <= drawn.Window;
            largest = isInWindow ? Amount.Max(largest, atFault) : largest;
        }

        return largest;
    }

    private static IEnumerable<(Epoch Fault, Amount AtFault)> Pieces((Epoch Fault, Amount AtFault) whole)
    {
        yield return (whole.Fault, whole.AtFault.Multiply(Proportion.Half, Rounding.Down));
        yield return whole;
        yield return whole;
    }

    private static Amount Sum(Amount left, Amount right) => left > Amount.MaxValue - right ? Amount.MaxValue : left + right;

    private static bool RefusesTheFuture(FaultTallyRule rule, OwnFaults drawn)
    {
        if (drawn.Faults.IsEmpty || drawn.Faults.Max(fault => fault.Fault) is var last && last == Epoch.Zero)
        {
            return true;
        }

        rule.Contribution([.. drawn.Faults], drawn.Window, last);
        try
        {
            rule.Contribution([.. drawn.Faults], drawn.Window, last.MinusToZero(EpochSpan.One));
            return false;
        }
        catch (ArgumentOutOfRangeException)
        {
            return true;
        }
    }
}
