namespace CapaCloud.Mechanisms.Samples.AdaptiveNetwork;

/// <summary>What happens to the network from outside, epoch by epoch: assumptions, the same in every run of one world.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Seed">What is drawn in it.</param>
/// <param name="Surge">When demand doubles for 40 epochs.</param>
/// <param name="Slump">When it falls to a third for 40 epochs.</param>
/// <param name="Wave">When a quarter of the providers cheat for 60 epochs, at a bribe of 250.</param>
/// <param name="Offer">When a bribe of 700 is offered for 40 epochs.</param>
/// <param name="Outage">When half of the providers have no power for 10 epochs.</param>
/// <param name="Fall">When the price of the bonded token begins to fall by half, over 50 epochs.</param>
/// <param name="Tide">How long demand takes to rise and fall.</param>
internal sealed record World(string Name, ulong Seed, int Surge, int Slump, int Wave, int Offer, int Outage, int Fall, int Tide)
{
    public const int Epochs = 1_000;

    public const int Providers = 24;

    public const int JobsPerProvider = 10;

    /// <summary>What an honest job costs in work, and what a false one saves of it.</summary>
    public const ulong JobCost = 100;

    /// <summary>What an audit costs whoever repeats the job.</summary>
    public const ulong AuditCost = 110;

    /// <summary>The most that any job is worth to its requester.</summary>
    public const ulong HighestWorth = 2_000;

    /// <summary>Whose key is stolen, and in which epoch its owner gets another one.</summary>
    public const int StolenProvider = 5, KeyExchangedAt = 300;

    /// <summary>The world that the report shows: in no choice of any number was it looked at.</summary>
    public static World Shown { get; } = new("shown", 20_261_129, 120, 800, 400, 880, 550, 650, 200);

    /// <summary>Two more that no number was chosen on.</summary>
    public static World[] Unseen { get; } = [Drawn("unseen 1", 101), Drawn("unseen 2", 102)];

    /// <summary>The worlds on which the numbers of the adapted policy, and the best fixed policy, are chosen.</summary>
    public static World[] Training { get; } = [Drawn("training 1", 11), Drawn("training 2", 12)];

    /// <summary>The same kinds of events in other epochs, and another tide.</summary>
    public static World Drawn(string name, ulong seed)
    {
        Draws draws = new(seed);
        int Between(int first, int last) => first + (int)(draws.Next() * (last - first + 1));
        return new World(name, seed, Between(60, 180), Between(740, 830), Between(320, 420), Between(880, 940), Between(500, 570), Between(600, 690), 2 * Between(60, 140));
    }

    /// <summary>What somebody outside pays for a false result: something in the wave, much in the offer.</summary>
    public ulong Bribe(int epoch) => IsWave(epoch) ? 250UL : Within(epoch, Offer, 40) ? 700UL : 0;

    public bool IsWave(int epoch) => Within(epoch, Wave, 60);

    /// <summary>For six epochs a thief answers in the name of one provider.</summary>
    public static bool IsStolen(int provider, int epoch) => provider == StolenProvider && epoch is >= KeyExchangedAt - 6 and < KeyExchangedAt;

    public bool IsOutage(int epoch) => Within(epoch, Outage, 10);

    /// <summary>A quarter of the providers cheat in the wave, whether it pays or not; everybody else cheats whenever it pays.</summary>
    public static bool IsReckless(int provider) => provider % 4 == 3;

    /// <summary>Jobs worth the usual price or more: two shocks, and a slow tide.</summary>
    public ulong Demand(int epoch)
    {
        int half = Tide / 2, place = epoch % Tide, height = place < half ? place : Tide - place;
        ulong calm = 180 + (ulong)(height * 50 / half);
        return Within(epoch, Surge, 40) ? calm * 2 : Within(epoch, Slump, 40) ? calm / 3 : calm;
    }

    /// <summary>Jobs worth a price or more: twice the price, half as many.</summary>
    public ulong Asked(int epoch, ulong price) => Demand(epoch) * Rules.UsualPrice / price;

    /// <summary>
    /// What a job is worth on average to those who ask at a price. Where more is asked than can be served, who is served is chance, so this is the worth of a served job too.
    /// </summary>
    /// <remarks><code>price * (1 + ln(highest worth / price)): the mean of the demand curve above the price</code></remarks>
    public static double MeanWorth(ulong price) => price * (1 + Math.Log((double)HighestWorth / price));

    /// <summary>The price of the bonded token in thousandths: it falls by half in 50 epochs.</summary>
    public ulong TokenPrice(int epoch) => epoch < Fall ? 1_000 : epoch < Fall + 50 ? 1_000 - ((ulong)(epoch - Fall) * 10) : 500;

    private static bool Within(int epoch, int start, int length) => epoch >= start && epoch < start + length;
}
