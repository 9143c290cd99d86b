using CapaCloud.Mechanisms.Markets;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Tests.Settlement.Jobs;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Tests.Settlement.Allocations;

/// <summary>The market of <see cref="JobTrial"/> with rules that say who gets a job: a newcomer up to a tenth of the tasks, the best up to a half.</summary>
internal static class AllocationTrial
{
    public static Mechanism Market { get; } = Compose("allocated", jobs => jobs with { Cover = default });

    /// <summary>Gets the same, where a stake covers work of up to its own worth, in a class of at most 10^19 units.</summary>
    public static Mechanism Covered { get; } = Compose("allocated and covered", jobs => jobs with { Classes = [new JobClass("gpu-hour", Amount.Of(10_000_000_000_000_000_000), EpochSpan.One)] });

    public static Mechanism Compose(string name, Func<JobPolicy, JobPolicy> jobs) => Mechanism.FromPolicy(JobTrial.Market.Policy with
    {
        Name = name,
        Jobs = jobs(JobTrial.Market.Policy.Jobs!),
        Allocation = new AllocationPolicy { Auction = new UniformPriceDoubleAuction(), Access = AccessRule.Linear(Proportion.Percent(10), Proportion.Half) },
    });

    public static Beacon BeaconOf(Mechanism mechanism, NetworkState state, ulong chance = 1) =>
        new(mechanism.Policy.Verification.Schedule.WindowOf(state.Epoch).DrawRound, ResultHash.OfChoice(chance));

    public static JobOffer Offer(ParticipantId provider, ulong jobs, ulong price, string name = "gpu-hour") => new(name, new Bid(provider, jobs, Amount.Of(price)));

    public static TaskRequest Request(ParticipantId requester, string task, ulong price, ulong? value = null) => new()
    {
        Task = TaskId.Of(task),
        Requester = requester,
        Class = "gpu-hour",
        Price = Amount.Of(price),
        Value = Amount.Of(value ?? price),
        Deadline = Epoch.Of(1),
    };

    public static TaskRequest[] Requests(ParticipantId requester, int count, ulong price) =>
        [.. Enumerable.Range(0, count).Select(number => Request(requester, $"task-{number:00}", price))];
}
