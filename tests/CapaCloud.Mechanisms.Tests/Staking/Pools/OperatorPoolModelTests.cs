using System.Globalization;
using System.Numerics;
using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Tests.Staking.Pools;

/// <summary>Random scripts through the pool and through a list of everybody's lots: after every step, every holding is worth the same.</summary>
public sealed class OperatorPoolModelTests
{
    /// <summary>Three hundred scripts; ten thousand with the environment variable <c>POOL_SCRIPTS=10000</c>.</summary>
    private static readonly int Scripts = int.TryParse(Environment.GetEnvironmentVariable("POOL_SCRIPTS"), CultureInfo.InvariantCulture, out int scripts) ? scripts : 300;
    private const int Steps = 150;
    private static readonly StakingRules Rules = new() { UnbondingPeriod = EpochSpan.Of(8), LiabilityWindow = EpochSpan.Of(8) };

    [Fact]
    public void Pool_randomScripts_agreeWithTheNaiveLedger()
    {
        for (int script = 0; script < Scripts; script++)
        {
            Play(script, Steps, (pool, fault, fraction, now) => pool.Slash(fault, fraction, now, Rules));
        }
    }

    public static TheoryData<string> Bugs => ["later joiners are charged", "leaving in the epoch of the fault escapes", "a fault is charged on what is left", "a unit is taken and not booked"];

    [Theory]
    [MemberData(nameof(Bugs))]
    public void Pool_injectedBug_isFound(string bug)
    {
        // The scripts of the test above, which the sound rule passes.
        Exception? found = null;
        for (int script = 0; script < Scripts && found is null; script++)
        {
            int number = script;
            found = Record.Exception(() => Play(number, Steps, (pool, fault, fraction, now) => bug switch
            {
                "later joiners are charged" => pool.Slash(now, fraction, now, Rules),
                "leaving in the epoch of the fault escapes" => Escaping(pool, fault, fraction, now),
                "a fault is charged on what is left" => pool.Slash(fault, pool.Layers.Any(layer => layer.Marks.Any(mark => !mark.Lost.IsZero)) ? fraction.Multiply(Proportion.Percent(80), Rounding.Up) : fraction, now, Rules),
                _ => pool.Slash(fault, fraction, now, Rules) is var slash && slash.Taken > Amount.Of(5_000) ? slash with { Taken = slash.Taken - Amount.One } : pool.Slash(fault, fraction, now, Rules),
            }));
        }

        Assert.NotNull(found);
    }

    private static PoolSlash Escaping(OperatorPool pool, Epoch fault, Proportion fraction, Epoch now)
    {
        PoolSlash slash = pool.Slash(fault, fraction, now, Rules);
        OperatorPool escaped = new(slash.Pool.OperatorId, slash.Pool.Layers, [.. slash.Pool.Exits.Select((exit, index) => exit.Unbonded == fault ? pool.Exits[index] : exit)], slash.Pool.Settled, now, slash.Pool.Holdings, slash.Pool.Claims, slash.Pool.Given);
        return slash with { Pool = escaped, Taken = pool.Total - escaped.Total };
    }

