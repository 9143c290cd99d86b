using System.Text.Json;
using System.Text.Json.Nodes;
using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Tests.Staking;

/// <summary>Every public value of staking goes to JSON and comes back equal, and a stored one that lacks a member is refused.</summary>
public sealed class StakingJsonTests
{
    private static readonly StakingRules Rules = new() { UnbondingPeriod = EpochSpan.Of(7), LiabilityWindow = EpochSpan.Of(6), MinimumBond = U(3), MaximumTranches = 9 };

    /// <summary>What a state is read with: of a class that has a constructor, its parameters are required by the reader and not by the type.</summary>
    private static readonly JsonSerializerOptions Strict = new() { RespectRequiredConstructorParameters = true };
    private static readonly ParticipantId Alice = ParticipantId.Of("alice");

    private static StakeAccount Account =>
        StakeAccount.Open(Alice).Deposit(U(1_000), ParticipantId.Of("first"), E(5), Rules).Account
            .Redelegate(U(600), ParticipantId.Of("first"), ParticipantId.Of("second"), E(6), Rules).Account
            .Unbond(U(400), ParticipantId.Of("first"), E(7), Rules).Account
            .Slash(ParticipantId.Of("first"), E(6), Proportion.Percent(5), E(8), Rules).Account
            .Hold(ParticipantId.Of("second"), E(7), E(8), Rules);

    private static OperatorPool Pool
    {
        get
        {
            (OperatorPool pool, PoolShare share) = OperatorPool.Open(Alice).Delegate(U(1_000), E(1), Rules);
            (pool, share, _) = pool.Undelegate(share, share.Shares / 4, E(2), Rules);
            return pool.Slash(E(1), Proportion.Percent(10), E(3), Rules).Pool.Delegate(U(50), E(4), Rules).Pool;
        }
    }

    public static TheoryData<object> Values => new(
        Rules,
        Account,
        Account.Tranches[^1],
        Account.Tranches[0].Earlier[0],
        Account.Tranches[^1].Departures[0],
        Account.Holds[0],
        Account.Deposit(U(7), E(9), Rules),
        Account.Unbond(U(100), ParticipantId.Of("second"), E(9), Rules),
        Account.Slash(ParticipantId.Of("second"), E(7), Proportion.Percent(3), E(9), Rules),
        SlashableTotal.Of([Account]),
        new ChurnSchedule(E(ulong.MaxValue), Amount.MaxValue),
        new EffectiveStake { Increment = U(32), DownwardMargin = U(8), UpwardMargin = U(40), Maximum = U(2_048) },
        new DelegationPool(U(7), UInt128.MaxValue),
        Pool,
        Pool.Slash(E(2), Proportion.Percent(3), E(4), Rules),
        Pool.Layers[0],
        Pool.Layers[0].Marks[0],
        Pool.Layers[^1].Joins[0],
        Pool.Exits[0],
        Pool.Claims[0],
        Pool.Holdings[0],
        new PoolShare(ulong.MaxValue, E(ulong.MaxValue), UInt128.MaxValue));

    [Theory]
    [MemberData(nameof(Values), DisableDiscoveryEnumeration = true)]
    public void Json_value_comesBackEqual(object value)
    {
        string json = JsonSerializer.Serialize(value, value.GetType());
        object? back = JsonSerializer.Deserialize(json, value.GetType());
        Assert.Equal(value, back);
        Assert.Equal(json, JsonSerializer.Serialize(back, value.GetType()));
    }

    /// <summary>Each of these decides money or who answers for it: none has a value that could be meant when it is left out.</summary>
    [Theory]
    [MemberData(nameof(Stored), DisableDiscoveryEnumeration = true)]
    public void Json_memberLeftOut_isRefused(object value)
    {
        JsonSerializerOptions options = value is StakeAccount or OperatorPool ? Strict : JsonSerializerOptions.Default;
        JsonObject whole = JsonNode.Parse(JsonSerializer.Serialize(value, value.GetType()))!.AsObject();
        Assert.NotEmpty(whole);
        foreach (string member in whole.Select(pair => pair.Key).ToArray())
        {
            JsonObject less = whole.DeepClone().AsObject();
            less.Remove(member);
            JsonException refused = Assert.ThrowsAny<JsonException>(() => less.Deserialize(value.GetType(), options));
            Assert.Contains(member, refused.Message, StringComparison.OrdinalIgnoreCase);
        }
    }

    public static TheoryData<object> Stored => new(
        Account,
        Account.Tranches[^1],
        Account.Tranches[0].Earlier[0],
        Account.Tranches[^1].Departures[0],
        Account.Holds[0],
        new SlashableTotal(U(1), U(2)),
        new ChurnSchedule(E(1), U(2)),
        new DelegationPool(U(7), 9),
        Pool,
        Pool.Layers[0],
        Pool.Layers[0].Marks[0],
        Pool.Layers[^1].Joins[0],
        Pool.Exits[0],
        Pool.Claims[0],
        Pool.Holdings[0],
        new PoolShare(1, E(2), 3));

    /// <summary>A default array is an empty one: written as one, and equal to it.</summary>
    [Fact]
    public void Json_defaultArrays_areWrittenEmpty()
    {
        PoolExit exit = default;
        Assert.Equal(exit with { Marks = [] }, JsonSerializer.Deserialize<PoolExit>(JsonSerializer.Serialize(exit)));
        PoolExit made = new(E(1), E(2), 0, U(3), 3, 3, default);
        Assert.Equal(made, JsonSerializer.Deserialize<PoolExit>(JsonSerializer.Serialize(made)));
        PoolLayer layer = new(E(1), default, default, default);
        Assert.Equal(layer, JsonSerializer.Deserialize<PoolLayer>(JsonSerializer.Serialize(layer)));
        StakeTranche tranche = new() { Operator = Alice, Remaining = U(1) };
        Assert.Equal(tranche, JsonSerializer.Deserialize<StakeTranche>(JsonSerializer.Serialize(tranche)));
        Assert.Equal(StakeAccount.Open(Alice), new StakeAccount(Alice, default, default));
        Assert.Equal(OperatorPool.Open(Alice), new OperatorPool(Alice, default, default, Amount.Zero, Epoch.Zero, [], [], 0));
    }

    private static Amount U(ulong units) => Amount.Of(units);

    private static Epoch E(ulong epoch) => Epoch.Of(epoch);
}
