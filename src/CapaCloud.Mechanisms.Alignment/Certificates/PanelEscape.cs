using System.Numerics;
using CapaCloud.Mechanisms.Verification;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Certificates;

/// <summary>The checker's own count of how often an audit is captured by the accused and its friends.</summary>
/// <remarks>
/// <code>m deciding votes: the accused and m - 1 friends among the 2m - 2 others are a majority;  P = sum over k &gt;= m - 1 of C(2m-2, k) s^k (1-s)^(2m-2-k)</code>
/// In parts of 2^bits, rounded up; 1, which proves nothing, where the rule or the coalition is not counted here.
/// </remarks>
internal static class PanelEscape
{
    private const int MostVotes = 50;

    public static BigInteger Escapes(IVerdictRule rule, Economics economics, int bits)
    {
        BigInteger one = BigInteger.One << bits;
        Fraction share = economics.ColludingShare?.High ?? Fraction.Zero;
        int votes = rule switch
        {
            MajorityRule majority => (majority.Quorum / 2) + 1,
            FirstToMatchRule first => first.Matches,
            KnownAnswerRule => 1,
            _ => 0,
        };
        if (share.IsZero && economics.CoalitionMembers < 2)
        {
            return BigInteger.Zero;
        }

        if (votes == 0 || votes > MostVotes || economics.CoalitionMembers > 1)
        {
            return one;
        }

        if (votes == 1)
        {
            return Up(share, one);
        }

        int others = (2 * votes) - 2;
        Fraction captured = Fraction.Zero;
        BigInteger ways = BigInteger.One;
        for (int friends = 0; friends <= others; friends++)
        {
            captured += friends >= votes - 1 ? new Fraction(ways) * Fraction.Pow(share, friends) * Fraction.Pow(Fraction.One - share, others - friends) : Fraction.Zero;
            ways = ways * (others - friends) / (friends + 1);
        }

        return Up(captured > share ? captured : share, one);
    }

    private static BigInteger Up(Fraction value, BigInteger one) => ((value.Numerator * one) + value.Denominator - 1) / value.Denominator;
}
