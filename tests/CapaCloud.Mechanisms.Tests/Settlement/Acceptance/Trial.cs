using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms.Tests.Settlement.Acceptance;

/// <summary>Settles by hand; after every epoch the state must be consistent and its books must agree.</summary>
internal static class Trial
{
    public static ParticipantId Alice { get; } = ParticipantId.Of("alice");

    public static ParticipantId Bob { get; } = ParticipantId.Of("bob");

    public static NetworkState Open(Mechanism mechanism, params (ParticipantId Name, ulong Stake)[] deposits) =>
        mechanism.Open(Epoch.Zero, deposits.Select(deposit => KeyValuePair.Create(deposit.Name, Amount.Of(deposit.Stake)))).State;

    /// <summary>Ten participants, p0 to p9, with 1,000 units each.</summary>
    public static NetworkState OpenTen(Mechanism mechanism) => Open(mechanism, [.. Ten().Select(name => (name, 1_000UL))]);

    public static ParticipantId[] Ten() => [.. Enumerable.Range(0, 10).Select(number => ParticipantId.Of($"p{number}"))];

    public static EpochSettlement Settle(Mechanism mechanism, NetworkState state, Func<EpochReport, EpochReport>? fill = null)
    {
        EpochReport report = new() { Epoch = state.Epoch };
        EpochSettlement settled = mechanism.Settle(state, fill is null ? report : fill(report));
        Assert.Empty(StateValidator.Validate(settled.After));
        return settled;
    }

    public static NetworkState Idle(Mechanism mechanism, NetworkState state, int epochs)
    {
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            state = Settle(mechanism, state).After;
        }

        return state;
    }

    public static Verdict Wrong(ParticipantId who, string task, Epoch epoch) => Verdict.Because(who, TaskId.Of(task), epoch, VerdictReason.ContradictsAccepted);

    public static Verdict Right(ParticipantId who, string task, Epoch epoch) => Verdict.Because(who, TaskId.Of(task), epoch, VerdictReason.MatchesAccepted);

    public static Evidence WrongEvidence(ParticipantId who, string task, Epoch epoch, Proportion severity, ParticipantId reporter = default) => new()
    {
        Offence = Offence.IncorrectResult,
        Offender = who,
        Task = TaskId.Of(task),
        FaultEpoch = epoch,
        Severity = severity,
        Reporter = reporter,
    };

    public static Evidence Absence(ParticipantId who, Epoch epoch) => new() { Offence = Offence.Downtime, Offender = who, FaultEpoch = epoch, Severity = Proportion.One };

    public static ParticipantReport AbsentRow(ParticipantId who) => new() { Participant = who, DutiesDue = 10, Missed = [new MissedDuties("unknown", 10)] };

    public static Ruling[] RuleAll(NetworkState state, RulingOutcome outcome) =>
    [
        .. from participant in state.Participants
           from item in participant.Cases
           where item.Status == CaseStatus.Pending
           select new Ruling(participant.Participant, item.Key, outcome),
    ];

    public static Amount ToWallet(ParticipantId who, params EpochSettlement[] epochs) =>
        epochs.SelectMany(epoch => epoch.Postings).Where(posting => posting.To == LedgerAccount.Wallet(who)).Aggregate(Amount.Zero, (sum, posting) => sum + posting.Amount);

    public static Digest Number(int number) => Digest.Parse(number.ToString("x64", System.Globalization.CultureInfo.InvariantCulture));
}
