using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms.Samples.ComputeNetwork;

/// <summary>A job that was awarded and has not ended, as the people who have to do with it see it.</summary>
internal sealed class OpenJob(JobAward award, Provider provider, Requester requester, WorkKind kind, ulong worth, Digest right)
{
    public JobAward Award => award;

    public Provider Provider => provider;

    public Requester Requester => requester;

    public WorkKind Kind => kind;

    /// <summary>What a right result is worth to the requester.</summary>
    public ulong Worth => worth;

    public Digest Right => right;

    /// <summary>What the provider delivered; null before it did.</summary>
    public Digest? Delivered { get; set; }

    public bool IsRight => Delivered == Right;

    public bool IsDisputed { get; set; }

    public JobReport Said(JobEvent happened) => new() { Provider = award.Provider, Task = award.Task, Event = happened };
}
