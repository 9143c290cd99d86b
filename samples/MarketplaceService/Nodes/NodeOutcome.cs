using CapaCloud.Mechanisms.Samples.MarketplaceService.Network;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Problems;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Nodes;

/// <summary>What a settlement would bring to one participant. It is the settlement itself that is asked, so it cannot differ from what will be done.</summary>
public sealed record NodeOutcome(Amount Reward, Amount Slashed, Amount Paid, Proportion Score, Amount StakeAfter, Epoch JailedUntil)
{
    /// <summary>Returns the outcome if the epoch ended now; null while the report so far cannot be settled.</summary>
    internal static NodeOutcome? Of(OpenNetwork network, ParticipantId name)
    {
        try
        {
            return Of(network, network.Preview, name);
        }
        catch (SettlementRefusedException)
        {
            return null;
        }
    }

    /// <summary>Returns the outcome if more came on top of what was told so far; null while the report so far cannot be settled.</summary>
    /// <exception cref="SettlementRefusedException">The question itself cannot be settled.</exception>
    internal static NodeOutcome? Of(OpenNetwork network, ParticipantId name, NodeQuestion question)
    {
        if (question.WrongResults is < 0 or > NodeQuestion.MostResults || question.PassedAudits is < 0 or > NodeQuestion.MostResults)
        {
            throw RequestRefusedException.BadRequest("wrongResults", "Range", $"Expected at most {NodeQuestion.MostResults} results of each kind.");
        }

        EpochReport report = network.FullReport();
        ParticipantReport more = new() { Participant = name, Work = question.Work, DutiesDue = question.DutiesDue, Missed = question.Missed.IsDefault ? [] : question.Missed };
        ParticipantReport row = MeasuredWork.Add(network.RowOf(name), more);
        EpochReport asked = report with
        {
            Participants = [.. report.Participants.Where(other => other.Participant != name), row],
            Verdicts = [.. report.Verdicts, .. Verdicts(network, name, question)],
        };
        return network.Mechanism.TrySettle(network.State, asked, out EpochSettlement? settlement, out var refusals)
            ? Of(network, settlement, name)
            : refusals.Any(refusal => refusal.Reason == RefusalReason.MissingBeacon) ? null : throw new SettlementRefusedException(refusals);
    }

    private static IEnumerable<Verdict> Verdicts(OpenNetwork network, ParticipantId name, NodeQuestion question) =>
        Enumerable.Range(0, question.WrongResults).Select(number => (Task: $"what-if/wrong/{number}", Reason: VerdictReason.ContradictsAccepted))
            .Concat(Enumerable.Range(0, question.PassedAudits).Select(number => (Task: $"what-if/right/{number}", Reason: VerdictReason.MatchesAccepted)))
            .Select(result => Verdict.Because(name, TaskId.Of(result.Task), network.State.Epoch, result.Reason));

    private static NodeOutcome Of(OpenNetwork network, EpochSettlement settlement, ParticipantId name)
    {
        ParticipantOutcome outcome = settlement.OutcomeOf(name);
        return new NodeOutcome(
            outcome.Reward, outcome.Slashed, outcome.Paid, network.Mechanism.ScoreOf(outcome.After, settlement.After.Epoch), outcome.After.Stake.Total, outcome.After.JailedUntil);
    }
}
