using System.Collections.Immutable;
using CapaCloud.Mechanisms.Alignment.Properties;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Roles;

/// <summary>What a requester can do other than to pay and to dispute exactly the false results.</summary>
internal static class RequesterConduct
{
    public static readonly ImmutableArray<string> Assumed =
    [
        "Every job is paid for before it is settled; a deposit is held until the ruling.", "Each dispute has its own deposit and is decided on its own.", "Jobs that one gives to oneself cost nothing to compute.",
    ];

    /// <summary>The best of: dispute everything, pay oneself; and, where silence counts too, dispute nothing.</summary>
    public static Finding Deviations(AlignmentProperty property, RequestTerms terms, bool withSilence)
    {
        (Fraction margin, string attack) = (terms.SelfDealing, "pay oneself for a job that nobody needed; the profit is for each job");
        if (terms.HasDisputes && terms.FalseDispute < margin)
        {
            (margin, attack) = (terms.FalseDispute, "dispute every correct result; the profit is for each job");
        }

        if (withSilence && terms.HasDisputes && terms.Request.FalseResultRate.High.IsPositive && terms.Redress < margin)
        {
            (margin, attack) = (terms.Redress, "dispute no false result: redress costs more than it brings; the profit is for each false result");
        }

        string condition = $"the fee less issuance takes {Answer.Show(terms.SelfDealing)} of a needless job"
            + (terms.HasDisputes ? $"; a false dispute is won with {Answer.Show(terms.WonFalsely)} and loses {Answer.Show(terms.FalseDispute)}; a right one brings {Answer.Show(terms.Redress)}" : "; there are no disputes");
        return Answer.Of(property, margin, condition, attack, Assumed);
    }

    public static Finding Griefing(RequestTerms terms)
    {
        const AlignmentProperty Property = AlignmentProperty.GriefingBound;
        Fraction limit = terms.Incentives.Economics.GriefingLimit.Low;
        Fraction harm = terms.HasDisputes ? terms.WonFalsely * (terms.Incentives.Economics.PaymentPerJob.High + terms.Incentives.Ladder.First) : Fraction.Zero;
        Fraction spent = (Fraction.One - terms.WonFalsely) * terms.LeastLoss;
        string condition = $"a false dispute harms a provider by {Answer.Show(harm)} and costs {Answer.Show(spent)}";
        return harm.IsZero ? Answer.Holds(Property, limit, $"{condition}: g = 0", Assumed)
            : spent.IsZero ? Answer.Fails(Property, harm, $"{condition}: g is unbounded", "dispute correct results: it costs nothing to try; the profit is the victim's harm", Assumed)
            : harm / spent <= limit ? Answer.Holds(Property, limit - (harm / spent), $"{condition}: g = {Answer.Show(harm / spent)}", Assumed)
            : Answer.Fails(Property, harm - (limit * spent), $"{condition}: g = {Answer.Show(harm / spent)}", "dispute correct results: each unit spent harms by g; the profit is the harm beyond the limit", Assumed);
    }

    public static Finding Exit(RequestTerms terms) => Answer.Holds(
        AlignmentProperty.ExitSafety, terms.LeastLoss, "what a requester may owe, the cost of a lost dispute, is in its deposit before it opens one", Assumed);

    public static Finding Names(AlignmentProperty property, RequestTerms terms) => Answer.Holds(
        property,
        terms.Incentives.Economics.IdentityPrice.Low,
        "neither prices, fees, deposits nor rulings look at a requester's name or past",
        Assumed,
        AlignmentEngine.Promise);
}
