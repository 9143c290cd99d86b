using CapaCloud.Mechanisms.Testing.Generators;
using FsCheck;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>The laws of what a report may do to others by what it contains twice, too late, or about nobody; part of <see cref="MechanismLaws"/>.</summary>
internal static class IntakeLaws
{
    private static readonly ParticipantId Stranger = ParticipantId.Of("stranger");

    public static IEnumerable<Law> For(IMechanism mechanism, Arbitrary<NetworkCase> cases) =>
    [
        Law.Of("facts-count-once", "whatever was reported counts nothing when it is reported again, in the same epoch or later", cases, item => CountsOnce(mechanism, item)),
        Law.Of("nobody-is-stopped", "items that are not admissible change nothing for anybody, and are named", cases, item => NobodyIsStopped(mechanism, item)),
        Law.Of("nobody-is-shielded", "a lighter report of a fault, in the same epoch or before, makes it no cheaper", cases, item => NobodyIsShielded(mechanism, item)),
    ];

    private static bool CountsOnce(IMechanism mechanism, NetworkCase item)
    {
        EpochReport twice = item.Report with
        {
            Verdicts = [.. item.Report.Verdicts, .. item.Report.Verdicts],
            Evidence = [.. item.Report.Evidence, .. item.Report.Evidence],
            Jobs = [.. item.Report.Jobs, .. item.Report.Jobs],
            Checks = [.. item.Report.Checks, .. item.Report.Checks],
        };
        EpochSettlement once = mechanism.Settle(item.State, item.Report), doubled = mechanism.Settle(item.State, twice);
        EpochSettlement quiet = mechanism.Settle(once.After, new EpochReport { Epoch = once.After.Epoch });
        EpochSettlement again = mechanism.Settle(once.After, new EpochReport
        {
            Epoch = once.After.Epoch,
            Verdicts = item.Report.Verdicts,
            Evidence = item.Report.Evidence,
        });
        return doubled.After == once.After && doubled.Postings.SequenceEqual(once.Postings) && again.After == quiet.After && again.Postings.SequenceEqual(quiet.Postings);
    }

    private static bool NobodyIsStopped(IMechanism mechanism, NetworkCase item)
    {
        ParticipantId known = item.State.Participants[0].Participant;
        Epoch future = item.Report.Epoch + EpochSpan.Of(7);
        Offence priced = mechanism.Policy.Offences.IsEmpty ? Offence.Equivocation : mechanism.Policy.Offences[0].Offence;
        Evidence late = new() { Offence = priced, Offender = known, FaultEpoch = future, Task = TaskId.Of("later"), Severity = Proportion.One };
        EpochReport disturbed = item.Report with
        {
            Participants = [.. item.Report.Participants, new ParticipantReport { Participant = Stranger, Work = 5 }],
            Verdicts =
            [
                .. item.Report.Verdicts,
                default,
                Verdict.Because(Stranger, TaskId.Of("strange"), item.Report.Epoch, VerdictReason.MatchesAccepted),
                Verdict.Because(known, TaskId.Of("later"), future, VerdictReason.ContradictsAccepted),
            ],
            Evidence =
            [
                .. item.Report.Evidence,
                default,
                late,
                late with { FaultEpoch = item.Report.Epoch, Severity = Proportion.Zero },
                late with { FaultEpoch = item.Report.Epoch, Reporter = Stranger },
                late with { FaultEpoch = item.Report.Epoch, Offender = Stranger },
                late with { FaultEpoch = item.Report.Epoch, Offence = Offence.Of("no-price-for-this") },
            ],
            Appeals = [new Appeal(known, late.Key), default],
            Rulings = [new Ruling(Stranger, late.Key, RulingOutcome.Confirmed), default],
        };
        EpochSettlement plain = mechanism.Settle(item.State, item.Report), settled = mechanism.Settle(item.State, disturbed);
        return settled.After == plain.After
            && settled.Outcomes.SequenceEqual(plain.Outcomes)
            && settled.Postings.SequenceEqual(plain.Postings)
            && settled.SetAside.Length == plain.SetAside.Length + 14;
    }

    private static bool NobodyIsShielded(IMechanism mechanism, NetworkCase item)
    {
        // Without appeals: what waits is charged at its time, and a dearer report then makes the waiting case dearer.
        if (mechanism.Policy.Offences.Any(offence => !offence.AppealWindow.IsZero))
        {
            return true;
        }

        Evidence[] lighter = [.. item.Report.Evidence.Select(evidence => evidence with { Severity = Proportion.FromParts((evidence.Severity.Parts + 1) / 2), Reporter = default })];
        EpochSettlement plain = mechanism.Settle(item.State, item.Report);
        EpochSettlement beside = mechanism.Settle(item.State, item.Report with { Evidence = [.. lighter, .. item.Report.Evidence] });
        return beside.After == plain.After && beside.Postings.SequenceEqual(plain.Postings);
    }
}
