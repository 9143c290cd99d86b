namespace CapaCloud.Mechanisms.Tests.Settlement;

/// <summary>A mechanism and a network of a few providers, to settle by hand.</summary>
internal static class SmallNetwork
{
    public static ParticipantId Alice { get; } = ParticipantId.Of("alice");

    public static ParticipantId Bob { get; } = ParticipantId.Of("bob");

    public static ParticipantId Carol { get; } = ParticipantId.Of("carol");

    public static Mechanism Mechanism { get; } = Mechanism.Create(Compose);

    public static void Compose(MechanismBuilder build) => build
        .Name("small")
        .Stake(stake => stake.MinimumBond(1_000).UnbondingPeriod(EpochSpan.Of(21)))
        .Verify(verify => verify.AuditRate(atLeast: Proportion.Percent(2), newcomers: Proportion.Percent(25)))
        .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(30)).EscalatingBy(2).Capped(Proportion.One), offence => offence with
        {
            ForfeitsReward = true,
            Jail = EpochSpan.Of(3),
            RepetitionWindow = EpochSpan.Of(30),
        })
        .Slash(Offence.Downtime, SlashingCurve.Linear(Proportion.Percent(1)).WithTolerance(Proportion.Percent(5)))
        .DividePenalties(bounty: Proportion.Percent(10), treasury: Proportion.Percent(40))
        .Reputation(new BetaReputation { HalfLife = EpochSpan.Of(30) })
        .Reward(reward => reward.IssuePerEpoch(1_000).TreasuryFee(Proportion.Percent(5)).TimesReputation().TimesUptime().SplitByLargestRemainder())
        .Excuse("power");

    public static NetworkState Open(Mechanism? mechanism = null) => (mechanism ?? Mechanism).Open(Epoch.Zero,
    [
        KeyValuePair.Create(Alice, Amount.Of(10_000)),
        KeyValuePair.Create(Bob, Amount.Of(20_000)),
        KeyValuePair.Create(Carol, Amount.Of(30_000)),
    ]).State;

    public static ParticipantReport Report(ParticipantId participant, UInt128? work = null, ulong due = 100, params MissedDuties[] missed) =>
        new() { Participant = participant, Work = work ?? 100, DutiesDue = due, Missed = [.. missed] };

    public static EpochReport Epoch0(params ParticipantReport[] reports) =>
        new() { Epoch = Epoch.Zero, Beacon = new Beacon(1, Digest.Parse(new string('5', 64))), Payments = Amount.Of(9_999), Participants = [.. reports] };

    public static Verdict Incorrect(ParticipantId participant, string task = "t1", ulong epoch = 0) =>
        new(participant, TaskId.Of(task), Epoch.Of(epoch), VerdictOutcome.Incorrect, VerdictReason.ContradictsAccepted, default);

    public static Verdict Correct(ParticipantId participant, string task = "t1", ulong epoch = 0) =>
        new(participant, TaskId.Of(task), Epoch.Of(epoch), VerdictOutcome.Correct, VerdictReason.MatchesAccepted, default);

    public static Evidence WrongResult(ParticipantId offender, ParticipantId reporter = default, ulong epoch = 0) => new()
    {
        Offence = Offence.IncorrectResult,
        Offender = offender,
        FaultEpoch = Epoch.Of(epoch),
        Task = TaskId.Of("t7"),
        Severity = Proportion.One,
        Reporter = reporter,
    };
}
