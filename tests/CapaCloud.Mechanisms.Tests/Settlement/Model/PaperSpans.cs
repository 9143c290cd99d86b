using System.Numerics;

namespace CapaCloud.Mechanisms.Tests.Settlement.Model;

/// <summary>Of the faults in one span the dearest counts: what a charge asks for is what the span comes to with it, less what it came to without.</summary>
internal static class PaperSpans
{
    public static void Ask(PaperRules rules, PaperParticipant participant, List<PaperCharge> charges)
    {
        (string? Span, Digest Key, BigInteger Due)[] paid =
        [
            .. participant.Cases.Where(one => one.Status == CaseStatus.Charged).Select(one => (rules.SpanOf(one.Fault), one.Key, one.Due)),
        ];
        List<(string? Span, Digest Key, BigInteger Due)> now = [];
        foreach (PaperCharge charge in charges)
        {
            string? span = rules.SpanOf(charge.Case.Fault);
            BigInteger paidFor = paid.Where(one => one.Key == charge.Case.Key).Aggregate(BigInteger.Zero, (sum, one) => sum + one.Due);
            charge.Alone = BigInteger.Max(0, charge.Due - paidFor);
            if (span is not null)
            {
                charge.Alone = Cost([.. paid, (span, charge.Case.Key, charge.Alone)], span) - Cost(paid, span);
                charge.Asked = Cost([.. paid, .. now, (span, charge.Case.Key, charge.StillDue)], span) - Cost([.. paid, .. now], span);
            }

            now.Add((span, charge.Case.Key, charge.StillDue));
        }
    }

    private static BigInteger Cost(IEnumerable<(string? Span, Digest Key, BigInteger Due)> all, string span) => all.Where(one => one.Span == span)
        .GroupBy(one => one.Key).Select(fault => fault.Aggregate(BigInteger.Zero, (sum, one) => sum + one.Due)).DefaultIfEmpty().Max();
}
