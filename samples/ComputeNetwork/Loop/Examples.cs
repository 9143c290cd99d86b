using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Samples.ComputeNetwork;

/// <summary>One explanation for each role: the first time that something happened to somebody.</summary>
internal sealed class Examples
{
    public string? Provider { get; private set; }

    public string? Checker { get; private set; }

    public string? Requester { get; private set; }

    public string? Delegator { get; private set; }

    public IEnumerable<(string Role, string? Text)> All =>
    [
        ("a provider whose result was found wrong", Provider),
        ("a checker who vouched for a wrong result", Checker),
        ("a requester that disputed a right result", Requester),
        ("a delegator behind a provider whose result was found wrong", Delegator),
    ];

    public void Look(Mechanism network, EpochSettlement settled, Population people, IEnumerable<Verdict> verdicts, IReadOnlyDictionary<TaskId, OpenJob> open)
    {
        foreach (Verdict verdict in verdicts)
        {
            OpenJob job = open[verdict.Task];
            bool isWrong = verdict.Outcome == VerdictOutcome.Incorrect, isOfAuthor = verdict.Participant == job.Award.Provider;
            if (isWrong && isOfAuthor)
            {
                Provider ??= network.Explain(settled, verdict.Participant).ToString();
                Delegator ??= DelegatorOf(settled, people, verdict.Participant);
            }
            else if (isWrong && people.Provider(verdict.Participant).Kind == ProviderKind.Colluder)
            {
                Checker ??= network.Explain(settled, verdict.Participant).ToString();
            }
        }

        Requester ??= RequesterOf(settled, people);
    }

    private static string? DelegatorOf(EpochSettlement settled, Population people, ParticipantId operatorId)
    {
        if (people.Delegators.FirstOrDefault(delegator => delegator.Operator.Name == operatorId) is not { } delegator)
        {
            return null;
        }

        Amount before = settled.Before.StateOf(operatorId).Delegated!.StakeOf(delegator.Name), after = settled.After.StateOf(operatorId).Delegated!.StakeOf(delegator.Name);
        return $"epoch {settled.Epoch}: {delegator.Name} had {before} units behind {operatorId}, whose result was found wrong, and has {after} left. Its operator lost {settled.OutcomeOf(operatorId).Slashed} of its own.";
    }

    /// <summary>A requester that disputed a right result.</summary>
    private static string? RequesterOf(EpochSettlement settled, Population people)
    {
        foreach (ParticipantOutcome outcome in settled.Outcomes)
        {
            foreach (JobOutcome job in outcome.Jobs)
            {
                if (job.Ending == JobEnding.RuledForProvider)
                {
                    IEnumerable<string> moved = settled.Postings
                        .Where(posting => posting.From == LedgerAccount.Escrow(job.Requester) && posting.To == LedgerAccount.Wallet(outcome.After.Participant))
                        .Select(posting => posting.ToString());
                    return $"epoch {settled.Epoch}: {job.Requester} disputed the result of {job.Task}, and it was right. {people.Provider(outcome.After.Participant).Name} is paid, and gets the dispute bond: {string.Join("; ", moved)}. {job.ToRequester} units go back to {job.Requester}.";
                }
            }
        }

        return null;
    }
}
