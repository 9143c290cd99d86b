using CapaCloud.Mechanisms.Markets;
using CapaCloud.Mechanisms.Testing;

namespace CapaCloud.Mechanisms.Tests.Markets;

/// <summary>The laws on every auction, and each law broken by a mutant.</summary>
public sealed class AuctionLawTests
{
    private const AuctionPromises Everything = (AuctionPromises)127;

    /// <summary>Each rule, and whether it takes one bid for one unit from each bidder.</summary>
    public static TheoryData<IAuction, bool> Rules => new()
    {
        { new FirstPriceAuction(), false },
        { new SecondPriceAuction(), true },
        { new UniformPriceAuction(), false },
        { new UniformPriceAuction(), true },
        { new VcgAuction(), false },
        { new VcgAuction(maximumPerBidder: 2), false },
        { new VcgAuction(groups: [new CapacityGroup(2, [Name("b0"), Name("b1")])]), false },
        { new VcgAuction(3, [new CapacityGroup(2, [Name("b0"), Name("b1")]), new CapacityGroup(4, [Name("b2"), Name("b3")])]), false },
        { new ScoredAuction([], Ratio.One), true },
        { new ScoredAuction([new(Name("b0"), Ratio.Of(2)), new(Name("b1"), Ratio.Parse("0.7")), new(Name("b2"), Ratio.Zero)], Ratio.Parse("1.3")), true },
    };

    /// <summary>Each law's name, and a rule that breaks it.</summary>
    public static TheoryData<string, IAuction, bool> Mutants => new()
    {
        { "within-lot", new MutantAuction(new UniformPriceAuction()) { Alter = static (_, bids, awards) => awards[0] = new Award(bids[0].Quantity, Amount.Zero) }, false },
        { "individually-rational", new MutantAuction(new UniformPriceAuction()) { Alter = static (_, _, awards) => awards[^1] = awards[^1] with { Payment = awards[^1].Payment + Amount.Of(5) } }, false },
        { "permutation", new MutantAuction(new FirstPriceAuction()) { Alter = FirstComeFirstServed }, false },
        { "search-is-exact", new MutantAuction(new FirstPriceAuction()) { Forgets = true }, false },
        { "equal-treatment", new MutantAuction(new FirstPriceAuction()) { Promises = Everything, Alter = FirstComeFirstServed }, false },
        { "truthful-price", new MutantAuction(new FirstPriceAuction()) { Promises = Everything }, true },
        { "truthful-quantity", new MutantAuction(new UniformPriceAuction()) { Promises = Everything }, false },
        { "efficient", new MutantAuction(new VcgAuction(maximumPerBidder: 1)) { Promises = Everything }, false },
        { "one-price", new MutantAuction(new FirstPriceAuction()) { Promises = Everything }, false },
        { "in-core", new MutantAuction(new UniformPriceAuction()) { Promises = Everything, Alter = static (lot, _, awards) => PayTheLimit(lot, awards) }, false },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void Laws_everyRule_hold(IAuction rule, bool oneUnit) =>
        Assert.All(AuctionLaws.For(rule, oneUnit), law => law.Check(cases: 60));

    [Theory]
    [MemberData(nameof(Mutants))]
    public void Laws_mutant_isCaught(string law, IAuction mutant, bool oneUnit) =>
        Assert.NotNull(AuctionLaws.For(mutant, oneUnit).Single(candidate => candidate.Name == law).FindViolation(cases: 2_000));

    [Fact]
    public void Laws_everyLaw_hasAMutant() =>
        Assert.Equal(
            AuctionLaws.For(new MutantAuction(new FirstPriceAuction()) { Promises = Everything }).Select(law => law.Name).Order(StringComparer.Ordinal),
            Mutants.Select(row => (string)row[0]).Order(StringComparer.Ordinal));

    private static ParticipantId Name(string name) => ParticipantId.Of(name);

    /// <summary>The network on which 60 and 40 of too little go by the order of payment.</summary>
    private static void FirstComeFirstServed(Lot lot, Bid[] bids, Award[] awards)
    {
        ulong left = lot.Quantity;
        for (int position = 0; position < bids.Length; position++)
        {
            ulong taken = ulong.Min(left, lot.Side == MarketSide.Sell == (bids[position].UnitPrice >= lot.Limit) || bids[position].UnitPrice == lot.Limit ? bids[position].Quantity : 0);
            awards[position] = new Award(taken, Amount.Of(taken * bids[position].UnitPrice.Units));
            left -= taken;
        }
    }

    private static void PayTheLimit(Lot lot, Award[] awards)
    {
        for (int position = 0; position < awards.Length; position++)
        {
            awards[position] = awards[position] with { Payment = Amount.Of(awards[position].Quantity * lot.Limit.Units) };
        }
    }
}
