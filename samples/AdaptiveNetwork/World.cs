namespace CapaCloud.Mechanisms.Samples.AdaptiveNetwork;

/// <summary>What happens to the network from outside, epoch by epoch: assumptions, the same in every run.</summary>
internal static class World
{
    public const int Epochs = 1_000;

    public const int Providers = 24;

    public const int JobsPerProvider = 10;

    /// <summary>What an honest job costs in work, and what a false one saves of it.</summary>
    public const ulong JobCost = 100;

    /// <summary>What an audit costs whoever repeats the job.</summary>
    public const ulong AuditCost = 110;

    /// <summary>What a served job is worth to its requester.</summary>
    public const ulong JobWorth = 400;

    /// <summary>What somebody outside pays for a false result: something in the wave of 400, much in the one of 880.</summary>
    public static ulong Bribe(int epoch) => epoch switch
    {
        >= 400 and < 460 => 250,
        >= 880 and < 920 => 700,
        _ => 0,
    };

    public static bool IsWave(int epoch) => epoch is >= 400 and < 460;

    /// <summary>Whose key is stolen, and in which epoch its owner gets another one.</summary>
    public const int StolenProvider = 5, KeyExchangedAt = 300;

    /// <summary>For six epochs a thief answers in the name of one provider.</summary>
    public static bool IsStolen(int provider, int epoch) => provider == StolenProvider && epoch is >= KeyExchangedAt - 6 and < KeyExchangedAt;

    public static bool IsOutage(int epoch) => epoch is >= 550 and < 560;

    /// <summary>A quarter of the providers cheat in the wave, whether it pays or not; everybody else cheats whenever it pays.</summary>
    public static bool IsReckless(int provider) => provider % 4 == 3;

    /// <summary>Jobs asked for when the price is the usual one: two shocks, and a slow tide.</summary>
    public static ulong Demand(int epoch)
    {
        int tide = epoch % 200 < 100 ? epoch % 100 : 100 - (epoch % 100);
        ulong calm = 180 + (ulong)(tide / 2);
        return epoch switch
        {
            >= 120 and < 160 => calm * 2,
            >= 800 and < 840 => calm / 3,
            _ => calm,
        };
    }

    /// <summary>The price of the bonded token in thousandths: it falls by half between epochs 650 and 700.</summary>
    public static ulong TokenPrice(int epoch) => epoch switch
    {
        < 650 => 1_000,
        < 700 => 1_000 - ((ulong)(epoch - 650) * 10),
        _ => 500,
    };
}
