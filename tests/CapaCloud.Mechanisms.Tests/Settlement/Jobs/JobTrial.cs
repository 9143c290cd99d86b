using CapaCloud.Mechanisms.Settlement;
using Reputing = CapaCloud.Mechanisms.Reputation.ConductKinds;

namespace CapaCloud.Mechanisms.Tests.Settlement.Jobs;

/// <summary>A market of one class: alice and bob work, carol and dave ask, each price is 1,000 units unless the test says otherwise.</summary>
internal static class JobTrial
{
    public static ParticipantId Alice { get; } = ParticipantId.Of("alice");

    public static ParticipantId Bob { get; } = ParticipantId.Of("bob");

    public static ParticipantId Carol { get; } = ParticipantId.Of("carol");

    public static ParticipantId Dave { get; } = ParticipantId.Of("dave");

    public static Mechanism Market { get; } = Compose(EpochSpan.Zero);

    public static Mechanism WithAppeals { get; } = Compose(EpochSpan.Of(3));

    public static Mechanism Compose(EpochSpan appeals) => Mechanism.Create(build => build
        .Name("job market")
        .Stake(stake => stake.MinimumBond(100).UnbondingPeriod(EpochSpan.Of(10)))
        .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Half), offence => offence with { AppealWindow = appeals })
        .Slash(Offence.UndeliveredJob, SlashingCurve.Constant(Proportion.Percent(10)))
        .Jobs(jobs => jobs
            .Class("gpu-hour", UInt128.Parse("1000000000000000000000000000000000000", System.Globalization.CultureInfo.InvariantCulture), EpochSpan.One)
            .CoveredByStake(gain: Ratio.One, coverage: Ratio.Of(1))
            .Fee(Proportion.Percent(5))
            .ReviewedFor(EpochSpan.Of(2))
            .LateUpTo(EpochSpan.Of(1))
            .CancellationFee(Proportion.Percent(10))
            .Disputed(bond: Proportion.Percent(20), rulingPeriod: EpochSpan.Of(3))));

    /// <summary>Gets the same market, where a requester with a score below a third gets no jobs.</summary>
    public static Mechanism Scored { get; } = Mechanism.FromPolicy(Market.Policy with
    {
        Requesters = new RequesterPolicy(new BetaReputation { Reads = Reputing.Proven | Reputing.Presence }) { LeastScore = Proportion.FromQuotient(1, 3, Rounding.Down) },
    });

    public static NetworkState Open(Mechanism mechanism)
    {
        NetworkState state = mechanism.Open(Epoch.Zero, [KeyValuePair.Create(Alice, Amount.Of(10_000)), KeyValuePair.Create(Bob, Amount.Of(10_000))]).State;
        state = mechanism.Fund(state, Carol, Amount.Of(5_000)).State;
        return mechanism.Fund(state, Dave, Amount.Of(5_000)).State;
    }

    public static JobAward Award(string task = "t", ulong price = 1_000, ulong deadline = 1) => new()
    {
        Task = TaskId.Of(task),
        Provider = Alice,
        Requester = Carol,
        Class = "gpu-hour",
        Price = Amount.Of(price),
        Value = Amount.Of(price),
        Deadline = Epoch.Of(deadline),
    };

    public static JobReport Say(JobEvent what, string task = "t", ulong shortfallPercent = 0) =>
        new() { Provider = Alice, Task = TaskId.Of(task), Event = what, Shortfall = Proportion.Percent((uint)shortfallPercent) };

    public static EpochSettlement Settle(Mechanism mechanism, NetworkState state, params JobReport[] jobs) =>
        Settle(mechanism, state, report => report with { Jobs = [.. jobs] });

    public static EpochSettlement Settle(Mechanism mechanism, NetworkState state, Func<EpochReport, EpochReport> fill)
    {
        EpochSettlement settled = mechanism.Settle(state, fill(new EpochReport { Epoch = state.Epoch }));
        Assert.Empty(StateValidator.Validate(settled.After));
        Assert.Empty(mechanism.Explain(settled, Alice).FindInconsistencies());
        return settled;
    }
}
