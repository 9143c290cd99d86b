using CapaCloud.Mechanisms.Slashing;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Tests.Strategies;

/// <summary>A mechanism and an economy at random, around the border between holding and failing.</summary>
internal sealed record Draw(int Number, Mechanism Mechanism, Economics Economics)
{
    public static Draw Make(int number)
    {
        Random random = new(unchecked(20_260 + (number * 1_000_003)));
        int cost = random.Next(1, 20);
        long jobs = random.Next(4) == 0 ? random.Next(1, 200) : random.Next(1, 30);
        Economics economics = new()
        {
            CostPerJob = cost,
            CheatingCostPerJob = random.Next(3) == 0 ? new Fraction(cost, 4) : Fraction.Zero,
            ExternalGainPerJob = random.Next(3) == 0 ? new Fraction(random.Next(0, 10), 2) : Fraction.Zero,
            PaymentPerJob = (cost * 2) + random.Next(1, 30),
            JobsPerEpoch = jobs,
            Participants = random.Next(2, 500),
            ColludingShare = random.Next(2) == 0 ? new Fraction(random.Next(0, 40), 100) : Fraction.Zero,
            DetectionAccuracy = random.Next(2) == 0 ? new Fraction(random.Next(50, 101), 100) : Fraction.One,
            HonestFaultRate = random.Next(4) == 0 ? new Fraction(random.Next(1, 20), 1_000) : Fraction.Zero,
            DetectionDelay = random.Next(3) == 0 ? random.Next(1, 4) : 0,
            IdentityPrice = 0,
            SidePaymentLimit = 0,
            OutsideOption = 0,
            CheckingCost = 0,
            DisputeCost = 0,
        };

        // Of its own source, so that the rest of a draw is what it was without it.
        Random valuable = new(number);
        economics = economics with { ValuableJobsPerEpoch = valuable.Next(4) == 0 ? valuable.NextInt64(1, jobs + 1) : null };
        return new Draw(number, Mechanism.Create(build =>
        {
            bool looksBack = false;
            uint rate = (uint)random.Next(0, 40);
            build.Name($"draw {number}")
                .Stake(stake => stake.MinimumBond((UInt128)(ulong)Math.Round(Math.Pow(10, 1 + (random.NextDouble() * 3.7)))).UnbondingPeriod(EpochSpan.Of((ulong)random.Next(3, 30))))
                .Verify(verify => _ = rate > 0 && random.Next(2) == 0
                    ? verify.AuditRate(Proportion.Percent(rate), Proportion.Percent(Math.Min(100, rate + (uint)random.Next(0, 50))))
                    : verify.AuditRate(Proportion.Percent(rate)))
                .Slash(Offence.IncorrectResult, Curve(random, out looksBack), offence => offence with
                {
                    ForfeitsReward = random.Next(2) == 0,
                    Jail = EpochSpan.Of((ulong)random.Next(0, 4)),
                    RepetitionWindow = EpochSpan.Of((ulong)random.Next(0, 40) * (looksBack ? 1UL : 0)),
                })
                .DividePenalties(bounty: Proportion.Percent((uint)random.Next(0, 20)), treasury: Proportion.Percent((uint)random.Next(0, 50)))
                .Reputation(random.Next(2) == 0 ? new BetaReputation { HalfLife = EpochSpan.Of((ulong)random.Next(1, 40)) } : new HalfLifeReputation { HalfLife = EpochSpan.Of((ulong)random.Next(1, 40)) })
                .Reward(reward =>
                {
                    reward.TreasuryFee(Proportion.Percent((uint)random.Next(0, 10)));
                    _ = random.Next(2) == 0 ? reward.TimesReputation() : reward;
                    _ = random.Next(2) == 0 ? reward.SplitByFloor() : reward.SplitByLargestRemainder();
                });
        }), economics);
    }

    private static ISlashingCurve Curve(Random random, out bool looksBack)
    {
        ISlashingCurve curve = SlashingCurve.Constant(Proportion.Percent((uint)random.Next(1, 101)));
        int kind = random.Next(4);
        curve = kind switch
        {
            0 => curve.EscalatingBy(2).Capped(Proportion.One),
            1 => SlashingCurve.Power(Proportion.Percent((uint)random.Next(20, 101)), 2),
            2 => curve.WithGrace((uint)random.Next(1, 2)),
            _ => curve,
        };
        OffenceContext first = new() { Severity = Proportion.One };
        looksBack = curve.Evaluate(first) != curve.Evaluate(first with { EarlierOffences = 9 });
        return curve;
    }
}
