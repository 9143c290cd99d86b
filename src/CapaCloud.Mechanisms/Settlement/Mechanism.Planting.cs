using System.Collections.Immutable;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms;

/// <content>Errors that the network plants, so that who vouches without looking is found out.</content>
public sealed partial class Mechanism
{
    /// <summary>Says which errors were planted among the results of an epoch, and whether that kept what the policy promises. Anyone can make the review again.</summary>
    /// <remarks>
    /// <code>share = sum of the audit rates of the planted commitments / sum of the audit rates of all commitments</code>
    /// The rates are those by which <see cref="SelectAudits"/> draws, so it does not matter which of the results the draw took. What does not count stops nothing else. n log n in the commitments.
    /// </remarks>
    /// <param name="state">Any state of the epoch in which the results were committed.</param>
    /// <param name="commitments">The epoch's commitments, the planted ones among them.</param>
    /// <param name="seals">What the planter published before the commitments closed (<see cref="PlantedError.Seal"/>).</param>
    /// <param name="opened">What the planter opened when the answers were in.</param>
    /// <returns>The review.</returns>
    /// <exception cref="ArgumentNullException">An argument is null, or what was opened has a null in it.</exception>
    /// <exception cref="ForeignStateException">The state is governed by another policy.</exception>
    public PlantedErrorReview ReviewPlantedErrors(NetworkState state, IEnumerable<Commitment> commitments, IEnumerable<Digest> seals, IEnumerable<PlantedError> opened)
    {
        RequireOwn(state);
        ArgumentNullException.ThrowIfNull(seals);
        ArgumentNullException.ThrowIfNull(opened);
        Dictionary<Commitment, Proportion> rates = RatesOf(state, commitments);
        HashSet<Digest> published = [.. seals is ImmutableArray<Digest> { IsDefault: true } ? [] : seals], unopened = [.. published];
        List<PlantedError> plants = [];
        List<SetAsidePlant> setAside = [];
        HashSet<Commitment> counted = [];
        foreach (PlantedError plant in InOrder(opened))
        {
            Digest seal = plant.Seal();
            PlantedErrorFlaw flaw = !published.Contains(seal) ? PlantedErrorFlaw.NotSealed
                : !plant.IsError ? PlantedErrorFlaw.NoError
                : !rates.ContainsKey(plant.Commitment) ? PlantedErrorFlaw.NotCommitted
                : !counted.Add(plant.Commitment) ? PlantedErrorFlaw.Repeated
                : PlantedErrorFlaw.None;
            unopened.Remove(seal);
            if (flaw == PlantedErrorFlaw.None)
            {
                plants.Add(plant);
            }
            else
            {
                setAside.Add(new SetAsidePlant { Plant = plant, Flaw = flaw });
            }
        }

        return new PlantedErrorReview
        {
            Epoch = state.Epoch,
            Plants = [.. plants],
            SetAside = [.. setAside],
            Unopened = [.. unopened.Order()],
            PlantedRate = plants.Aggregate(UInt128.Zero, (sum, plant) => sum + rates[plant.Commitment].Parts),
            TotalRate = rates.Values.Aggregate(UInt128.Zero, static (sum, rate) => sum + rate.Parts),
            Promised = Policy.Verification.Panels?.PlantedErrors,
        };
    }

    /// <summary>Turns the answers of audits into verdicts, by the known answer where an error was planted.</summary>
    /// <param name="tasks">The answers to each audited task, with the epoch in which it was committed.</param>
    /// <param name="planted">The review of the epoch's planted errors.</param>
    /// <returns>
    /// A verdict for each author of each task, in the order given. On a planted task the right answer is the known one, however many say something else, and who lent its name to it, the name that was committed, has no verdict.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="tasks"/> or <paramref name="planted"/> is null.</exception>
    /// <exception cref="ArgumentException">A task is <c>default</c>.</exception>
    public ImmutableArray<Verdict> Adjudicate(IEnumerable<TaskAnswers> tasks, PlantedErrorReview planted)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        ArgumentNullException.ThrowIfNull(planted);
        ILookup<TaskId, PlantedError> plants = planted.Plants.ToLookup(static plant => plant.Commitment.Task);
        ImmutableArray<Verdict>.Builder verdicts = ImmutableArray.CreateBuilder<Verdict>();
        foreach (TaskAnswers task in tasks is ImmutableArray<TaskAnswers> { IsDefault: true } ? [] : tasks)
        {
            if (task.Epoch != planted.Epoch || !plants.Contains(task.Task))
            {
                verdicts.AddRange(Adjudicate([task]));
                continue;
            }

            HashSet<ParticipantId> lent = [.. plants[task.Task].Select(static plant => plant.Commitment.Author)];
            TaskAnswers asked = new(task.Task, task.Epoch, [.. task.Answers.Where(answer => !lent.Contains(answer.Author))]);
            Verdict[] judged = new Verdict[asked.Answers.Length];
            new KnownAnswerRule(plants[task.Task].First().Known).Judge(asked, judged);
            verdicts.AddRange(judged);
        }

        return verdicts.ToImmutable();
    }

    private static IEnumerable<PlantedError> InOrder(IEnumerable<PlantedError> opened)
    {
        PlantedError[] all = opened is ImmutableArray<PlantedError> { IsDefault: true } ? [] : [.. opened];
        if (Array.Exists(all, static plant => plant is null))
        {
            throw new ArgumentNullException(nameof(opened), "What was opened holds a null; expected planted errors.");
        }

        return all.OrderBy(static plant => plant.Commitment.Author).ThenBy(static plant => plant.Commitment.Task).ThenBy(static plant => plant.Seal());
    }
}
