using System.Numerics;
using System.Text.Json;
using CapaCloud.Mechanisms.Presets.Networks.Cosmos;
using FsCheck.Xunit;

namespace CapaCloud.Mechanisms.Presets.Tests.Networks.Cosmos;

public sealed class CosmosSlashTests
{
    private static readonly CosmosDecimal Half = CosmosDecimal.Parse("0.5");

    [Property]
    public void Slash_anyState_burnsWhatIsMissingAfterwards(int seed)
    {
        Random random = new(seed);
        CosmosSlash before = Drawn(random);
        (CosmosSlash after, CosmosTokens bonded, CosmosTokens unbonding) = before.Slash(random.Next(0, 5), 5, (ulong)random.NextInt64(), Part(random));
        Assert.Equal(All(before), All(after) + (bonded + unbonding).Units);
    }

    /// <summary>A destination of 1,500 tokens for 1,000 shares: half of the 400 shares that moved is worth 300, not 200.</summary>
    [Fact]
    public void Slash_sharesOfTheDestinationNotWorthOneEach_burnsWhatTheyAreWorth()
    {
        CosmosValidatorTokens there = new(CosmosTokens.Of(1_500), CosmosDecimal.FromInteger(1_000));
        CosmosRedelegation moved = new([new(3, CosmosTokens.Of(600), CosmosDecimal.FromInteger(400), false)], CosmosDecimal.FromInteger(400));
        CosmosSlash before = new(new(CosmosTokens.Of(5_000_000), CosmosDecimal.FromInteger(5_000_000)), [], [moved], [there]);
        (CosmosSlash after, CosmosTokens bonded, _) = before.Slash(3, 5, 2, Half);
        Assert.Equal(CosmosTokens.Of(1_200), after.Destinations[0].Tokens);
        Assert.Equal(CosmosTokens.Of(5_000_000 - (1_000_000 - 300)), after.Pool.Tokens);
        Assert.Equal(CosmosTokens.Of(1_000_000), bonded);
    }

    /// <summary>Two entries ask for 300 and 300 of 400 shares: the second finds 100, though the validator's slash falls by both.</summary>
    [Fact]
    public void Slash_severalEntriesOfOneDelegation_shareItsShares()
    {
        CosmosRedelegationEntry entry = new(3, CosmosTokens.Of(600), CosmosDecimal.FromInteger(600), false);
        CosmosValidatorTokens there = new(CosmosTokens.Of(1_000), CosmosDecimal.FromInteger(1_000));
        CosmosSlash before = new(default, [], [new([entry, entry], CosmosDecimal.FromInteger(400))], [there]);
        (CosmosSlash after, CosmosTokens bonded, _) = before.Slash(3, 5, 1, Half);
        Assert.Equal(CosmosTokens.Of(400), bonded);
        Assert.True(after.Redelegations[0].DelegationShares.IsZero);
    }

    [Fact]
    public void Slash_entriesOnHold_areSlashedThoughMature()
    {
        CosmosUnbondingEntry held = new(3, CosmosTokens.Of(100), CosmosTokens.Of(100), IsMature: true, IsOnHold: true);
        Assert.Equal(CosmosTokens.Of(50), held.Slash(3, Half).Taken);
        Assert.Equal(CosmosTokens.Zero, (held with { IsOnHold = false }).Slash(3, Half).Taken);
    }

