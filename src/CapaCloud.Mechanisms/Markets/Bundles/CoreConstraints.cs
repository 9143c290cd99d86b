using System.Numerics;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>Finds the groups that would block, one after the other, and the payments that satisfy them.</summary>
internal sealed class CoreConstraints(BundleBook book, int[] winning, BigInteger[] vcg, BigInteger[] values)
{
    private readonly List<(bool[] Payers, BigInteger Least)> _groups = [];

    /// <summary>Returns the core payments of least total, nearest to a reference; in the order of the winning bids.</summary>
    public Fraction[] Solve(BigInteger[] reference)
    {
        while (true)
        {
            Fraction total = LeastTotal.Of(vcg, values, _groups);
            Fraction[] payments = NearestPoint.Of(reference, Constraints(total));
            if (!AddBlocking(payments))
            {
                return payments;
            }
        }
    }

    private List<(Fraction[] Normal, Fraction Least)> Constraints(Fraction total)
    {
        int count = winning.Length;
        List<(Fraction[], Fraction)> rows = [];
        for (int winner = 0; winner < count; winner++)
        {
            rows.Add((Row(other => other == winner ? 1 : 0), vcg[winner]));
            rows.Add((Row(other => other == winner ? -1 : 0), -values[winner]));
        }

        foreach ((bool[] payers, BigInteger least) in _groups)
        {
            rows.Add((Row(other => payers[other] ? 1 : 0), least));
        }

        rows.Add((Row(_ => -1), -total));
        return rows;

        Fraction[] Row(Func<int, int> coefficient) => [.. Enumerable.Range(0, count).Select(index => (Fraction)(BigInteger)coefficient(index))];
    }

    /// <summary>Adds the group that could pay most more than the payments; false when no group could.</summary>
    private bool AddBlocking(Fraction[] payments)
    {
        BigInteger scale = payments.Aggregate(BigInteger.One, (product, payment) => product / BigInteger.GreatestCommonDivisor(product, payment.Denominator) * payment.Denominator);
        BigInteger[] paid = [.. payments.Select(payment => payment.Numerator * (scale / payment.Denominator))];
        int[] winnerOf = new int[book.Bidders];
        Array.Fill(winnerOf, -1);
        for (int winner = 0; winner < winning.Length; winner++)
        {
            winnerOf[book.BidderOf[winning[winner]]] = winner;
        }

        BigInteger[] reduced = [.. book.Values().Select((value, bid) =>
        {
            int winner = winnerOf[book.BidderOf[bid]];
            return (value * scale) - (winner < 0 ? BigInteger.Zero : (values[winner] * scale) - paid[winner]);
        })];
        BigInteger all = paid.Aggregate(BigInteger.Zero, (sum, payment) => sum + payment);
        (BigInteger best, int[] chosen) = BestAssignment.Of(book, reduced, static _ => true, all);
        if (best <= all)
        {
            return false;
        }

        bool[] payers = new bool[winning.Length];
        Array.Fill(payers, true);
        BigInteger least = BigInteger.Zero;
        foreach (int bid in chosen)
        {
            least += book.Bids[bid].Value.Units;
            if (winnerOf[book.BidderOf[bid]] is >= 0 and int winner)
            {
                payers[winner] = false;
                least -= values[winner];
            }
        }

        _groups.Add((payers, least));
        return true;
    }
}
