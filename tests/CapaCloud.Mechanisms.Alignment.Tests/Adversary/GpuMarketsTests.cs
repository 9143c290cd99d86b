using System.Globalization;
using Fractions;
using Xunit.Abstractions;

namespace CapaCloud.Mechanisms.Alignment.Tests.Adversary;

/// <summary>Markets as they are: bonds of 1 to 30 days of income, audits of 1 to 10 %, slashes of 5 to 100 %, verdicts up to a week late. What is answered, and why not.</summary>
/// <remarks>GPU_MARKETS says how many draws; 12 when left out.</remarks>
public sealed class GpuMarketsTests(ITestOutputHelper output)
{
    private static readonly int Draws =
        int.TryParse(Environment.GetEnvironmentVariable("GPU_MARKETS"), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 12;

    [Fact]
    public void Check_realisticMarkets_answersEveryQuestion()
    {
        Dictionary<(AlignmentProperty, string), int> verdicts = [];
        Dictionary<string, int> reasons = [];
        for (int number = 0; number < Draws; number++)
        {
            (Mechanism mechanism, Economics economics) = Make(new Random(90_001 + number));
            foreach (Finding finding in AlignmentChecker.Check(mechanism, economics).Findings)
            {
                (AlignmentProperty Property, string Verdict) key = (finding.Property, finding.GetType().Name);
                verdicts[key] = verdicts.GetValueOrDefault(key) + 1;
                string reason = finding switch
                {
                    Finding.Fails fails => $"{finding.Property} fails: {Words(fails.Attack.Strategy)}",
                    Finding.Inconclusive open => $"{finding.Property} open: {Words(open.WhatWouldClose)}",
                    _ => string.Empty,
                };
                if (reason.Length > 0)
                {
                    reasons[reason] = reasons.GetValueOrDefault(reason) + 1;
                }
            }
        }

        foreach (((AlignmentProperty property, string verdict), int count) in verdicts.OrderBy(entry => entry.Key.Item1).ThenBy(entry => entry.Key.Item2, StringComparer.Ordinal))
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{property} {verdict} {count}"));
        }

        foreach ((string reason, int count) in reasons.OrderByDescending(entry => entry.Value).Take(40))
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} {reason}"));
        }

        Assert.DoesNotContain(verdicts, entry => entry.Key.Item2 == nameof(Finding.NotAsked));
    }

    /// <summary>A reason without its numbers.</summary>
    private static string Words(string text) =>
        System.Text.RegularExpressions.Regex.Replace(text.Length > 130 ? text[..130] : text, "[0-9][0-9.,]*", "#");

    private static (Mechanism Mechanism, Economics Economics) Make(Random random)
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
