using System.Collections.Immutable;
using System.Numerics;
using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Tests.Settlement.Model;

/// <summary>Plays a script with the mechanism and on paper, and says where the two differ.</summary>
internal sealed class MechanismModel
{
    private readonly MechanismSystem _system;
    private readonly MechanismPolicy[] _policies;
    private readonly PaperNetwork _paper;
    private Mechanism _mechanism;
    private NetworkState _state;
    private NetworkLedger _ledger = NetworkLedger.Empty;
    private EpochReport _report;

    private MechanismModel(Script script, MechanismSystem system)
    {
        _system = system;
        _policies = [script.First, script.Second];
        _mechanism = Mechanism.FromPolicy(script.First);
        _state = _mechanism.Genesis(Epoch.Zero);
        _paper = new PaperNetwork(script.First);
        _report = Fresh();
    }

    /// <summary>Returns the first difference, or null.</summary>
    public static string? Play(Script script, MechanismSystem system)
    {
        MechanismModel model = new(script, system);
        for (int index = 0; index < script.Steps.Length; index++)
        {
            string? complaint = model.Play(script.Steps[index]);
            if (complaint is not null)
            {
                return $"at step {index}, epoch {model._paper.Now} ({script.Steps[index]}): {complaint}";
            }
        }

        return null;
    }

    private string? Play(in ModelStep step)
    {
        switch (step.Kind)
        {
            case ModelStepKind.Settle:
                return Settle();
            case ModelStepKind.Silence:
                string? silent = null;
                for (int epoch = 0; epoch < step.Epochs && silent is null; epoch++)
                {
                    silent = Settle();
                }

                return silent;
            case ModelStepKind.Migrate:
                MechanismPolicy policy = _policies[step.Number % 2];
                Mechanism next = Mechanism.FromPolicy(policy);
                _state = _system.Migrate(next, _state, _mechanism.Policy);
                _mechanism = next;
                _paper.Migrate(policy);
                return PaperAudit.Differences(_paper, _state, _ledger);
            case ModelStepKind.Deposit or ModelStepKind.Unbond or ModelStepKind.Cancel or ModelStepKind.Withdraw or ModelStepKind.Leave:
                return MoveStake(step) ?? PaperAudit.Differences(_paper, _state, _ledger);
            default:
                Report(step);
                return null;
        }
    }

    private string? MoveStake(in ModelStep step)
    {
        ParticipantId who = step.Participant;
        Amount bonded = Account(who).Bonded, unbonding = Account(who).Unbonding;
        if (step.Kind != ModelStepKind.Deposit && !_state.TryGetState(who, out _))
        {
            return null;
        }

        BigInteger mayLeave = PaperAudit.MayLeave(_paper, _state, who, out bool isExact);
        StateChange change;
        try
        {
            change = step.Kind switch
            {
                ModelStepKind.Deposit => _system.Deposit(_mechanism, _state, who, step.Units),
                ModelStepKind.Unbond => _mechanism.Unbond(_state, who, bonded.Multiply(step.Severity, Rounding.Up)),
                ModelStepKind.Leave => _mechanism.Unbond(_state, who, bonded),
                ModelStepKind.Cancel => _mechanism.CancelUnbonding(_state, who, unbonding.Multiply(step.Severity, Rounding.Up)),
                _ => _system.Withdraw(_mechanism, _state, who),
            };
        }
        catch (StakeRefusedException refusal) when (refusal.Refusal is StakeRefusal.NothingToMove or StakeRefusal.BelowMinimumBond or StakeRefusal.TooManyTranches)
        {
            return null;
        }

        _state = change.State;
        _ledger = _ledger.Apply(change.Postings.AsSpan());
        BigInteger moved = change.Postings.Aggregate(BigInteger.Zero, (sum, posting) => sum + (BigInteger)posting.Amount.Units);
        if (step.Kind == ModelStepKind.Deposit)
        {
            _paper.Join(who).Stake += moved;
        }
        else
        {
            _paper.Participants[who].Stake -= moved;
            if (step.Kind == ModelStepKind.Withdraw && (moved > mayLeave || (isExact && moved < mayLeave)))
            {
                return $"{moved} units left, on paper {mayLeave} may leave";
            }
        }

        return null;
    }

