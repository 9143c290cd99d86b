using System.Numerics;
using CapaCloud.Mechanisms.Reputation;

namespace CapaCloud.Mechanisms.Tests.Settlement.Model;

/// <summary>What the paper says of one participant. Nothing is ever forgotten but what the documented windows forget.</summary>
internal sealed class PaperParticipant
{
    public required ParticipantId Name { get; init; }

    public required ReputationRecord Reputation { get; set; }

    public BigInteger Stake { get; set; }

    public ulong JailedUntil { get; set; }

    public ulong AbsentFor { get; set; }

    public List<PaperCase> Cases { get; set; } = [];

    public List<(ulong Epoch, TaskId Task)> Passed { get; set; } = [];

    public List<(ulong Epoch, BigInteger Amount)> Withheld { get; set; } = [];
}
