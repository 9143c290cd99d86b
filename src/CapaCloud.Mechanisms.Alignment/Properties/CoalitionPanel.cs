using CapaCloud.Mechanisms.Alignment.Conditions;
using CapaCloud.Mechanisms.Alignment.Probing;
using CapaCloud.Mechanisms.Verification;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Properties;

/// <summary>What a coalition can do with the seats it is drawn to: k of n members, or a share of the network, whichever is worse.</summary>
/// <remarks>
/// <code>
/// deciding votes m = Quorum/2 + 1, or the matches that are asked for; panel = 2m - 1 seats; one auditor where the rule does not vote
/// escapes          = P(enough of the other seats go to the k - 1 other members that, with the accused, they are a majority)
/// condemns         = P(a majority of the panel of an outsider goes to the k members)
/// </code>
/// Drawn without replacement from the n - 1 others; for a share, with replacement. Chances in [0, 1], exact.
/// </remarks>
/// <param name="Escapes">The chance that an audit of a member is captured.</param>
/// <param name="Condemns">The chance that an audit of an outsider is captured.</param>
/// <param name="Majority">How many seats decide an audit.</param>
internal sealed record CoalitionPanel(Fraction Escapes, Fraction Condemns, int Majority)
{
    /// <summary>The most deciding votes whose chances are counted out.</summary>
    public const int MostVotes = 500;

    /// <summary>Returns the panel, or null where a verdict takes too many votes to count them out.</summary>
    public static CoalitionPanel? Of(MechanismIncentives incentives) => incentives.Panel;

    /// <summary>Tells whether the rule's chances can be counted out: equal votes, or one auditor who knows.</summary>
    public static bool IsCounted(IVerdictRule rule) => rule is MajorityRule or FirstToMatchRule or KnownAnswerRule;

    /// <summary>The same for economics and a policy.</summary>
    public static CoalitionPanel? Of(Economics economics, MechanismPolicy policy)
    {
        Fraction share = economics.ColludingShare.OrZero().High;
        int participants = (int)economics.Participants;
        int members = (int)economics.CoalitionMembers;
        CoalitionPanel single = new(
            Larger(share, Seat(members - 1, participants - 1)), Larger(share, Seat(members, participants - 1)), 1);
        int majority = Deciding(policy.Verification.Verdict);
        if (majority == 1)
        {
            return single;
        }

        if (majority > MostVotes)
        {
            return null;
        }

        int others = Math.Min((2 * majority) - 2, participants - 1);
        int needed = (others / 2) + 1;

        // The accused votes too: with it, one vote less of the others is a majority for it.
        Fraction drawn = Enough((2 * majority) - 2, majority - 1, share), against = MajorityVoting.FirstToReachError(majority, share);
        return new CoalitionPanel(
            Larger(Larger(single.Escapes, drawn), members < 2 ? Fraction.Zero : MajorityVoting.CaptureProbability(participants - 1, members - 1, others, needed - 1)),
            Larger(Larger(single.Condemns, against), members < 1 ? Fraction.Zero : MajorityVoting.CaptureProbability(participants - 1, Math.Min(members, participants - 1), others, needed)),
            majority);
    }

    /// <summary>How many equal answers decide, among voters of the same weight.</summary>
    private static int Deciding(IVerdictRule rule) => rule switch
    {
        MajorityRule majority => (majority.Quorum / 2) + 1,
        WeightedMajorityRule weighted => (weighted.LeastVoices / 2) + 1,
        FirstToMatchRule first => first.Matches,
        _ => 1,
    };

    /// <summary>The chance that at least so many of the drawn seats, each with replacement, go to the share.</summary>
    private static Fraction Enough(int seats, int needed, Fraction share)
    {
        if (needed <= 0)
        {
            return Fraction.One;
        }

        // Over the common denominator of all seats; each number of seats from the one before.
        System.Numerics.BigInteger theirs = share.Numerator, rest = share.Denominator - share.Numerator, sum = System.Numerics.BigInteger.Zero;
        System.Numerics.BigInteger ways = System.Numerics.BigInteger.One;
        for (int seat = 0; seat <= seats; seat++)
        {
            if (seat >= needed)
            {
                sum += ways * System.Numerics.BigInteger.Pow(theirs, seat) * System.Numerics.BigInteger.Pow(rest, seats - seat);
            }

            ways = ways * (seats - seat) / (seat + 1);
        }

        return new Fraction(sum, System.Numerics.BigInteger.Pow(share.Denominator, seats));
    }

    private static Fraction Seat(int members, int others) =>
        members < 1 || others < 1 ? Fraction.Zero : new Fraction(Math.Min(members, others), others);

    private static Fraction Larger(Fraction one, Fraction other) => one > other ? one : other;
}
