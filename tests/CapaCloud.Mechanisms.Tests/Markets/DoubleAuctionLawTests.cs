using CapaCloud.Mechanisms.Markets;
using CapaCloud.Mechanisms.Testing;

namespace CapaCloud.Mechanisms.Tests.Markets;

/// <summary>The laws on every double auction, and each law broken by a mutant.</summary>
public sealed class DoubleAuctionLawTests
{
    private const AuctionPromises Everything = (AuctionPromises)127;

    /// <summary>Each rule, whether every bid is for one unit, and what it promises then beyond its own promises.</summary>
    public static TheoryData<IDoubleAuction, bool, AuctionPromises> Rules => new()
    {
        { new UniformPriceDoubleAuction(), false, AuctionPromises.None },
        { new UniformPriceDoubleAuction(Proportion.Zero), false, AuctionPromises.None },
        { new UniformPriceDoubleAuction(Proportion.One), true, AuctionPromises.None },
        { new PayAsBidDoubleAuction(), false, AuctionPromises.None },
        { new TradeReductionDoubleAuction(), false, AuctionPromises.None },
        { new TradeReductionDoubleAuction(), true, AuctionPromises.TruthfulInQuantity },
        { new McAfeeDoubleAuction(), false, AuctionPromises.None },
        { new McAfeeDoubleAuction(), true, AuctionPromises.TruthfulInQuantity },
        { new MultiUnitDoubleAuction(), false, AuctionPromises.None },
    };

    /// <summary>Each law's name, and a rule that breaks it.</summary>
    public static TheoryData<string, IDoubleAuction> Mutants => new()
    {
        { "balances", new MutantDoubleAuction(new UniformPriceDoubleAuction()) { Alter = static (_, _, sold, _) => sold[0] = sold[0] with { Quantity = sold[0].Quantity / 2 } } },
        { "individually-rational", new MutantDoubleAuction(new UniformPriceDoubleAuction()) { Alter = static (_, _, _, bought) => bought[0] = bought[0] with { Payment = bought[0].Payment + Amount.Of(7) } } },
        { "permutation", new MutantDoubleAuction(new UniformPriceDoubleAuction()) { Alter = MoveAUnitToTheFirst } },
        { "search-is-exact", new MutantDoubleAuction(new PayAsBidDoubleAuction()) { Forgets = true } },
        { "equal-treatment", new MutantDoubleAuction(new UniformPriceDoubleAuction()) { Promises = Everything, Alter = ForgetAnEqual } },
        { "truthful-price", new MutantDoubleAuction(new UniformPriceDoubleAuction()) { Promises = Everything } },
        { "truthful-quantity", new MutantDoubleAuction(new TradeReductionDoubleAuction()) { Promises = Everything } },
        { "efficient", new MutantDoubleAuction(new TradeReductionDoubleAuction()) { Promises = Everything } },
        { "one-price", new MutantDoubleAuction(new PayAsBidDoubleAuction()) { Promises = Everything } },
        { "budget-balanced", new MutantDoubleAuction(new TradeReductionDoubleAuction()) { Promises = Everything } },
        { "in-core", new MutantDoubleAuction(new MultiUnitDoubleAuction()) { Promises = Everything } },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void Laws_everyRule_hold(IDoubleAuction rule, bool oneUnit, AuctionPromises alsoPromised) =>
        Assert.All(DoubleAuctionLaws.For(rule, oneUnit, alsoPromised), law => law.Check(cases: 50));

    [Theory]
    [MemberData(nameof(Mutants))]
    public void Laws_mutant_isCaught(string law, IDoubleAuction mutant) =>
        Assert.NotNull(DoubleAuctionLaws.For(mutant).Single(candidate => candidate.Name == law).FindViolation(cases: 2_000));

    [Fact]
    public void Laws_everyLaw_hasAMutant() =>
        Assert.Equal(
            DoubleAuctionLaws.For(new MutantDoubleAuction(new PayAsBidDoubleAuction()) { Promises = Everything }).Select(law => law.Name).Order(StringComparer.Ordinal),
            Mutants.Select(row => (string)row[0]).Order(StringComparer.Ordinal));

    private static void MoveAUnitToTheFirst(Bid[] offers, Bid[] requests, Award[] sold, Award[] bought)
    {
        for (int other = bought.Length - 1; other > 0; other--)
        {
            if (bought[other].Quantity > 0 && bought[0].Quantity < requests[0].Quantity)
            {
                bought[other] = bought[other] with { Quantity = bought[other].Quantity - 1 };
                bought[0] = bought[0] with { Quantity = bought[0].Quantity + 1 };
                return;
            }
        }
    }

    /// <summary>Of two equal requests one is forgotten: what an order of arrival does.</summary>
    private static void ForgetAnEqual(Bid[] offers, Bid[] requests, Award[] sold, Award[] bought)
    {
        for (int other = 1; other < bought.Length; other++)
        {
            if (requests[other].UnitPrice == requests[0].UnitPrice && requests[other].Quantity == requests[0].Quantity)
            {
                bought[other] = default;
            }
        }
    }
}
