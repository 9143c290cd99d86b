using System.Collections.Concurrent;
using System.Globalization;
using Xunit.Abstractions;

namespace CapaCloud.Mechanisms.Alignment.Tests.Adversary;

/// <summary>An adversary who believes no verdict: whatever holds is attacked in the network that settles, whatever fails is replayed there, certificates are altered.</summary>
/// <remarks>
/// ADVERSARY_DRAWS says how many draws, ADVERSARY_FIRST where they begin, ADVERSARY_THREADS how many are looked at side by side; 300 from 0 when left out, 10,000 in eng/deep-check.
/// </remarks>
public sealed class AdversaryTests(ITestOutputHelper output)
{
    private static readonly int Draws = Number("ADVERSARY_DRAWS", 300);
    private static readonly int First = Number("ADVERSARY_FIRST", 0);
    private static readonly int Threads = Number("ADVERSARY_THREADS", Environment.ProcessorCount);

    [Fact]
    public void Verdicts_ofAllDraws_standAgainstPlayedStrategies()
    {
        ConcurrentDictionary<string, int> counts = new(StringComparer.Ordinal);
        ConcurrentBag<string> broken = [];
        void Count(string what) => counts.AddOrUpdate(what, 1, (_, count) => count + 1);
        Parallel.For(First, First + Draws, new ParallelOptions { MaxDegreeOfParallelism = Threads }, number =>
        {
            try
            {
                if (Made(number) is { } draw)
                {
                    Ask(draw, Count, broken);
                }
                else
                {
                    Count("refused");
                }
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                broken.Add($"draw {number}: {exception.GetType().Name} {exception.Message} {exception.StackTrace?.Split('\n').FirstOrDefault(line => line.Contains("Mechanisms", StringComparison.Ordinal))?.Trim()}");
            }
        });

        int Of(string what) => counts.GetValueOrDefault(what);
        output.WriteLine($"draws {Draws} from {First}: {Of("Holds")} hold, {Of("Fails")} fail, {Of("Inconclusive")} open, {Of("certified")} certified, {Of("refused")} refused as policies, {Of("better")} attacks improved, {broken.Count} broken");
        Assert.True(broken.IsEmpty, $"{broken.Count} broken of {Draws}:\n{string.Join('\n', broken.Order(StringComparer.Ordinal).Take(40))}");
        Assert.True(Of("refused") <= Draws / 3 && Of("Holds") >= Draws / 50 && Of("Fails") >= Draws / 10, "The test must mean something: too few verdicts of a kind.");
    }

    /// <summary>Draws that were wrong once: ties that are no verdict, a unit of rounding that a new name is unlucky by, pools that carry over, breakers, remainders, bounties on wrongful penalties.</summary>
    [Theory]
    [InlineData(27)]
    [InlineData(134)]
    [InlineData(154)]
    [InlineData(318)]
    [InlineData(364)]
    [InlineData(375)]
    [InlineData(1004)]
    [InlineData(1328)]
    [InlineData(1429)]
    [InlineData(2199)]
    [InlineData(3070)]
    [InlineData(4276)]
    [InlineData(4867)]
    [InlineData(4882)]
    public void Verdicts_ofDrawsThatBrokeOnce_stand(int number)
    {
        ConcurrentBag<string> broken = [];
        Ask(AdversaryDraw.Make(number), _ => { }, broken);
        Assert.Empty(broken);
    }

    /// <summary>Wrongful verdicts an epoch late, discounted at 0.81 and 0.89, take less than they would at once: that honest work does not pay is not claimed.</summary>
    [Theory]
    [InlineData(72)]
    [InlineData(115)]
    public void Verdict_ofLateWrongfulVerdicts_isNoAttackByWorkingLess(int number)
    {
        AdversaryDraw draw = AdversaryDraw.Ordinary(number);
        long[] idle = [0, 0, 0];

        Assert.True(new AdversaryPlayer(draw.Mechanism, draw.Economics).Gain(new AdversaryPlan(idle, idle)) < 0);
        Finding finding = AlignmentChecker.Check(draw.Mechanism, draw.Economics).On(AlignmentProperty.IncentiveCompatibility);
        Assert.True(finding is Finding.Inconclusive or Finding.Fails { Attack.Trace: not null }, finding.ToString());
    }

    private static void Ask(AdversaryDraw draw, Action<string> count, ConcurrentBag<string> broken)
    {
        AlignmentReport report = AlignmentChecker.Check(draw.Mechanism, draw.Economics);
        AdversaryPlayer player = new(draw.Mechanism, draw.Economics);
        Finding honesty = report.On(AlignmentProperty.IncentiveCompatibility);
        count(honesty.GetType().Name);
        if (honesty is Finding.Holds && AdversaryAttacks.Best(draw, player, isWhole: true) is { } attack)
        {
            broken.Add($"draw {draw.Number}: {attack}; {honesty}");
        }

        // A fifth of what fails is searched for something better: that costs what attacking a verdict that holds does.
        if (honesty is Finding.Fails { Attack: { } stated } && draw.Number % 5 == 0
            && AdversaryAttacks.Search(draw, player, isWhole: true).Gain > (1.05 * stated.Profit.High.ToDouble()) + player.Noise)
        {
            count("better");
        }

        foreach (string found in report.Findings.OfType<Finding.Fails>().SelectMany(fails => AdversaryReplays.Broken(draw, fails, player)).Concat(new AdversaryProperties(draw, report, player).Broken()))
        {
            broken.Add(found);
        }

        List<string> refused = [];
        if (AdversaryCertificates.Check(draw, refused) > 0)
        {
            count("certified");
        }

        refused.ForEach(broken.Add);
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

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : otherwise;
}
