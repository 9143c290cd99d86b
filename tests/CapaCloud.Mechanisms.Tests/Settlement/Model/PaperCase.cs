using System.Numerics;

namespace CapaCloud.Mechanisms.Tests.Settlement.Model;

/// <summary>One proceeding, as a clerk keeps it on paper.</summary>
internal sealed class PaperCase
{
    public required Digest Key { get; init; }

    public required Offence Offence { get; init; }

    public required ulong Fault { get; set; }

    public required ulong Severity { get; set; }

    public required BigInteger AtFault { get; set; }

    public required ulong Accused { get; init; }

    public required ulong Deadline { get; set; }

    public required CaseStatus Status { get; set; }

    public ulong DecidedAt { get; set; }

    public ulong Duration { get; set; }

    public bool IsAppealed { get; set; }

    public bool IsRevision { get; init; }

    public bool Counts { get; set; }

    public uint Earlier { get; set; }

    public BigInteger Due { get; set; }

    public List<ParticipantId> Reporters { get; set; } = [];

    public bool IsOpen => Status is CaseStatus.Pending or CaseStatus.Decided;

    /// <summary>Gets a value indicating whether the offence had no appeal when it was brought.</summary>
    public bool IsImmediate => Deadline == Accused;

    public override string ToString() =>
        $"{Offence} {Key.ToString()[..6]} of {Fault}: {Status}, severity {Severity}, at fault {AtFault}, accused {Accused}, deadline {Deadline}{(IsAppealed ? ", appealed" : "")}, "
        + $"lasted {Duration}, due {Due}, earlier {Earlier}{(Counts ? ", counts" : "")}{(IsRevision ? ", revision" : "")}, by [{string.Join(' ', Reporters)}]";
}