    [Fact]
    public void Slash_whatTheNetworkRefuses_isRefused()
    {
        CosmosSlash state = new(new(CosmosTokens.Of(10), CosmosDecimal.FromInteger(10)), default, default, default);
        Assert.Throws<ArgumentOutOfRangeException>(() => state.Slash(6, 5, 1, Half));
        Assert.Throws<ArgumentOutOfRangeException>(() => state.Slash(5, 5, 1, CosmosDecimal.Parse("-0.1")));
        Assert.Throws<InvalidOperationException>(() => (state with { Pool = state.Pool with { Status = CosmosValidatorStatus.Unbonded } }).Slash(5, 5, 1, Half));
        Assert.Throws<InvalidOperationException>(() => (state with { Redelegations = [new([], default, 7)] }).Slash(5, 5, 1, Half));
        Assert.Throws<ArgumentOutOfRangeException>(() => state.Pool.Delegate(CosmosTokens.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => state.Pool.Undelegate(CosmosDecimal.FromInteger(11)));
        Assert.Throws<InvalidOperationException>(() => (state.Pool with { Tokens = default }).Delegate(CosmosTokens.Of(1)));
    }

    /// <summary>10^24 tokens have 10^42 parts of shares, beyond 128 bits; 2^256 tokens and 315 bits of parts are the network's end.</summary>
    [Fact]
    public void Delegate_asWideAsTheNetwork_isExact()
    {
        CosmosTokens large = CosmosTokens.Parse("1" + new string('0', 24));
        (CosmosValidatorTokens pool, _) = default(CosmosValidatorTokens).Delegate(large);
        (pool, CosmosDecimal issued) = (pool with { Tokens = CosmosTokens.Parse("9" + new string('0', 23)) }).Delegate(large);
        Assert.Equal("1111111111111111111111111.111111111111111111", issued.ToString());
        Assert.Equal("1000000000000000000000000.000000000000000000", pool.TokensOf(issued).ToString());
        Assert.Throws<OverflowException>(() => new CosmosTokens(BigInteger.One << 256));
        Assert.Throws<OverflowException>(() => new CosmosDecimal(BigInteger.One << 315));
        Assert.Equal(315, new CosmosDecimal((BigInteger.One << 315) - 1).Parts.GetBitLength());
        Assert.Throws<ArgumentOutOfRangeException>(() => new CosmosTokens(-1));
    }

    [Fact]
    public void Json_ofEveryValue_comesBackEqual()
    {
        CosmosSlash state = Drawn(new Random(7));
        Assert.Equal(state, JsonSerializer.Deserialize<CosmosSlash>(JsonSerializer.Serialize(state)));
        Assert.Equal("\"1.500000000000000000\"", JsonSerializer.Serialize(CosmosDecimal.Parse("1.5")));
        Assert.Equal("\"12\"", JsonSerializer.Serialize(CosmosTokens.Of(12)));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<CosmosTokens>("\"-1\""));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<CosmosDecimal>("1"));
        CosmosSigningInfo info = CosmosSigningInfo.Start(4).Observe(4, isSigned: false, CosmosLivenessParameters.Default).After;
        Assert.Equal(info, JsonSerializer.Deserialize<CosmosSigningInfo>(JsonSerializer.Serialize(info)));
    }

    /// <summary>Of 10 blocks 5 must be signed: from the first block on, the 6th miss after the window jails.</summary>
    [Fact]
    public void Observe_absentFromTheStart_isJailedAfterTheWindow()
    {
        CosmosLivenessParameters parameters = new(10, Half);
        CosmosSigningInfo info = CosmosSigningInfo.Start(100);
        long height = 100;
        for (bool jailed = false; !jailed; height++)
        {
            (info, jailed) = info.Observe(height, isSigned: false, parameters);
        }

        Assert.Equal(112, height);
        Assert.True(info.IsJailed);
        Assert.Empty(info.Missed);
        Assert.Empty(info.Observe(height, isSigned: false, parameters).After.Missed);
        Assert.Throws<ArgumentOutOfRangeException>(() => new CosmosLivenessParameters(0, Half));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CosmosLivenessParameters(10, CosmosDecimal.Parse("1.1")));
    }

    private static CosmosSlash Drawn(Random random)
    {
        CosmosUnbondingEntry[] leaving = [.. Enumerable.Range(0, random.Next(3)).Select(_ =>
        {
            CosmosTokens initial = Tokens(random);
            return new CosmosUnbondingEntry(random.Next(5), initial, initial.Multiply(Part(random)), random.Next(4) == 0);
        })];
        CosmosValidatorTokens[] there = [Pool(random), Pool(random) with { Status = CosmosValidatorStatus.Unbonding }];
        CosmosRedelegation[] moved = [.. Enumerable.Range(0, 2).Select(to => new CosmosRedelegation(
            [.. Enumerable.Range(0, random.Next(3)).Select(_ => new CosmosRedelegationEntry(random.Next(5), Tokens(random), there[to].Shares.Multiply(Part(random)), random.Next(4) == 0))],
            there[to].Shares.Multiply(Part(random)),
            to))];
        return new CosmosSlash(Pool(random), [.. leaving], [.. moved], [.. there]);
    }

    private static CosmosValidatorTokens Pool(Random random)
    {
        CosmosTokens tokens = Tokens(random);
        return new CosmosValidatorTokens(tokens, CosmosDecimal.FromInteger(tokens.Units).Multiply(Part(random)).Add(CosmosDecimal.One));
    }

    private static CosmosTokens Tokens(Random random)
    {
        byte[] bytes = new byte[random.Next(1, 13)];
        random.NextBytes(bytes);
        return new CosmosTokens(new BigInteger(bytes, isUnsigned: true) + 1);
    }

    private static CosmosDecimal Part(Random random) => new(random.Next(6) == 0 ? CosmosDecimal.One.Parts : random.NextInt64(0, 1_000_000_000_000_000_000));

    private static BigInteger All(CosmosSlash state) => state.Pool.Tokens.Units
        + state.Unbonding.Aggregate(BigInteger.Zero, (sum, entry) => sum + entry.Balance.Units)
        + state.Destinations.Aggregate(BigInteger.Zero, (sum, pool) => sum + pool.Tokens.Units);
}
