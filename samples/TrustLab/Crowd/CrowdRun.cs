using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Samples.TrustLab.Crowd;

/// <summary>One beacon's run over a crowd: which tasks are planted, what the workers' record on them is, and what each rule makes of the rest.</summary>
internal sealed class CrowdRun
{
    public static readonly Proportion PlantedShare = Proportion.Percent(15);
    public static readonly CredibilityRule Credibility = new(Proportion.Percent(99), mostReliable: Proportion.Percent(99), choices: 2);
    private static readonly BetaReputation Record = new();

    private CrowdRun(int planted, RuleOutcome majority, RuleOutcome cheapMajority, RuleOutcome credibility)
    {
        Planted = planted;
        Majority = majority;
        CheapMajority = cheapMajority;
        Credible = credibility;
    }

    /// <summary>Gets how many tasks had a known answer.</summary>
    public int Planted { get; }

    /// <summary>Gets the majority of every worker's answer.</summary>
    public RuleOutcome Majority { get; }

    /// <summary>Gets the majority of as many answers for each task as credibility paid for, planted ones included.</summary>
    public RuleOutcome CheapMajority { get; }

    /// <summary>Gets credibility consensus: the workers with the best record are asked first, and no more than needed.</summary>
    public RuleOutcome Credible { get; }

    public static CrowdRun Of(CrowdData data, ulong number)
    {
        SelectionSeed seed = Seed(number, SelectionPurpose.PlantedTask), order = Seed(number, SelectionPurpose.Committee);
        TaskId[] planted = [.. data.Truth.Keys.Where(task => seed.For(task).IsBelow(PlantedShare))];
        TaskId[] open = [.. data.Truth.Keys.Where(task => !seed.For(task).IsBelow(PlantedShare))];
        Dictionary<ParticipantId, Proportion> reliability = Reliability(data, planted, out int plantedAnswers);

        RuleOutcome credible = RuleOutcome.Of(open, plantedAnswers, task => AskUntilCredible(data, task, reliability, order));
        int affordable = Math.Max(3, (credible.Paid / open.Length) | 1);
        return new CrowdRun(
            planted.Length,
            RuleOutcome.Of(open, 0, task => MajorityOf(data, task, order, int.MaxValue)),
            RuleOutcome.Of(open, 0, task => MajorityOf(data, task, order, affordable)),
            credible);
    }

    /// <summary>The score of each worker on the planted tasks, by the library's beta model.</summary>
    private static Dictionary<ParticipantId, Proportion> Reliability(CrowdData data, TaskId[] planted, out int answers)
    {
        Dictionary<ParticipantId, ReputationRecord> records = [];
        answers = 0;
        foreach (TaskId task in planted)
        {
            CrowdAnswer[] given = [.. data.Answers[task]];
            Verdict[] verdicts = new Verdict[given.Length];
            PlantedTask question = new(task, Epoch.Zero, ResultHash.OfChoice(data.Truth[task] ? 1u : 0u), ResultHash.OfChoice(7));
            question.Rule(question.Seal()).Judge(new TaskAnswers(task, Epoch.Zero, [.. given.Select(Said)]), verdicts);
            foreach (Verdict verdict in verdicts)
            {
                bool right = verdict.Outcome == VerdictOutcome.Correct;
                ReputationRecord record = records.GetValueOrDefault(verdict.Participant, Record.Newcomer(Epoch.Zero));
                records[verdict.Participant] = Record.Add(
                    record, new Conduct(Epoch.Zero, ConductKind.Proven, right ? Ratio.One : Ratio.Zero, right ? Ratio.Zero : Ratio.One));
            }

            answers += given.Length;
        }

        return records.ToDictionary(pair => pair.Key, pair => Record.Read(pair.Value));
    }

    private static (bool? Right, int Paid) AskUntilCredible(
        CrowdData data, TaskId task, Dictionary<ParticipantId, Proportion> reliability, SelectionSeed order)
    {
        Proportion stranger = Record.Read(Record.Newcomer(Epoch.Zero));
        Answer[] answers = [.. data.Answers[task].Select(Said)
            .Select(answer => answer with { Reliability = reliability.GetValueOrDefault(answer.Author, stranger) })
            .OrderByDescending(answer => answer.Reliability).ThenBy(answer => order.For(answer.Author, task))];
        for (int asked = 1; asked <= answers.Length; asked++)
        {
            TaskDecision judgement = Credibility.Judge(new TaskAnswers(task, Epoch.Zero, [.. answers[..asked]]), new Verdict[asked]);
            if (judgement.IsDecided)
            {
                return (judgement.Result == Truth(data, task), asked);
            }
        }

        return (null, answers.Length);
    }

    private static (bool? Right, int Paid) MajorityOf(CrowdData data, TaskId task, SelectionSeed order, int most)
    {
        Answer[] answers = [.. data.Answers[task].OrderBy(answer => order.For(answer.Worker, task)).Take(most).Select(Said)];
        TaskDecision judgement = new MajorityRule(2).Judge(new TaskAnswers(task, Epoch.Zero, [.. answers]), new Verdict[answers.Length]);
        return (judgement.IsDecided ? judgement.Result == Truth(data, task) : null, answers.Length);
    }

    private static Digest Truth(CrowdData data, TaskId task) => ResultHash.OfChoice(data.Truth[task] ? 1u : 0u);

    private static Answer Said(CrowdAnswer answer) => Answer.Of(answer.Worker, ResultHash.OfChoice(answer.Choice ? 1u : 0u));

    private static SelectionSeed Seed(ulong number, SelectionPurpose purpose) =>
        SelectionSeed.After(CommitmentWindow.Closing(Epoch.Zero, number), new Beacon(number + 1, ResultHash.OfChoice(number)), purpose);
}

/// <summary>What a rule made of the tasks: how many right, how many undecided (counted as not right), how many answers it paid for.</summary>
internal sealed record RuleOutcome(int Tasks, int Right, int Undecided, int Paid)
{
    public double Accuracy => Right / (double)Tasks;

    public static RuleOutcome Of(TaskId[] tasks, int alreadyPaid, Func<TaskId, (bool? Right, int Paid)> ask)
    {
        (bool? Right, int Paid)[] outcomes = [.. tasks.Select(ask)];
        return new RuleOutcome(
            tasks.Length,
            outcomes.Count(outcome => outcome.Right == true),
            outcomes.Count(outcome => outcome.Right is null),
            alreadyPaid + outcomes.Sum(outcome => outcome.Paid));
    }
}