    private void Report(in ModelStep step)
    {
        ParticipantId who = step.Participant;
        Epoch now = Epoch.Of(_paper.Now);
        Epoch fault = step.Epochs < 0 ? now.Next : now.MinusToZero(EpochSpan.Of((ulong)step.Epochs));
        TaskId task = step.TaskOf(fault.Number);
        (ulong due, ulong missed) = step.Duties;
        (PaperParticipant Owner, PaperCase Case)[] open = [.. _paper.Cases.Where(one => one.Case.IsOpen)];
        (ParticipantId owner, Digest key) = open.Length == 0 ? (who, default) : (open[step.Number % open.Length].Owner.Name, open[step.Number % open.Length].Case.Key);
        _report = step.Kind switch
        {
            ModelStepKind.Row => _report with
            {
                Participants =
                [
                    .. _report.Participants.Where(row => row.Participant != who),
                    new ParticipantReport { Participant = who, Work = (UInt128)step.Number, DutiesDue = due, Missed = missed == 0 ? [] : [new MissedDuties(step.Cause, missed)] },
                ],
            },
            ModelStepKind.Right => _report with { Verdicts = _report.Verdicts.Add(Verdict.Because(who, task, fault, VerdictReason.MatchesAccepted)) },
            ModelStepKind.Wrong => _report with { Verdicts = _report.Verdicts.Add(Verdict.Because(who, task, fault, VerdictReason.ContradictsAccepted)) },
            ModelStepKind.Evidence => _report with { Evidence = _report.Evidence.Add(EvidenceOf(step, fault, task)) },
            ModelStepKind.Appeal => _report with { Appeals = _report.Appeals.Add(new Appeal(owner, key)) },
            ModelStepKind.Overturn => _report with { Rulings = _report.Rulings.Add(new Ruling(owner, key, RulingOutcome.Overturned)) },
            ModelStepKind.Confirm => _report with { Rulings = _report.Rulings.Add(new Ruling(owner, key, RulingOutcome.Confirmed)) },
            _ => _report with { Payments = _report.Payments + step.Units },
        };
    }

    private static Evidence EvidenceOf(in ModelStep step, Epoch fault, TaskId task)
    {
        Evidence evidence = new() { Offence = step.Offence, Offender = step.Participant, FaultEpoch = fault, Severity = step.Severity, Reporter = step.Reporter };
        bool isAboutTask = evidence.Offence == Offence.IncorrectResult || evidence.Offence == Offence.UnrevealedResult;
        return isAboutTask ? evidence with { Task = task } : evidence with { Subject = step.Subject() };
    }

    private string? Settle()
    {
        Dictionary<ParticipantId, StakeAccount> accounts = _state.Participants.ToDictionary(participant => participant.Participant, participant => participant.Stake);
        foreach ((ParticipantId name, StakeAccount account) in accounts)
        {
            _paper.Record(name, PaperAudit.StandsNow(account, _paper.Now));
        }

        _paper.RecordAll();
        EpochReport report = _report with { Epoch = Epoch.Of(_paper.Now), Beacon = new Beacon(_paper.Now + 1, CanonicalDigest(_paper.Now)) };
        EpochSettlement? settled = _system.Settle(_mechanism, _state, report, out string refusals);
        if (settled is null)
        {
            return $"refused: {refusals}";
        }

        PaperSettlement paper = new(_paper, report, accounts);
        paper.Settle();
        _ledger = _ledger.Apply(settled.Postings.AsSpan());
        _state = settled.After;
        _report = Fresh();
        return PaperAudit.Differences(paper.Moves, settled.Postings) ?? PaperAudit.Forgotten(_paper, _state) ?? PaperAudit.Differences(_paper, _state, _ledger) ?? PaperAudit.TooMuch(_paper, _state);
    }

    private static EpochReport Fresh() => new() { Epoch = Epoch.Zero };

    private static Digest CanonicalDigest(ulong epoch) => Digest.Parse(epoch.ToString("x64", System.Globalization.CultureInfo.InvariantCulture));

    private StakeAccount Account(ParticipantId name) => _state.TryGetState(name, out ParticipantState participant) ? participant.Stake : StakeAccount.Open(name);
}
