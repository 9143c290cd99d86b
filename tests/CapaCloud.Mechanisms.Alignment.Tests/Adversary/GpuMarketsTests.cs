using System.Globalization;
using CapaCloud.Mechanisms.Rewards;
using Fractions;
using Xunit.Abstractions;

namespace CapaCloud.Mechanisms.Alignment.Tests.Adversary;

/// <summary>Markets as they are: bonds of 1 to 30 days of income, audits of 1 to 10 %, slashes of 5 to 100 %, verdicts up to a week late. What is answered, and why not.</summary>
/// <remarks>GPU_MARKETS says how many draws; 12 when left out.</remarks>
public sealed class GpuMarketsTests(ITestOutputHelper output)
{
    /// <summary>What is measured, and a little room for other draws.</summary>
    private const int MostOpenPercent = 40;

    private static readonly int Draws =
        int.TryParse(Environment.GetEnvironmentVariable("GPU_MARKETS"), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 12;

    [Fact]
    public void Check_realisticMarkets_answersEveryQuestion()
    {
        Dictionary<AlignmentProperty, List<Finding>> findings = [];
        Dictionary<string, List<Finding>> groups = [];
        for (int number = 0; number < Draws; number++)
        {
            (Mechanism mechanism, Economics economics) = Make(new Random(90_001 + number));
            foreach (Finding finding in AlignmentChecker.Check(mechanism, economics).Findings)
            {
                if (finding.Property == AlignmentProperty.IncentiveCompatibility)
                {
                    string group = Group(mechanism);
                    if (!groups.TryGetValue(group, out List<Finding>? members))
                    {
                        groups.Add(group, members = []);
                    }

                    members.Add(finding);
                }

                if (!findings.TryGetValue(finding.Property, out List<Finding>? asked))
                {
                    findings.Add(finding.Property, asked = []);
                }

                asked.Add(finding);
            }
        }

        // The table of docs/quality.md, and the reasons under it.
        output.WriteLine("| property | holds | fails | inconclusive | not asked |\n|---|---:|---:|---:|---:|");
        foreach ((AlignmentProperty property, List<Finding> asked) in findings.OrderBy(entry => entry.Key))
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {property} | {asked.OfType<Finding.Holds>().Count()} | {asked.OfType<Finding.Fails>().Count()} | {asked.OfType<Finding.Inconclusive>().Count()} | {asked.OfType<Finding.NotAsked>().Count()} |"));
        }

        output.WriteLine("| incentive compatibility where | holds | fails | inconclusive |\n|---|---:|---:|---:|");
        foreach ((string group, List<Finding> asked) in groups.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {group} | {asked.OfType<Finding.Holds>().Count()} | {asked.OfType<Finding.Fails>().Count()} | {asked.OfType<Finding.Inconclusive>().Count()} |"));
        }

        foreach ((AlignmentProperty property, List<Finding> asked) in findings.OrderBy(entry => entry.Key))
        {
            Write(property, "fails", asked.OfType<Finding.Fails>().Select(fails => fails.Attack.Strategy));
            Write(property, "is open", asked.OfType<Finding.Inconclusive>().Select(open => open.WhatWouldClose));
        }

        Assert.All(findings.Values, asked => Assert.DoesNotContain(asked, finding => finding is Finding.NotAsked));
        List<Finding> honest = findings[AlignmentProperty.IncentiveCompatibility];
        Assert.True(Draws < 100 || honest.Count(finding => finding is Finding.Inconclusive) * 100 <= MostOpenPercent * honest.Count, "More markets are left open than docs/quality.md says.");
    }

    private static string Group(Mechanism mechanism)
    {
        bool appeals = mechanism.Policy.Offences.Any(offence => offence.Offence == Offence.IncorrectResult && !offence.AppealWindow.IsZero);
        return mechanism.Policy.Reward.ReputationMultiplier is ConstantMultiplier
            ? appeals ? "pay is the same at every record, with appeals" : "pay is the same at every record, without appeals"
            : $"pay follows the record: {mechanism.Policy.Reputation.Model.GetType().Name}";
    }

    private void Write(AlignmentProperty property, string verdict, IEnumerable<string> reasons)
    {
        foreach (IGrouping<string, string> reason in reasons.GroupBy(Words).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).Take(3))
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{property} {verdict}, {reason.Count()}: {reason.Key}"));
        }
    }

    /// <summary>A reason without its numbers.</summary>
    private static string Words(string text) =>
        System.Text.RegularExpressions.Regex.Replace(text.Length > 200 ? text[..200] : text, "~?-?[0-9][0-9.,]*", "#");

    internal static (Mechanism Mechanism, Economics Economics) Make(Random random)
    {
        long jobs = (long)Math.Round(Math.Pow(500, random.NextDouble()));
        int payment = random.Next(1_000, 100_000);
        int cost = (int)(payment * (0.3 + (0.5 * random.NextDouble())));
        double income = (double)jobs * (payment - cost);
        Economics economics = new()
        {
            CostPerJob = cost,
            PaymentPerJob = payment,
            JobsPerEpoch = jobs,
            Participants = (long)Math.Round(10 * Math.Pow(100, random.NextDouble())),
            DetectionDelay = random.Next(0, 8),
            DetectionAccuracy = new Fraction(random.Next(90, 101), 100),
            HonestFaultRate = new Fraction(1, (long)Math.Pow(10, 2 + (3 * random.NextDouble()))),
            IdentityPrice = new Fraction((long)(income * random.Next(0, 30))),
            OutsideOption = new Fraction((long)(income * random.NextDouble() * 0.5)),
            ColludingShare = new Fraction(random.Next(0, 10), 100),
            SidePaymentLimit = 0,
            CheckingCost = cost / 50,
            CheckingReward = cost / 20,
            PlantedErrorRate = new Fraction(2, 100),
            DisputeDeposit = payment / 10,
            DisputeCost = payment / 20,
            Discount = new Fraction(999, 1_000),
        };
        Mechanism mechanism = Mechanism.Create(m => m
            .Stake(s => s.MinimumBond((UInt128)(ulong)(income * random.Next(1, 31)) + 1).UnbondingPeriod(EpochSpan.Of(21)))
            .Verify(v => v.AuditRate(Proportion.Percent((uint)random.Next(1, 11))))
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent((uint)random.Next(5, 101))), offence => offence with
            {
                ForfeitsReward = random.Next(2) == 0,
                Jail = EpochSpan.Of((ulong)(random.Next(2) * random.Next(1, 8))),
                AppealWindow = EpochSpan.Of(random.Next(3) == 0 ? (ulong)random.Next(1, 4) : 0),
            })
            .Slash(Offence.NegligentVerification, SlashingCurve.Constant(Proportion.Percent(5)))
            .Slash(Offence.FalseAccusation, SlashingCurve.Constant(Proportion.Percent(5)))
            .Reputation(random.Next(5) switch
            {
                0 => new BetaReputation(),
                1 => new HalfLifeReputation(),
                2 => new StreakReputation(),
                3 => new CredibilityReputation(),
                _ => new ValueWeightedReputation(),
            })
            .Reward(r =>
            {
                r.TreasuryFee(Proportion.Percent(5)).SplitByLargestRemainder();
                _ = random.Next(3) == 0 ? r.TimesReputation() : r;
            }));
        return (mechanism, economics);
    }
}
