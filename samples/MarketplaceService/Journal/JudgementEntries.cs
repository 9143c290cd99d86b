using System.Collections.Immutable;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Network;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Journal;

/// <summary>What one author answered in an audit; no result when it did not show one.</summary>
internal sealed record GivenAnswer(ParticipantId Author, Digest? Result);

/// <summary>All answers to an audited task. The mechanism turns them into verdicts.</summary>
internal sealed record AnswersGiven(TaskId Task, Epoch Epoch, ImmutableArray<GivenAnswer> Answers) : Entry
{
    public override NetworkChange ApplyTo(OpenNetwork network, long number)
    {
        TaskAnswers answers = new(Task, Epoch, [.. (Answers.IsDefault ? [] : Answers).Select(answer => answer.Result is { } result ? Answer.Of(answer.Author, result) : Answer.Missing(answer.Author))]);
        ImmutableArray<Verdict> verdicts = [.. network.Mechanism.Adjudicate([answers]).Where(verdict => network.State.TryGetState(verdict.Participant, out _))];
        return network.Told(number, this, network.Report with { Verdicts = network.Report.Verdicts.AddRange(verdicts) });
    }
}

/// <summary>A verdict that was reached elsewhere.</summary>
internal sealed record VerdictBrought(ParticipantId Participant, TaskId Task, Epoch Epoch, VerdictReason Reason, Digest? Evidence = null) : Entry
{
    public override ParticipantId Subject => Participant;

    public override NetworkChange ApplyTo(OpenNetwork network, long number)
    {
        Verdict verdict = Verdict.Because(Participant, Task, Epoch, Reason, Evidence ?? default);
        Admission.Require(network, Participant, report => report with { Verdicts = [verdict] });
        return network.Told(number, this, network.Report with { Verdicts = network.Report.Verdicts.Add(verdict) });
    }
}

/// <summary>Evidence of an offence.</summary>
internal sealed record EvidenceBrought(
    Offence Offence, ParticipantId Offender, Epoch FaultEpoch, Proportion Severity, TaskId? Task = null, Digest? About = null, ParticipantId? Reporter = null) : Entry
{
    public override ParticipantId Subject => Offender;

    public override NetworkChange ApplyTo(OpenNetwork network, long number)
    {
        Evidence evidence = new()
        {
            Offence = Offence,
            Offender = Offender,
            FaultEpoch = FaultEpoch,
            Severity = Severity,
            Task = Task ?? default,
            Subject = About ?? default,
            Reporter = Reporter ?? default,
        };
        Admission.Require(network, Offender, report => report with { Evidence = [evidence] });
        return network.Told(number, this, network.Report with { Evidence = network.Report.Evidence.Add(evidence) });
    }
}

/// <summary>An accused participant appeals.</summary>
internal sealed record AppealFiled(ParticipantId Participant, Digest Case, Epoch? FaultEpoch = null) : Entry
{
    public override ParticipantId Subject => Participant;

    public override NetworkChange ApplyTo(OpenNetwork network, long number)
    {
        Appeal appeal = new(Participant, Case) { FaultEpoch = FaultEpoch };
        Admission.Require(network, Participant, report => report with { Appeals = [appeal] });
        return network.Told(number, this, network.Report with { Appeals = network.Report.Appeals.Add(appeal) });
    }
}

/// <summary>A judge rules on an accusation.</summary>
internal sealed record RulingGiven(ParticipantId Participant, Digest Case, RulingOutcome Outcome, Epoch? FaultEpoch = null, Offence? Offence = null) : Entry
{
    public override ParticipantId Subject => Participant;

    public override NetworkChange ApplyTo(OpenNetwork network, long number)
    {
        Ruling ruling = new(Participant, Case, Outcome) { FaultEpoch = FaultEpoch, Offence = Offence };
        Admission.Require(network, Participant, report => report with { Rulings = [ruling] });
        return network.Told(number, this, network.Report with { Rulings = network.Report.Rulings.Add(ruling) });
    }
}