    private static void Play(int seed, int steps, Func<OperatorPool, Epoch, Proportion, Epoch, PoolSlash> charge)
    {
        Random random = new(seed);
        OperatorPool pool = OperatorPool.Open(ParticipantId.Of("operator"));
        NaivePool naive = new();
        List<(PoolShare Share, NaivePool.Lot Lot)> holdings = [];
        List<(PoolClaim Claim, NaivePool.Lot Lot)> claims = [];
        BigInteger inside = BigInteger.Zero;
        ulong epoch = 100;
        List<string> script = [];
        for (int step = 0; step < steps; step++)
        {
            epoch += (ulong)(random.Next(3) == 0 ? 1 : 0);
            Epoch now = Epoch.Of(epoch);
            switch (random.Next(10))
            {
                case 0 or 1 or 2:
                    ulong units = (ulong)random.NextInt64(1_000_000, 10_000_000_000_000);
                    try
                    {
                        (pool, PoolShare share) = pool.Delegate(Amount.Of(units), now, Rules);
                        holdings.Add((share, naive.Delegate(holdings.Count, units, epoch)));
                        inside += units;
                        script.Add($"@{epoch} delegate {units}");
                    }
                    catch (StakeRefusedException)
                    {
                        // Too small for what a share has become worth, or the layer of this epoch has lost everything.
                    }

                    break;
                case 3 or 4 or 5 when holdings.Count > 0:
                    int index = random.Next(holdings.Count);
                    int percent = random.Next(3) == 0 ? 100 : random.Next(1, 100);
                    (PoolShare held, NaivePool.Lot lot) = holdings[index];
                    UInt128 leaves = held.Shares * (UInt128)percent / 100;
                    if (leaves != UInt128.Zero && IsKnown(pool, held) && IsForgotten(() => pool.Undelegate(held, leaves, now, Rules)))
                    {
                        // Whoever leaves is the first of the epoch to see that the layers have become one.
                        Same(Amount.Zero, lot.Value, script);
                    }
                    else if (leaves != UInt128.Zero && IsKnown(pool, held))
                    {
                        (pool, PoolShare left, PoolClaim claim) = pool.Undelegate(held, leaves, now, Rules);
                        claims.Add((claim, naive.Undelegate(lot, percent, epoch)));
                        script.Add($"@{epoch} undelegate {percent} % of holding {index}");
                        holdings[index] = (left, lot);
                        if (percent == 100)
                        {
                            naive.Lots.Remove(lot);
                            holdings.RemoveAt(index);
                        }
                    }

                    break;

                // Where a slash has left nothing but roundings, whose reward it is would be a matter of roundings too.
                case 6 when naive.Bonded > 1_000_000 * NaivePool.One:
                    ulong reward = (ulong)random.NextInt64(0, 1_000_000_000);
                    (pool, Amount refused) = pool.Reward(Amount.Of(reward), now, Rules);
                    if (refused.IsZero)
                    {
                        naive.Reward(reward, epoch);
                        inside += reward;
                        script.Add($"@{epoch} reward {reward}");
                    }

                    break;
                case 7 when claims.Count > 0:
                    int first = random.Next(claims.Count);
                    (PoolClaim due, NaivePool.Lot exit) = claims[first];
                    if (epoch - due.Unbonded.Number >= Rules.ReleaseDelay.Epochs)
                    {
                        (pool, Amount paid) = pool.Withdraw(due, now, Rules);
                        inside -= (BigInteger)paid.Units;
                        Same(paid, exit.Value, script);
                        naive.Lots.Remove(exit);
                        claims.RemoveAt(first);
                        script.Add($"@{epoch} withdraw {paid}");
                    }

                    break;
                case 8 or 9 when random.Next(2) == 0:
                    ulong fault = epoch - (ulong)random.Next((int)Rules.LiabilityWindow.Epochs);
                    int part = random.Next(12) == 0 ? 100 : random.Next(1, 30);
                    PoolSlash slash = charge(pool, Epoch.Of(fault), Proportion.Percent((uint)part), now);
                    pool = slash.Pool;
                    inside -= (BigInteger)slash.Taken.Units;
                    script.Add($"@{epoch} slash {part} % for {fault}");
                    Same(slash.Taken, naive.Slash(fault, part, epoch), script);
                    break;
                default:
                    continue;
            }

            Assert.True((BigInteger)pool.Total.Units == inside, $"{pool} holds {pool.Total}, {inside} went in:\n{string.Join('\n', script)}");
            foreach ((PoolShare share, NaivePool.Lot lot) in holdings)
            {
                Same(IsKnown(pool, share) ? pool.WorthOf(share) : Amount.Zero, lot.Value, script);
            }

            foreach ((PoolClaim claim, NaivePool.Lot lot) in claims)
            {
                Same(pool.WorthOf(claim), lot.Value, script);
            }
        }
    }

    /// <summary>Who lost everything is forgotten when no fault can tell the layers apart any more.</summary>
    private static bool IsKnown(OperatorPool pool, PoolShare share) => pool.Holdings.Any(holding => holding.Number == share.Number);

    private static bool IsForgotten(Action leave) => Record.Exception(leave) is StakeRefusedException { Refusal: StakeRefusal.AlreadySpent };

    /// <summary>Equal but for rounding: two thousand units of delegations between a million and ten million million, and the part that one may lose to whole shares.</summary>
    private static void Same(Amount worth, BigInteger naive, List<string> script)
    {
        BigInteger units = naive / NaivePool.One, distance = BigInteger.Abs((BigInteger)worth.Units - units);
        Assert.True(distance <= 2_000 + (units / 20_000), $"worth {worth}, by the list {units}; last {script[^1]}:\n{string.Join('\n', script)}");
    }
}
