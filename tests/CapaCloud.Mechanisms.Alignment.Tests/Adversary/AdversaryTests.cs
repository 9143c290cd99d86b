using System.Globalization;
using CapaCloud.Mechanisms.Alignment.Intervals;
using Fractions;
using Xunit.Abstractions;

namespace CapaCloud.Mechanisms.Alignment.Tests.Adversary;

/// <summary>An adversary who believes no verdict: whatever holds is attacked in the network that settles, whatever fails is replayed there, certificates are altered.</summary>
/// <remarks>ADVERSARY_DRAWS says how many draws, ADVERSARY_FIRST where they begin; 60 from 0 when left out, 10,000 in eng/deep-check.</remarks>
public sealed class AdversaryTests(ITestOutputHelper output)
{
    private static readonly int Draws = Number("ADVERSARY_DRAWS", 60);
    private static readonly int First = Number("ADVERSARY_FIRST", 0);

    [Fact]
    public void Verdicts_ofAllDraws_standAgainstPlayedStrategies()
    {
        (int held, int failed, int open, int certified, int refused) = (0, 0, 0, 0, 0);
        List<string> broken = [];
        for (int number = First; number < First + Draws; number++)
        {
            AdversaryDraw? made = Made(number);
            if (made is not { } draw)
            {
                refused++;
                continue;
            }

            try
            {
                AlignmentReport report = AlignmentChecker.Check(draw.Mechanism, draw.Economics);
                switch (report.On(AlignmentProperty.IncentiveCompatibility))
                {
                    case Finding.Holds holds:
                        held++;
                        broken.AddRange(Attack(draw, isWhole: true).Select(attack => $"draw {number}: {attack}; {holds}"));
                        break;
                    case Finding.Fails fails:
                        failed++;
                        broken.AddRange(Replay(draw, fails));
                        break;
                    default:
                        open++;
                        break;
                }

                if (report.On(AlignmentProperty.ParallelSafety) is Finding.Holds cheating && report.On(AlignmentProperty.IncentiveCompatibility) is not Finding.Holds)
                {
                    broken.AddRange(Attack(draw, isWhole: false).Select(attack => $"draw {number}: {attack}; {cheating}"));
                }

                certified += Certify(draw, broken);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                broken.Add($"draw {number}: {exception.GetType().Name} {exception.Message} {exception.StackTrace?.Split('\n').FirstOrDefault(line => line.Contains("Mechanisms", StringComparison.Ordinal))?.Trim()}");
            }
        }

        output.WriteLine($"{held} hold, {failed} fail, {open} open, {certified} certified, {refused} refused as policies");
        Assert.True(broken.Count == 0, $"{broken.Count} broken of {Draws}:\n{string.Join('\n', broken.Take(20))}");
        Assert.True(refused <= Draws / 3 && held >= Draws / 50 && failed >= Draws / 10, $"{held} hold, {failed} fail, {open} open: the test must mean something.");
    }

    /// <summary>Wrongful verdicts an epoch late, discounted at 0.81 and 0.89, take less than they would at once: that honest work does not pay is not claimed.</summary>
    [Theory]
    [InlineData(72)]
    [InlineData(115)]
    public void Verdict_ofLateWrongfulVerdicts_isNoAttackByWorkingLess(int number)
    {
        AdversaryDraw draw = AdversaryDraw.Make(number);
        long[] idle = [0, 0, 0];

        Assert.True(new AdversaryPlayer(draw.Mechanism, draw.Economics).Gain(new AdversaryPlan(idle, idle)) < 0);
        Assert.IsType<Finding.Inconclusive>(AlignmentChecker.Check(draw.Mechanism, draw.Economics).On(AlignmentProperty.IncentiveCompatibility));
    }

    private static AdversaryDraw? Made(int number)
    {
        try
        {
            return AdversaryDraw.Make(number);
        }
        catch (PolicyRefusedException)
        {
            return null;
        }
    }

    /// <summary>Strategies that pay although it is said that none does: enumerated ones, and the best of them climbed.</summary>
    private static IEnumerable<string> Attack(AdversaryDraw draw, bool isWhole)
    {
        AdversaryPlayer player = new(draw.Mechanism, draw.Economics);
        double scale = 1e-6 * (1 + draw.Economics.PaymentPerJob.High.ToDouble() * draw.Economics.JobsPerEpoch);
        (AdversaryPlan? best, double top) = (null, double.NegativeInfinity);
        foreach (AdversaryPlan plan in Plans(draw.Economics, isWhole))
        {
            double gain = player.Gain(plan);
            (best, top) = gain > top ? (plan, gain) : (best, top);
        }

        Random random = new(draw.Number);
        for (int step = 0; step < 6 && best is not null && top <= scale; step++)
        {
            long[] work = [.. best.Work], cheat = [.. best.Cheat];
            int epoch = random.Next(work.Length);
            work[epoch] = isWhole ? random.NextInt64(0, draw.Economics.JobsPerEpoch + 1) : work[epoch];
            cheat[epoch] = random.NextInt64(isWhole ? 0 : 1, draw.Economics.JobsPerEpoch + 1);
            AdversaryPlan changed = best with { Work = work, Cheat = cheat };
            double gain = player.Gain(changed);
            (best, top) = gain > top ? (changed, gain) : (best, top);
        }

        if (top > scale)
        {
            yield return $"'{best}' gains {top.ToString("R", CultureInfo.InvariantCulture)}";
        }
    }

