using CapaCloud.Mechanisms.Markets;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Slashing;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>
/// Every window of a policy, in epochs, what a fault costs, in hundredths, and which of three offences costs nothing, if any: 0 is a result that was not shown, and costs what a wrong one
/// costs then. What the third costs depends on the faults of others: by how many hundredths for each of the stake at fault (0 when it does not), and whether nobody pays from so many hundredths
/// on (0 for never).
/// </summary>
internal sealed record WindowSet(
    int Liability, int More, int Appeal, int Repetition, int Correlation, int Jail, int Review, int Grace, int Ruling, int Price, int Freed = -1, int Multiplier = 100, int Breaker = 0)
{
    public const string Class = "job";

    /// <summary>How much dearer it is to show nothing than to show something wrong, in hundredths.</summary>
    public const uint Silence = 5;

    public static readonly Offence Repeated = Offence.Equivocation, Together = Offence.Of("late-result");

    public static readonly Amount Deposit = Amount.Of(1_000), CrowdDeposit = Amount.Of(4_000), JobPrice = Amount.Of(200);

    public static Gen<WindowSet> Drawn { get; } =
        from liability in Gen.OneOf(Gen.Constant(1), Gen.Choose(1, 12))
        from more in Gen.Choose(0, 6)
        from appeal in Gen.OneOf(Gen.Constant(0), Gen.Choose(1, 8))
        from repetition in Gen.Choose(1, 12)
        from correlation in Gen.Choose(0, 12)
        from jail in Gen.Choose(0, 12)
        from review in Gen.Choose(1, 8)
        from grace in Gen.Choose(0, 11)
        from ruling in Gen.OneOf(Gen.Constant(0), Gen.Choose(1, 8))
        from price in Gen.Choose(1, 20)
        from freed in Gen.Frequency((2, Gen.Constant(-1)), (1, Gen.Choose(0, 2)))
        from multiplier in Gen.Elements(0, 50, 100, 100, 150)
        from breaker in Gen.OneOf(Gen.Constant(0), Gen.Choose(51, 90))
        select new WindowSet(liability, more, appeal, repetition, multiplier == 0 ? 0 : correlation, jail, review, Math.Min(grace, liability - 1), ruling, price, freed, multiplier, breaker);

    /// <summary>What goes back when nobody rules: another part in each policy with another ruling period.</summary>
    public Proportion Refund => Ruling == 0 ? Proportion.Half : Proportion.Percent((uint)Ruling * 10);

    /// <summary>What a fault of the third offence costs when so much of all stake was at fault in its window, and so much in its epoch.</summary>
    public Amount PriceTogether(Amount standing, Amount inWindow, Amount inEpoch, Amount all)
    {
        Proportion part = Multiplier == 0 ? Proportion.Percent((uint)Price) : Multiply(Share(inWindow, all));
        return Breaker > 0 && Share(inEpoch, all) >= Proportion.Percent((uint)Breaker) ? Amount.Zero : standing.Multiply(part, Rounding.Up);
    }

    public ulong Release => (ulong)(Liability + More);

    public Mechanism Compose()
    {
        MechanismPolicy any = Mechanism.Create(build => build.Name("windows").Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(10)))).Policy;
        return Mechanism.FromPolicy(any with
        {
            Stake = new StakingRules { MinimumBond = Amount.One, LiabilityWindow = Span(Liability), UnbondingPeriod = Span(Liability + More) },
            Offences =
            [
                Priced(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent((uint)Price))),
                .. new OffencePolicy[]
                {
                    Priced(Offence.UnrevealedResult, SlashingCurve.Constant(Proportion.Percent((uint)Price + Silence))),
                    Priced(Repeated, SlashingCurve.Constant(Proportion.Percent((uint)Price)).EscalatingBy(3).Capped(Proportion.Half)) with { RepetitionWindow = Span(Repetition) },
                    Priced(Together, Multiplier == 0 ? SlashingCurve.Constant(Proportion.Percent((uint)Price)) : new CorrelatedCurve { Multiplier = Ratio.FromQuotient((UInt128)(uint)Multiplier, 100, Rounding.Down) })
                        with { CorrelationWindow = Span(Correlation), CircuitBreaker = Breaker == 0 ? null : Proportion.Percent((uint)Breaker) },
                }.Where((_, index) => index != Freed),
                Priced(Offence.UndeliveredJob, SlashingCurve.Constant(Proportion.Percent(1))) with { AppealWindow = EpochSpan.Zero, Jail = EpochSpan.Zero },
            ],
            Jobs = new JobPolicy
            {
                Classes = [new JobClass(Class, Amount.Of(1_000), Span(3))],
                ReviewPeriod = Span(Review),
                Grace = Span(Grace),
                RulingPeriod = Span(Ruling),
                NoRulingRefund = Refund,
                DisputeBond = Ruling == 0 ? Proportion.Zero : Proportion.Percent(10),
                Fee = Proportion.Percent(5),
            },
        });
    }

    private static Proportion Share(Amount part, Amount all) => part >= all ? Proportion.One : Proportion.FromQuotient(part.Units, all.Units, Rounding.Up);

    private Proportion Multiply(Proportion share)
    {
        UInt128 hundredths = (UInt128)share.Parts * (uint)Multiplier, whole = hundredths / 100;
        return Proportion.FromParts((ulong)UInt128.Min(Proportion.PartsPerOne, whole + (hundredths % 100 == UInt128.Zero ? UInt128.Zero : UInt128.One)));
    }

    private static EpochSpan Span(int epochs) => EpochSpan.Of((ulong)epochs);

    private OffencePolicy Priced(Offence offence, ISlashingCurve curve) =>
        new() { Offence = offence, Curve = curve, AppealWindow = Span(Appeal), Jail = Span(Jail) };
}
