using System.Numerics;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Conditions;

/// <summary>A jackpot shared by everyone who found a forced error, shrinking fast enough that posing as many earns nothing.</summary>
/// <remarks>
/// <code>
/// each  = J / 2^(k-1)        total = k J / 2^(k-1) = J, J, 3/4 J, 1/2 J, 5/16 J for k = 1..5
/// </code>
/// J the jackpot in base units, k the number of challengers. Exact. Two identities are neutral, three or more lose. An honest second
/// challenger is halved too: that is the price of it. Source: Truebit, arXiv 1908.04756.
/// </remarks>
public static class ChallengeJackpot
{
    /// <summary>Returns what each challenger is paid.</summary>
    /// <param name="jackpot">The jackpot.</param>
    /// <param name="challengers">How many challengers, at least 1.</param>
    /// <returns>The payment.</returns>
    public static Fraction PaidEach(Fraction jackpot, int challengers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(challengers, 1);
        return jackpot / new Fraction(BigInteger.One << (challengers - 1));
    }

    /// <summary>Returns what all challengers together are paid.</summary>
    /// <param name="jackpot">The jackpot.</param>
    /// <param name="challengers">How many challengers, at least 1.</param>
    /// <returns>The payments.</returns>
    public static Fraction PaidTotal(Fraction jackpot, int challengers) => PaidEach(jackpot, challengers) * new Fraction(challengers);
}