    private static IEnumerable<AdversaryPlan> Plans(Economics economics, bool isWhole)
    {
        long jobs = economics.JobsPerEpoch;
        bool hasFaults = economics.HonestFaultRate.High.IsPositive;
        foreach (long cheated in new[] { 1, (jobs + 1) / 2, jobs }.Distinct())
        {
            yield return new AdversaryPlan([jobs], [cheated]);
            yield return new AdversaryPlan([jobs, jobs], [cheated, cheated]);
            yield return new AdversaryPlan([jobs, jobs], [cheated, cheated], Renames: isWhole);
            yield return new AdversaryPlan([jobs, jobs], [0, cheated]);
            yield return new AdversaryPlan([jobs], [cheated], Bonds: 3);
        }

        yield return new AdversaryPlan([jobs, jobs, jobs], [jobs, jobs, jobs]);
        if (!isWhole)
        {
            yield break;
        }

        for (long work = 0; work < jobs; work++)
        {
            yield return new AdversaryPlan([work], [0]);
            yield return new AdversaryPlan([work], [work]);
        }

        yield return new AdversaryPlan([0, 0], [0, 0]);
        if (hasFaults)
        {
            yield return new AdversaryPlan([jobs, jobs], [0, 0], Renames: true);
        }
    }

    private static IEnumerable<string> Replay(AdversaryDraw draw, Finding.Fails fails)
    {
        if (!fails.Attack.Profit.Low.IsPositive)
        {
            yield return $"draw {draw.Number}: an attack that earns nothing; {fails}";
        }

        foreach (EpochTrace epoch in new[] { fails.Attack.Epoch, fails.Attack.HonestEpoch }.OfType<EpochTrace>())
        {
            if (epoch.Play(draw.Mechanism, draw.Economics) != epoch)
            {
                yield return $"draw {draw.Number}: an epoch replays to {epoch.Play(draw.Mechanism, draw.Economics)}; {fails}";
            }
        }

        if (fails.Attack.Trace is not { } trace)
        {
            if (draw.Economics.OutsideOption!.Value.High.IsZero && fails.Attack.Epoch is { Stakes.Length: 1 } taken && fails.Attack.HonestEpoch is not null && new AdversaryPlayer(draw.Mechanism, draw.Economics)
                .Gain(new AdversaryPlan([taken.Work[0], taken.Work[0], taken.Work[0]], [0, 0, 0])) is var earned and <= 0)
            {
                yield return $"draw {draw.Number}: played, working less gains {earned.ToString("R", CultureInfo.InvariantCulture)}; {fails}";
            }

            yield break;
        }

        RationalInterval replayed = AttackReplay.Play(draw.Mechanism, draw.Economics, trace);
        if (replayed != fails.Attack.Profit)
        {
            yield return $"draw {draw.Number}: stated {fails.Attack.Profit}, replayed {replayed}";
        }

        AdversaryPlayer player = new(draw.Mechanism, draw.Economics);
        long[] cheat = [.. Enumerable.Repeat(trace.Cheated, (int)trace.Delay + 1)], work = [.. cheat.Select(_ => draw.Economics.JobsPerEpoch)];
        double gain = Math.Max(player.Gain(new AdversaryPlan(work, cheat)), player.Gain(new AdversaryPlan(work, cheat, Renames: true)));
        if (gain < fails.Attack.Profit.Low.ToDouble() - 0.5 && gain <= 0)
        {
            yield return $"draw {draw.Number}: played, the attack gains {gain.ToString("R", CultureInfo.InvariantCulture)}; {fails}";
        }
    }

    private static int Certify(AdversaryDraw draw, List<string> broken)
    {
        if (CertificateIssuer.TryIssue(draw.Mechanism, draw.Economics) is not { } certificate)
        {
            return 0;
        }

        AlignmentCertificate read = AlignmentCertificate.FromJson(certificate.ToJson());
        if (read != certificate || !CertificateChecker.Check(read, draw.Mechanism, draw.Economics).IsAccepted)
        {
            broken.Add($"draw {draw.Number}: an issued certificate is refused: {CertificateChecker.Check(read, draw.Mechanism, draw.Economics)}");
        }

        AlignmentCertificate[] altered =
        [
            certificate with { Margin = RationalInterval.Of(certificate.Margin.Low + new Fraction(1_000_000)) },
            certificate with { Margin = RationalInterval.Between(certificate.Margin.Low, certificate.Margin.Low + Fraction.One) },
            certificate with { EconomicsHash = EconomicsJson.Hash(draw.Economics with { CostPerJob = draw.Economics.CostPerJob.High + Fraction.One }) },
            certificate with { AuditRate = Proportion.One, Margin = RationalInterval.Of(certificate.Margin.Low + Fraction.One) },
            certificate with { Slashed = [.. certificate.Slashed.Select(taken => taken.IsZero ? taken : taken + Amount.One)] },
        ];
        broken.AddRange(altered.Where(changed => changed != certificate && CertificateChecker.Check(changed, draw.Mechanism, draw.Economics).IsAccepted
            && !changed.Slashed.All(taken => taken.IsZero)).Select((_, index) => $"draw {draw.Number}: altered certificate {index} is accepted"));
        return 1;
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : otherwise;
}
