using CapaCloud.Mechanisms.Markets;
using CapaCloud.Mechanisms.Testing;

namespace CapaCloud.Mechanisms.Tests.Markets;

/// <summary>The laws on every auction of bundles, and each law broken by a mutant.</summary>
public sealed class BundleAuctionLawTests
{
    private const AuctionPromises Everything = AuctionPromises.Efficient | AuctionPromises.TruthfulInPrice | AuctionPromises.InCore;

    public static TheoryData<IBundleAuction> Rules =>
    [
        new VcgBundleAuction(),
        new CoreSelectingBundleAuction(CorePoint.NearestToVcg),
        new CoreSelectingBundleAuction(CorePoint.NearestToBids),
    ];

    public static TheoryData<string, IBundleAuction> Mutants => new()
    {
        { "fits-together", new Mutant(new VcgBundleAuction()) { Alter = static (_, awards) => awards[0] = new BundleAward(true, Amount.Zero) } },
        { "individually-rational", new Mutant(new VcgBundleAuction()) { Alter = static (_, awards) => awards[0] = awards[0] with { Payment = awards[0].Payment + Amount.Of(13) } } },
        { "permutation", new Mutant(new VcgBundleAuction()) { Alter = static (_, awards) => awards[0] = awards[0] with { Payment = awards[0].Payment + Amount.One } } },
        { "efficient", new Mutant(new VcgBundleAuction()) { Value = Amount.Zero } },
        { "truthful-value", new Mutant(new CoreSelectingBundleAuction()) },
        { "in-core", new Mutant(new VcgBundleAuction()) },
        { "gap-is-exact", new Mutant(new VcgBundleAuction()) { Alter = LoseAWinnerSometimes } },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void Laws_everyRule_hold(IBundleAuction rule) => Assert.All(BundleAuctionLaws.For(rule), law => law.Check(cases: 60));

    [Theory]
    [MemberData(nameof(Mutants))]
    public void Laws_mutant_isCaught(string law, IBundleAuction mutant) =>
        Assert.NotNull(BundleAuctionLaws.For(mutant).Single(candidate => candidate.Name == law).FindViolation(cases: 2_000));

    [Fact]
    public void Laws_everyLaw_hasAMutant() =>
        Assert.Equal(
            BundleAuctionLaws.For(new Mutant(new VcgBundleAuction())).Select(law => law.Name).Order(StringComparer.Ordinal),
            Mutants.Select(row => (string)row[0]).Order(StringComparer.Ordinal));

    private static int _calls;

    /// <summary>A rule that is not a function: the gap is measured on another outcome.</summary>
    private static void LoseAWinnerSometimes(BundleBid[] bids, BundleAward[] awards)
    {
        if (_calls++ % 2 == 0)
        {
            Array.Clear(awards);
        }
    }

    private sealed class Mutant(IBundleAuction inner) : IBundleAuction
    {
        public AuctionPromises Promises => Everything;

        public Action<BundleBid[], BundleAward[]>? Alter { get; init; }

        public Amount? Value { get; init; }

        public BundleOutcome Clear(BundleLot lot, ReadOnlySpan<BundleBid> bids, Digest seed)
        {
            BundleOutcome outcome = inner.Clear(lot, bids, seed);
            BundleAward[] awards = [.. outcome.Awards];
            if (awards.Length > 0)
            {
                Alter?.Invoke(bids.ToArray(), awards);
            }

            return new BundleOutcome([.. awards], Value ?? outcome.Value);
        }
    }
}
