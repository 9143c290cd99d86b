using System.Globalization;

namespace CapaCloud.Mechanisms.Tests.Staking.Model;

/// <summary>What a step of a script does.</summary>
public enum StakingStepKind
{
    Deposit,
    Unbond,
    Cancel,
    Redelegate,
    Withdraw,
    Advance,
    Slash,
    Hold,
    Release,
    Confirm,
}

/// <summary>One line of a script; what the numbers mean depends on the kind, and is written out for the reader.</summary>
public readonly record struct StakingStep(StakingStepKind Kind, int Who, int Where, int Other, int Percent, int Epochs)
{
    public const int Participants = 3;
    public const int Operators = 2;

    public ParticipantId Participant => ParticipantId.Of(Name("member", Who % Participants));

    public ParticipantId Operator => ParticipantId.Of(Name("operator", Where % Operators));

    public ParticipantId OtherOperator => ParticipantId.Of(Name("operator", (Where + 1) % Operators));

    public Proportion Fraction => Proportion.Percent((uint)Percent);

    /// <summary>Gets an amount of any size up to 10^12, the odd ones included.</summary>
    public Amount Deposited => Amount.Of((UInt128)(Other + 1) * (UInt128)(Percent + 1) * 997 + (UInt128)Other);

    public override string ToString() => Kind switch
    {
        StakingStepKind.Deposit => $"{Participant} deposits {Deposited} with {Operator}",
        StakingStepKind.Unbond => $"{Participant} unbonds {Percent} % of what stands with {Operator}",
        StakingStepKind.Cancel => $"{Participant} bonds {Percent} % of what is unbonding again",
        StakingStepKind.Redelegate => $"{Participant} redelegates {Percent} % from {Operator} to {OtherOperator}",
        StakingStepKind.Withdraw => $"{Participant} withdraws what is released",
        StakingStepKind.Advance => $"{Epochs} epoch(s) pass",
        StakingStepKind.Slash => $"{Operator} is slashed {Percent} % for a fault {Epochs} epoch(s) ago",
        StakingStepKind.Hold => $"{Operator} is accused of a fault {Epochs} epoch(s) ago: what stood is held",
        StakingStepKind.Release => $"accusation {Other} is overturned",
        StakingStepKind.Confirm => $"accusation {Other} is confirmed at {Percent} %",
        _ => Kind.ToString(),
    };

    private static string Name(string role, int number) => string.Create(CultureInfo.InvariantCulture, $"{role}-{number}");
}
