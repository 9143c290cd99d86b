namespace CapaCloud.Mechanisms.Tests.Settlement.Model;

/// <summary>What a step of a script does. Items of a report gather until a step settles them.</summary>
public enum ModelStepKind
{
    Deposit,
    Unbond,
    Cancel,
    Withdraw,
    Leave,
    Row,
    Right,
    Wrong,
    Evidence,
    Appeal,
    Overturn,
    Confirm,
    Pay,
    Settle,
    Silence,
    Migrate,
}

/// <summary>One line of a script; what the numbers mean depends on the kind, and is written out for the reader.</summary>
public readonly record struct ModelStep(ModelStepKind Kind, int Who, int Other, int Number, int Percent, int Epochs)
{
    public const int Participants = 4;

    private static readonly string[] Causes = ["power", "network", "disk"];

    private static readonly Offence[] Offences =
    [
        Offence.IncorrectResult, Offence.Downtime, Offence.Equivocation, Offence.UnrevealedResult, Offence.Of("late-result"), Offence.Of("unpriced"),
    ];

    public ParticipantId Participant => Name(Who % Participants);

    /// <summary>Gets the other party: now and then nobody, or somebody the network does not know.</summary>
    public ParticipantId Reporter => (Other % 8) switch
    {
        0 or 1 => default,
        2 => ParticipantId.Of("stranger"),
        int other => Name(other % Participants),
    };

    public Offence Offence => Offences[Number % Offences.Length];

    public Proportion Severity => Proportion.Percent((uint)Percent);

    public Amount Units => Amount.Of(((UInt128)Number * (UInt128)(Percent + 1)) + 1);

    public string Cause => Causes[Other % Causes.Length];

    /// <summary>Gets the duties that were due, and those of them that were missed.</summary>
    public (ulong Due, ulong Missed) Duties => ((ulong)(Number % 8), (ulong)(Number % 8 * Percent / 100));

    public static ParticipantId Name(int number) => ParticipantId.Of("abcd"[number].ToString());

    /// <summary>Returns the task of an epoch; an epoch has three of each participant.</summary>
    public TaskId TaskOf(ulong epoch) => TaskId.Of($"{Participant}-{epoch}-{Other % 3}");

    public Digest Subject() => Other % 2 == 0 ? default : Digest.Parse(new string((char)('a' + (Other % 3)), 64));

    public override string ToString() => Kind switch
    {
        ModelStepKind.Deposit => $"{Participant} deposits {Units}",
        ModelStepKind.Unbond => $"{Participant} unbonds {Percent} % of what is bonded",
        ModelStepKind.Cancel => $"{Participant} bonds {Percent} % of what is unbonding again",
        ModelStepKind.Withdraw => $"{Participant} withdraws what is released",
        ModelStepKind.Leave => $"{Participant} unbonds everything",
        ModelStepKind.Row => $"row: {Participant} works {Number}, misses {Duties.Missed} of {Duties.Due} duties for {Cause}",
        ModelStepKind.Right => $"verdict: {Participant} was right on task {Other % 3} of {Epochs} epoch(s) ago",
        ModelStepKind.Wrong => $"verdict: {Participant} was wrong on task {Other % 3} of {Epochs} epoch(s) ago",
        ModelStepKind.Evidence => $"evidence: {Offence} by {Participant} ({Other % 3}), {(Epochs < 0 ? "in the next epoch" : $"{Epochs} epoch(s) ago")}, severity {Percent} %, by {(Reporter.IsNone ? "nobody" : Reporter)}",
        ModelStepKind.Appeal => $"appeal in case {Number}",
        ModelStepKind.Overturn => $"case {Number} is overturned",
        ModelStepKind.Confirm => $"case {Number} is confirmed",
        ModelStepKind.Pay => $"requesters pay {Units}",
        ModelStepKind.Settle => "the epoch is settled",
        ModelStepKind.Silence => $"{Epochs} epoch(s) pass in silence",
        ModelStepKind.Migrate => $"policy {Number % 2} governs from now on",
        _ => Kind.ToString(),
    };
}
