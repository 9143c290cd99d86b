using System.Collections.Immutable;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Testing.Generators;
using FsCheck;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>The laws of what reporters earn beside each other; part of <see cref="MechanismLaws"/>.</summary>
internal static class BountyLaws
{
    private const int Lighter = 12;

    public static IEnumerable<Law> For(IMechanism mechanism, Arbitrary<NetworkCase> cases) =>
    [
        Law.Of("lighter-evidence-takes-no-bounty", "whoever reports lesser faults of an offender takes nothing from the reporter of the heavier one", cases, item => IsNotDiluted(mechanism, item)),
    ];

    private static bool IsNotDiluted(IMechanism mechanism, NetworkCase item)
    {
        Offence[] offences =
        [
            .. mechanism.Policy.Offences
                .Where(static rule => rule.AppealWindow.IsZero && rule.Offence != Offence.Downtime && rule.Offence != Offence.UndeliveredJob)
                .Select(static rule => rule.Offence),
        ];
        PersistentList<ParticipantState> all = item.State.Participants;
        if (all.Length < 3)
        {
            return true;
        }

        (ParticipantId offender, ParticipantId reporter, ParticipantId friend) = (all[0].Participant, all[1].Participant, all[2].Participant);
        return offences.All(offence =>
        {
            Evidence heavy = About(offence, offender, reporter, item.Report.Epoch, 0) with { Severity = Proportion.One };
            Evidence[] light =
            [
                .. Enumerable.Range(1, Lighter).Select(number =>
                    About(offence, offender, friend, item.Report.Epoch, number) with { Severity = Proportion.FromParts(Proportion.PartsPerOne / ((ulong)number + 1)) }),
            ];
            EpochReport alone = item.Report with { Participants = [], Verdicts = [], Jobs = [], Evidence = [heavy] };
            return Bounty(mechanism.Settle(item.State, alone with { Evidence = [.. light, heavy] }), reporter) >= Bounty(mechanism.Settle(item.State, alone), reporter);
        });
    }

    private static Amount Bounty(EpochSettlement settled, ParticipantId reporter) => settled.Postings
        .Where(posting => posting.Reason == PostingReason.Bounty && posting.To == LedgerAccount.Wallet(reporter))
        .Aggregate(Amount.Zero, static (sum, posting) => sum + posting.Amount);

    private static Evidence About(Offence offence, ParticipantId offender, ParticipantId reporter, Epoch epoch, int number) => new()
    {
        Offence = offence,
        Offender = offender,
        FaultEpoch = epoch,
        Task = TaskId.Of($"bounty-{number}"),
        Reporter = reporter,
    };
}
