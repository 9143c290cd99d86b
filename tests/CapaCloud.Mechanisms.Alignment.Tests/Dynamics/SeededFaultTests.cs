using CapaCloud.Mechanisms.Alignment.Dynamics;
using CapaCloud.Mechanisms.Alignment.Intervals;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Tests.Dynamics;

/// <summary>
/// Faults that an engine could have, each as the surfaces that such an engine would find: solved for another game than the one that settles. The bounds, which ask
/// the mechanism itself, must see each of them and prove nothing false from it; and the checker must refuse every alteration of a true certificate.
/// </summary>
public sealed class SeededFaultTests
{
    private static readonly Mechanism Mechanism = Marketplaces.Of(Marketplaces.Model("half-life"), auditPercent: 40);
    private static readonly Economics Economics = Marketplaces.Economics();
    private static readonly Lazy<DynamicCertificate> True = new(() => Solve(Mechanism, Economics));

    /// <summary>What the engine got wrong: the game that it solved by mistake.</summary>
    public static TheoryData<string, int> Faults
    {
        get
        {
            TheoryData<string, int> faults = new();
            foreach (string fault in Names)
            {
                faults.Add(fault, 0);

                // Another number of jobs has other states of pending work: such surfaces would not even fit.
                if (!fault.Contains("job", StringComparison.Ordinal))
                {
                    faults.Add(fault, 1);
                }
            }

            return faults;
        }
    }

    private static string[] Names =>
    [
        "the future is worth more than it is", "the future is worth less than it is", "what others pay for a false result is dropped", "a new name costs nothing",
        "audits come more often", "wrongful verdicts are dropped", "one job of several is left out", "a job too many is counted", "the reward is another",
        "the fee of the network is forgotten", "the slash is larger than it is", "a forfeited reward is paid", "there is a jail", "idling is paid",
    ];

    [Theory]
    [MemberData(nameof(Faults))]
    public void Bound_surfacesOfAFaultyEngine_proveNothingFalse(string fault, int delay)
    {
        // Honest results are condemned now and then, so that every part of the game matters to every surface.
        Economics economics = Economics with { HonestFaultRate = new Fraction(1, 50), IdentityPrice = 5_000_000, ExternalGainPerJob = 50_000, DetectionDelay = delay };
        ParticipantGame game = Game(Mechanism, economics);
        (Mechanism mistaken, Economics mistakenEconomics) = Mistake(fault, economics);
        ProvenSurfaces truth = GameSolution.OfPlane(game, Lines, 1, Steps, default);
        ProvenSurfaces claimed = GameSolution.OfPlane(Game(mistaken, mistakenEconomics), Lines, 1, Steps, default);
        ProvenSurfaces faulty = claimed with { Bounds = GameBounder.Bound(game, claimed.Surfaces, Steps, default) };

        // Caught: where the faulty engine saw an inequality kept, or a deviation lose, the mechanism does not.
        Assert.True(
            faulty.Bounds.Above > claimed.Bounds.Above + 1_000 || faulty.Bounds.Below > claimed.Bounds.Below + 1_000 || faulty.Bounds.Margin < claimed.Bounds.Margin - 1_000
                || faulty.Bounds.AttackBelow > claimed.Bounds.AttackBelow + 1_000,
            $"{fault}: {faulty.Bounds} is as good as {claimed.Bounds}");

        // And harmless: what is still proved with its surfaces is true.
        Assert.True(At(game, faulty.Surfaces.Best) + faulty.Bounds.Above >= At(game, truth.Surfaces.Attack) - truth.Bounds.AttackBelow, fault);
        Assert.True(At(game, faulty.Surfaces.Honest) - faulty.Bounds.Below <= At(game, truth.Surfaces.HonestBest) + truth.Bounds.HonestAbove, fault);
        Assert.True(At(game, faulty.Surfaces.HonestBest) + faulty.Bounds.HonestAbove >= At(game, truth.Surfaces.Honest) - truth.Bounds.Below, fault);
        Assert.True(At(game, faulty.Surfaces.Attack) - faulty.Bounds.AttackBelow <= At(game, truth.Surfaces.Best) + truth.Bounds.Above, fault);
    }

