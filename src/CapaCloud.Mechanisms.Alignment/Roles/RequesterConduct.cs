using System.Collections.Immutable;
using CapaCloud.Mechanisms.Alignment.Intervals;
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

        string condition = $"a job that nobody needs costs its requester {Answer.Show(terms.SelfDealing)}: the fee, less what is issued for it"
            + (terms.HasDisputes ? $"; {Figures.Percent(terms.WonFalsely)} of false disputes are won, and one {(terms.FalseDispute.IsNegative ? "brings" : "costs")} {Answer.Show(terms.FalseDispute.Abs())} on average; a right one brings {Answer.Show(terms.Redress)}" : "; there are no disputes");
        return Answer.Of(property, margin, condition, attack, Assumed);
    }

    public static Finding Griefing(RequestTerms terms)
    {
        const AlignmentProperty Property = AlignmentProperty.GriefingBound;
        Fraction limit = terms.Incentives.Economics.GriefingLimit.Low;
        Fraction harm = terms.HasDisputes ? terms.WonFalsely * (terms.Incentives.Economics.PaymentPerJob.High + terms.Incentives.Ladder.First) : Fraction.Zero;
        Fraction spent = (Fraction.One - terms.WonFalsely) * terms.LeastLoss;
        string condition = $"a false dispute does a provider harm of {Answer.Show(harm)} on average and costs {Answer.Show(spent)}";
        return harm.IsZero ? Answer.Holds(Property, limit, $"{condition}: no harm", Assumed)
            : spent.IsZero ? Answer.Fails(Property, harm, $"{condition}: without limit", "dispute correct results: it costs nothing to try; the profit is the victim's harm", Assumed)
            : harm / spent <= limit ? Answer.Holds(Property, limit - (harm / spent), $"{condition}: {Figures.Number(harm / spent)} units of harm for each unit spent", Assumed)
            : Answer.Fails(Property, harm - (limit * spent), $"{condition}: {Figures.Number(harm / spent)} units of harm for each unit spent", "dispute correct results: each unit spent does more harm than the limit allows; the profit is the harm beyond the limit", Assumed);
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
