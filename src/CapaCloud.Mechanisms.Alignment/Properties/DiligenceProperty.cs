using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Alignment.Lives;
using CapaCloud.Mechanisms.Alignment.Probing;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Properties;

/// <summary>Verifier diligence: vouching for a result that nobody looked at, keeping silent, and accusing falsely.</summary>
/// <remarks>
/// <code>
/// vouching loses at least      planted * (price + pay) - cost of a check
/// silence loses at least       pay - cost of a check                       asked of members of panels, who are due to answer
/// accusing loses at least      (1 - won) * price - won * bounty            won: the panel is captured, or the audit errs
/// </code>
/// Who sits on a panel knows who sits beside it, and accuses only where it wins: there a failed accusation costs nothing, for there is none. Base units, what is lost at its least.
/// </remarks>
internal static class DiligenceProperty
{
    private const AlignmentProperty Property = AlignmentProperty.VerifierDiligence;

    public static Finding Of(MechanismIncentives incentives, HonestLife life)
    {
        Economics economics = incentives.Economics;
        if (economics.CheckingCost is not { } cost)
        {
            return Answer.Missing(Property, nameof(Economics.CheckingCost), "does a validator who checks earn more than one who does not");
        }

        Fraction accused = FalseAccusation(incentives, out string accusing);
        if (accused.IsNegative)
        {
            return Answer.Fails(Property, -accused, accusing, "accuse honest results for the bounty; the profit is for each accusation", []);
        }

        CheckTerms terms = CheckTerms.Of(incentives);
        Finding vouching = Vouching(incentives, life, terms, cost);
        return terms.IsByPanel && vouching is Finding.Holds holds ? Silence(incentives, life, terms, holds, cost) : vouching;
    }

    /// <summary>What accusing an honest result loses at least, on average.</summary>
    public static Fraction FalseAccusation(MechanismIncentives incentives, out string condition)
    {
        Fraction captured = incentives.Panel?.Condemns ?? Fraction.One, errs = incentives.Economics.HonestFaultRate.High, won = captured > errs ? captured : errs;
        Fraction bounty = (Fraction.One - incentives.Kept) * incentives.Slashed[^1].ToFraction();
        Fraction price = OffencePrice.Of(incentives, Offence.FalseAccusation);
        bool isSeen = incentives.Probe.Policy.Verification.Panels is not null && captured.IsPositive;
        condition = $"{Figures.Percent(won)} of false accusations succeed, and one that does brings up to {Answer.Show(bounty)}; {(isSeen ? "the members of a panel know beforehand whether it will" : $"one that fails costs {Answer.Show(price)}")}";
        return isSeen ? -(captured * bounty) : ((Fraction.One - won) * price) - (won * bounty);
    }

    private static Finding Vouching(MechanismIncentives incentives, HonestLife life, CheckTerms terms, RationalInterval cost)
    {
        Economics economics = incentives.Economics;
        Fraction planted = PlantedErrorRates.Of(incentives.Probe.Policy, economics).Low;
        Fraction loss = planted * (terms.Price + terms.LeastPay), margin = loss - cost.High;
        if (cost.High.IsZero)
        {
            return Answer.Holds(Property, loss, "checking costs nothing, so that not checking saves nothing", []);
        }

        string charged = terms.IsByPanel ? $"a penalty of {Answer.Show(terms.Penalty)} as a wrong result" : $"a penalty of {Answer.Show(terms.Penalty)}";
        string condition = $"{Figures.Percent(planted)} of results are planted errors; to miss one costs {charged} and the reward of {Answer.Show(terms.LeastPay)}; to check a result costs {Answer.Show(cost.High)}";
        string[] assumptions =
        [
            "A validator cannot tell a planted error from any other result without checking it.",
            "A planted error that is vouched for is always found out.",
        ];
        Fraction gain = cost.High - (planted * (terms.Most(incentives, life) + terms.MostPay));
        if (margin.IsNegative && gain.IsPositive && terms.WorseRecord(incentives.Probe.Policy, cost) is { } mayDeter)
        {
            return Answer.Open(Property, condition, mayDeter);
        }

        return !margin.IsNegative || gain.IsPositive
            ? Answer.Of(Property, gain.IsPositive ? -gain : margin, condition, "vouch for every result without checking it; the profit is for each check", [.. assumptions])
            : Answer.Open(Property, condition, $"The penalty alone does not deter; the forfeited reward, the jail and the worse record that come with it may, and are counted up to {Answer.Show(-gain)} beyond what vouching saves: a larger penalty, or more planted errors close it.");
    }

    /// <summary>A member that does not answer saves the check and loses its pay; what a missed duty costs besides depends on the duties of the row.</summary>
    private static Finding Silence(MechanismIncentives incentives, HonestLife life, CheckTerms terms, Finding.Holds vouching, RationalInterval cost)
    {
        Fraction margin = terms.LeastPay - cost.High, gain = cost.High - terms.MostPay;
        string condition = $"{vouching.Condition}; a member that keeps silent loses its pay of {Answer.Show(terms.LeastPay)}{(CheckTerms.IsSilenceFree(incentives, life) ? string.Empty : " and has missed a duty")}";
        return !margin.IsNegative ? vouching with { Margin = margin < vouching.Margin ? margin : vouching.Margin, Condition = condition }
            : gain.IsPositive && CheckTerms.IsSilenceFree(incentives, life)
                ? Answer.Fails(Property, gain, condition, "keep silent when drawn to a panel; the profit is for each check", vouching.Assumptions)
                : Answer.Open(Property, condition, $"A check costs {Answer.Show(cost.High)} and pays {Answer.Show(terms.LeastPay)}: whether a missed duty costs the rest depends on how many duties a row has. Pay a check what it costs (ByPanelOf, and CheckingReward in the economics).");
    }
}