    [Fact]
    public void Check_alteredCertificate_isRefused()
    {
        DynamicCertificate sound = True.Value;
        Assert.True(DynamicCertificateChecker.Check(sound).IsAccepted);
        foreach ((string what, DynamicCertificate altered) in new (string, DynamicCertificate)[]
        {
            ("a larger margin", sound with { Margin = RationalInterval.Of(sound.Margin.High + 1) }),
            ("no margin", sound with { Margin = RationalInterval.Of(Fraction.Zero) }),
            ("a lower upper surface", sound with { Plane = sound.Plane with { Best = [.. sound.Plane.Best.Select(value => value - 2_000_000)] } }),
            ("one crossing lower", sound with { Plane = sound.Plane with { Best = sound.Plane.Best.SetItem(200, sound.Plane.Best[200] - 5_000) } }),
            ("a higher lower surface", sound with { Plane = sound.Plane with { Honest = [.. sound.Plane.Honest.Select(value => value + 2_000_000)] } }),
            ("not a number", sound with { Plane = sound.Plane with { Best = sound.Plane.Best.SetItem(0, double.NaN) } }),
            ("a value too few", sound with { Plane = sound.Plane with { Best = sound.Plane.Best.RemoveAt(0) } }),
            ("lines that do not ascend", sound with { Plane = sound.Plane with { Across = sound.Plane.Across.SetItem(5, 0) } }),
            ("a line of faultless reputations where there is none", sound with { Faultless = sound.Plane }),
            ("another format", sound with { Format = "capacloud/dynamic-certificate/v0" }),
            ("another hash", sound with { PolicyHash = default(Digest) }),
            ("another policy", sound with { Policy = PolicyJson.Write(Marketplaces.Of(Marketplaces.Model("half-life"), auditPercent: 19).Policy) }),
            ("not a policy", sound with { Policy = "{}" }),
            ("other economics", sound with { Economics = Economics with { CostPerJob = 60_000 } }),
            ("bad economics", sound with { Economics = Economics with { Discount = Fraction.One } }),
            ("no steps", sound with { Steps = 0 }),
        })
        {
            Assert.False(DynamicCertificateChecker.Check(altered).IsAccepted, what);
        }
    }

    private const int Lines = 128;
    private const int Steps = 100;

    private static (Mechanism Mechanism, Economics Economics) Mistake(string fault, Economics economics) => fault switch
    {
        "the future is worth more than it is" => (Mechanism, economics with { Discount = new Fraction(97, 100) }),
        "the future is worth less than it is" => (Mechanism, economics with { Discount = new Fraction(93, 100) }),
        "what others pay for a false result is dropped" => (Mechanism, economics with { ExternalGainPerJob = Fraction.Zero }),
        "a new name costs nothing" => (Mechanism, economics with { IdentityPrice = Fraction.Zero }),
        "audits come more often" => (Marketplaces.Of(Marketplaces.Model("half-life"), auditPercent: 60), economics),
        "wrongful verdicts are dropped" => (Mechanism, economics with { HonestFaultRate = Fraction.Zero }),
        "one job of several is left out" => (Mechanism, economics with { JobsPerEpoch = 2 }),
        "a job too many is counted" => (Mechanism, economics with { JobsPerEpoch = 4 }),
        "the reward is another" => (Mechanism, economics with { PaymentPerJob = 110_000 }),
        "the fee of the network is forgotten" => (Mechanism.FromPolicy(Mechanism.Policy with { Reward = Mechanism.Policy.Reward with { TreasuryFee = Proportion.Percent(5) } }), economics),
        "the slash is larger than it is" => (Marketplaces.Of(Marketplaces.Model("half-life"), auditPercent: 40, slashPercent: 60), economics),
        "a forfeited reward is paid" => (Marketplaces.Of(Marketplaces.Model("half-life"), auditPercent: 40, forfeits: false), economics),
        "there is a jail" => (Marketplaces.Of(Marketplaces.Model("half-life"), auditPercent: 40, jail: 2), economics),
        "idling is paid" => (Mechanism, economics with { OutsideOption = 200_000 }),
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "Expected one of the faults."),
    };

    private static double At(ParticipantGame game, ValueSurface[] surfaces) => surfaces[0].At(game.Newcomer.Across, game.Newcomer.Up);

    private static ParticipantGame Game(Mechanism mechanism, Economics economics) =>
        ParticipantGame.TryCreate(mechanism, economics, out string reason) ?? throw new InvalidOperationException(reason);

    private static DynamicCertificate Solve(Mechanism mechanism, Economics economics) =>
        DynamicEngine.Check(mechanism, economics, DynamicEffort.Quick) is DynamicOutcome.Holds holds
            ? holds.Certificate
            : throw new InvalidOperationException("The sound engine was to find that it holds.");
}
