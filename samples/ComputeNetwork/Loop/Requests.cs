using CapaCloud.Mechanisms.Markets;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Samples.ComputeNetwork;

/// <summary>What is asked for in an epoch, what is offered, and who gets what.</summary>
internal sealed class Requests(Mechanism network, Population people, Demand demand, Outages outages, Draws draws)
{
    /// <summary>Returns the state with the jobs that were awarded, and the jobs.</summary>
    public (NetworkState State, List<OpenJob> Awarded, int Asked) Of(NetworkState state, int epoch, Beacon beacon)
    {
        (int small, int large) = demand.On(epoch);
        List<TaskRequest> requests = [];
        Dictionary<TaskId, (WorkKind Kind, ulong Worth)> asked = [];
        for (int number = 0; number < small + large; number++)
        {
            WorkKind kind = number < small ? Assumptions.Small : Assumptions.Large;
            ulong worth = Assumptions.Worth(kind, draws.Next());
            TaskId task = TaskId.Of($"epoch-{epoch:D2}-{number:D4}");
            asked.Add(task, (kind, worth));
            requests.Add(new TaskRequest
            {
                Task = task,
                Requester = people.Requesters[(int)(draws.Next() * people.Requesters.Length)].Name,
                Class = kind.Name,
                Price = Amount.Of(worth),
                Value = Amount.Of(2 * worth),
                Deadline = Epoch.Of((ulong)epoch + 1),
            });
        }

        Allocation allocated = network.Allocate(state, Offers(epoch), requests, beacon);
        List<OpenJob> awarded = [];
        foreach (TaskOutcome task in allocated.Tasks)
        {
            if (task.Award is { } award)
            {
                (WorkKind kind, ulong worth) = asked[award.Task];
                awarded.Add(new OpenJob(award, people.Provider(award.Provider), people.Requester(award.Requester), kind, worth, ResultHash.OfBytes(System.Text.Encoding.UTF8.GetBytes($"{award.Task}"))));
            }
        }

        return (allocated.After, awarded, requests.Count);
    }

    private IEnumerable<JobOffer> Offers(int epoch)
    {
        foreach (Provider provider in people.Providers)
        {
            if (!outages.IsDown(provider.Number, epoch))
            {
                yield return new JobOffer(Assumptions.Small.Name, new Bid(provider.Name, 2, Amount.Of(Assumptions.Ask(Assumptions.Small, draws.Next()))));
                yield return new JobOffer(Assumptions.Large.Name, new Bid(provider.Name, 1, Amount.Of(Assumptions.Ask(Assumptions.Large, draws.Next()))));
            }
        }
    }
}
