using System.Collections.Immutable;
using System.Globalization;
using CapaCloud.Mechanisms.Alignment.Designs;
using CapaCloud.Mechanisms.Alignment.Intervals;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Tests;

/// <summary>
/// A tolerance from real answers, where the shared data lie beside the repository: 118,561 counts that honest validators' duties came to, each against the median of its epoch, and 1,821 payouts of a
/// publication that was false and was replaced.
/// </summary>
public sealed class RealToleranceTests
{
    private static readonly Proportion[] Tolerances = [.. new uint[] { 5, 10, 20, 30, 50, 100, 300, 1_000 }.Select(Proportion.BasisPoints)];

    private static string Folder => Path.Combine(RepositoryRoot.Path, "..", "shared", "data", "rocketpool");

    /// <summary>Assumptions laid over the data: a job costs 100 and pays 150, one in ten is checked, and a wrong result costs half of the bond.</summary>
    private static MechanismPolicy Policy(ulong bond) => Mechanism.Create(build => build
        .Name("counts")
        .Stake(stake => stake.MinimumBond(bond).UnbondingPeriod(EpochSpan.Of(20)))
        .Verify(verify => verify.AuditRate(Proportion.Percent(10)))
        .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Half))).Policy;

    private static Economics Economics { get; } = new()
    {
        CostPerJob = 100,
        PaymentPerJob = 150,
        JobsPerEpoch = 10,
        Participants = 20,
        DetectionDelay = 0,
        DetectionAccuracy = Fraction.One,
        HonestFaultRate = 0,
        IdentityPrice = 0,
    };

    /// <summary>The smallest tolerance condemns 829 honest answers, one that is as wide as one duty in an epoch 125; which one is chosen depends on what a verdict takes.</summary>
    [Fact]
    public void Choose_fromRealAnswers_isWhatThePageSays()
    {
        if (!Directory.Exists(Folder))
        {
            return;
        }

        ImmutableArray<Proportion> honest = Honest(), published = Published();
        Assert.Equal((118_561, 1_821), (honest.Length, published.Length));
        ImmutableArray<ToleranceOption> small = Options(100_000), large = Options(300_000);
        Assert.Equal([829UL, 829, 829, 125, 125, 125, 125, 125], small.Select(static option => option.Condemned));
        (Proportion cheap, Proportion dear) = (ToleranceDesign.Choose(small)!.Tolerance, ToleranceDesign.Choose(large)!.Tolerance);
        Assert.Equal((Proportion.BasisPoints(5), Proportion.BasisPoints(30)), (cheap, dear));

        // A wider tolerance condemns fewer honest answers and finds fewer false ones.
        Assert.All(small.Zip(small.Skip(1)), static pair => Assert.True(pair.Second.Condemned <= pair.First.Condemned && pair.Second.DetectionAccuracy.Low <= pair.First.DetectionAccuracy.Low));
        string page = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "modules", "adaptation.md"));
        string table = string.Join('\n', small.Zip(large).Select(pair =>
            $"| {Percent(pair.First.Tolerance)} | {pair.First.Condemned} | {published.Count(deviation => deviation > pair.First.Tolerance):N0} | {Units(pair.First.HonestMargin)} | {Units(Lie(pair.First, 100_000))} | {Units(pair.Second.HonestMargin)} | {Units(Lie(pair.Second, 300_000))} |"));
        Assert.True(page.Contains(table, StringComparison.Ordinal), table);

        ImmutableArray<ToleranceOption> Options(ulong bond) => ToleranceDesign.Compare(Policy(bond), Economics, honest, published, Tolerances, Proportion.Percent(99));
    }

    /// <summary>What a false result loses on average: the penalty of those that are checked and found, less the work it saves.</summary>
    private static Fraction Lie(ToleranceOption option, ulong bond) => (new Fraction(1, 10) * option.DetectionAccuracy.Low * new Fraction(bond / 2)) - new Fraction(100);

    private static string Units(Fraction value) => Math.Round((double)value, 1).ToString("N1", CultureInfo.InvariantCulture);

    private static string Percent(Proportion value) => string.Create(CultureInfo.InvariantCulture, $"{value.Parts / 10_000_000_000_000_000m:0.##} %");

    /// <summary>Each validator that was there before and after an epoch counted its duties in it; the answers of all are the median's.</summary>
    private static ImmutableArray<Proportion> Honest()
    {
        SortedDictionary<int, SortedDictionary<int, ulong>> epochs = [];
        foreach (string[] row in File.ReadLines(Path.Combine(Folder, "testnet_minipool_series.csv")).Skip(1).Select(static line => line.Split(',')))
        {
            int epoch = int.Parse(row[0], CultureInfo.InvariantCulture);
            if (!epochs.TryGetValue(epoch, out SortedDictionary<int, ulong>? counts))
            {
                epochs.Add(epoch, counts = []);
            }

            counts.Add(int.Parse(row[1], CultureInfo.InvariantCulture), ulong.Parse(row[2], CultureInfo.InvariantCulture) + ulong.Parse(row[3], CultureInfo.InvariantCulture));
        }

        SortedDictionary<int, ulong>[] all = [.. epochs.Values];
        ImmutableArray<Proportion>.Builder honest = ImmutableArray.CreateBuilder<Proportion>();
        for (int epoch = 1; epoch + 1 < all.Length; epoch++)
        {
            ImmutableArray<Proportion> deviations = ToleranceDesign.DeviationsOf([[.. all[epoch].Values.Select(Ratio.Of)]]);
            int place = 0;
            foreach (int validator in all[epoch].Keys)
            {
                if (all[epoch - 1].ContainsKey(validator) && all[epoch + 1].ContainsKey(validator))
                {
                    honest.Add(deviations[place]);
                }

                place++;
            }
        }

        return honest.ToImmutable();
    }

    /// <summary>What the first publication paid, against the one that replaced it.</summary>
    private static ImmutableArray<Proportion> Published()
    {
        Dictionary<string, UInt128> final = Payouts("interval25_payouts_final.csv");
        return
        [
            .. from pair in Payouts("interval25_payouts_first.csv")
               let right = final.GetValueOrDefault(pair.Key)
               where pair.Value != UInt128.Zero || right != UInt128.Zero
               let distance = pair.Value > right ? pair.Value - right : right - pair.Value
               select distance >= right ? Proportion.One : Proportion.FromQuotient(distance, right, Rounding.Up),
        ];
    }

    private static Dictionary<string, UInt128> Payouts(string file) => File.ReadLines(Path.Combine(Folder, file)).Skip(1).Select(static line => line.Split(','))
        .ToDictionary(static row => row[0], static row => row[4].Length == 0 ? UInt128.Zero : UInt128.Parse(row[4], CultureInfo.InvariantCulture));
}
