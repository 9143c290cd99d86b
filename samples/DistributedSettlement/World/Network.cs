using System.Collections.Immutable;
using System.Security.Cryptography;

namespace CapaCloud.Mechanisms.Samples.DistributedSettlement.World;

/// <summary>Who is in the network and what they do. Everything follows from numbers, so each partition knows its part of it, and nobody needs the whole.</summary>
/// <param name="Participants">How many there are.</param>
/// <param name="Partitions">How many parts they are cut into, by name.</param>
internal sealed record Network(int Participants, int Partitions)
{
    private const ulong DutiesDue = 100;

    /// <summary>Gets everybody.</summary>
    public Range Everybody => 0..Participants;

    /// <summary>Returns who is in a partition.</summary>
    public Range PartOf(int partition) => (int)((long)Participants * partition / Partitions)..(int)((long)Participants * (partition + 1) / Partitions);

    /// <summary>Tells whether a name is somebody's, in whichever partition.</summary>
    public bool Knows(ParticipantId name) => int.TryParse(name.ToString().AsSpan(5), out int number) && number < Participants && NameOf(number) == name;

    /// <summary>Returns a participant's name. Names have the order of the numbers.</summary>
    public static ParticipantId NameOf(int number) => ParticipantId.Of($"node-{number:D8}");

    /// <summary>Returns what some participants deposit at the beginning.</summary>
    public static IEnumerable<KeyValuePair<ParticipantId, Amount>> DepositsOf(Range part) =>
        NumbersIn(part).Select(static number => KeyValuePair.Create(NameOf(number), Amount.Of((UInt128)(1_000 + (Draw(number, 0, 1) % 9_000)))));

    /// <summary>Returns what happened in an epoch to some participants: their work, their absences, who was caught and who was reported.</summary>
    public EpochReport ReportOf(Epoch epoch, Range part) => new()
    {
        Epoch = epoch,
        Beacon = new Beacon(epoch.Number + 1, Digest.FromBytes(SHA256.HashData(BitConverter.GetBytes(epoch.Number)))),
        Payments = Amount.Of((UInt128)Participants * 97),
        Participants = [.. NumbersIn(part).Select(number => RowOf(number, epoch))],
        Verdicts = [.. Some(part, epoch, 2, oneIn: 500).Select(number => Verdict.Because(NameOf(number), TaskId.Of($"task-{epoch}-{number}"), epoch, VerdictReason.ContradictsAccepted))],
        Evidence = [.. Some(part, epoch, 3, oneIn: 900).Select(number => EvidenceAgainst(number, epoch))],
    };

    private static ParticipantReport RowOf(int number, Epoch epoch) => new()
    {
        Participant = NameOf(number),
        Work = 10 + (Draw(number, epoch.Number, 4) % 90),
        DutiesDue = DutiesDue,
        Missed = Draw(number, epoch.Number, 5) % 20 == 0 ? [new MissedDuties("unknown", 1 + (Draw(number, epoch.Number, 6) % 30))] : [],
    };

    /// <summary>The reporter is somebody in the other half of the network: a bounty crosses partitions.</summary>
    private Evidence EvidenceAgainst(int number, Epoch epoch) => new()
    {
        Offence = Rules.DoubleSigning,
        Offender = NameOf(number),
        FaultEpoch = epoch,
        Severity = Proportion.Percent(50),
        Reporter = NameOf((number + (Participants / 2)) % Participants),
    };

    private static IEnumerable<int> Some(Range part, Epoch epoch, ulong salt, ulong oneIn) =>
        NumbersIn(part).Where(number => Draw(number, epoch.Number, salt) % oneIn == 0);

    private static IEnumerable<int> NumbersIn(Range part) => Enumerable.Range(part.Start.Value, part.End.Value - part.Start.Value);

    /// <summary>A number that looks drawn and follows from three others (the finaliser of SplitMix64).</summary>
    private static ulong Draw(int number, ulong epoch, ulong salt)
    {
        ulong value = unchecked(((ulong)number * 0x9E3779B97F4A7C15) ^ (epoch * 0xD1B54A32D192ED03) ^ (salt << 56));
        value = unchecked((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9);
        value = unchecked((value ^ (value >> 27)) * 0x94D049BB133111EB);
        return value ^ (value >> 31);
    }
}
