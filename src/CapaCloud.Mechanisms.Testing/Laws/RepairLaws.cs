using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Testing.Generators;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>The laws of repairs: none creates money, all of it is in the postings, and the state stays consistent and can be settled.</summary>
/// <remarks>No formula. On drawn networks that have settled a drawn report; a repair that is refused changes nothing.</remarks>
internal static class RepairLaws
{
    /// <summary>Returns the laws that repairs must keep.</summary>
    /// <param name="mechanism">The mechanism.</param>
    /// <param name="repair">Does the repair of a number, from 0 on; the library's own when left out.</param>
    /// <returns>The laws.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="mechanism"/> is null.</exception>
    public static IReadOnlyList<Law> For(Mechanism mechanism, Func<Mechanism, NetworkState, int, RepairReceipt>? repair = null)
    {
        ArgumentNullException.ThrowIfNull(mechanism);
        Func<Mechanism, NetworkState, int, RepairReceipt> act = repair ?? Own;
        return
        [
            Of(mechanism, act, "no-new-money", "what has come into the network is what had come in before", (before, receipt, _) => receipt.After.Books.In == before.Books.In),
            Of(mechanism, act, "postings-tell-all", "the books are those before with the postings", (before, receipt, _) =>
                receipt.After.Books == receipt.Postings.Aggregate(before.Books, (books, posting) => books.With(posting))
                && receipt.Postings.All(posting => posting.Reason == PostingReason.Repair)),
            Of(mechanism, act, "consistent", "the state is consistent afterwards", (_, receipt, _) => receipt.After.Inconsistencies().IsEmpty),
            Of(mechanism, act, "shortfall-named", "what was asked for is what moved and the shortfall", (_, receipt, _) =>
                receipt.Asked == receipt.Shortfall + receipt.Postings.Aggregate(Amount.Zero, (sum, posting) => sum + posting.Amount)),
            Of(mechanism, act, "charged-once", "what was reported before counts nothing when it is reported again afterwards, under the name of then or of now", (_, receipt, drawn) =>
                IsChargedOnce(mechanism, receipt, drawn.Report)),
            Of(mechanism, act, "jail-of-what-stands", "who is cleared of a fault is in jail for as long as if it had never been reported", (before, receipt, drawn) =>
                receipt.Kind != RepairKind.SlashUndone || IsInJailForOthers(mechanism, before, receipt, drawn)),
            Of(mechanism, act, "mended-as-it-was", "a state that was damaged and mended is the one before the damage", (before, receipt, _) =>
                receipt.Kind != RepairKind.StateMended || (receipt.After == before && !receipt.Steps.IsEmpty)),
            Of(mechanism, act, "goes-on", "the repaired network settles its next epoch", (before, receipt, _) =>
                mechanism.Settle(receipt.After, new EpochReport { Epoch = receipt.After.Epoch }).After.Epoch == before.Epoch.Next),
        ];
    }

    /// <summary>Does one of the library's repairs, whichever the number chooses.</summary>
    /// <param name="mechanism">The mechanism.</param>
    /// <param name="state">The state.</param>
    /// <param name="number">The number.</param>
    /// <returns>The receipt.</returns>
    /// <exception cref="RepairRefusedException">The repair is refused.</exception>
    public static RepairReceipt Own(Mechanism mechanism, NetworkState state, int number)
    {
        ArgumentNullException.ThrowIfNull(mechanism);
        ArgumentNullException.ThrowIfNull(state);
        RepairOrder order = new("drawn", "to see what it does");
        ParticipantState one = state.Participants[number % state.Participants.Length], other = state.Participants[(number / 7) % state.Participants.Length];
        return (number % 5) switch
        {
            0 when one.Cases.Any(item => item.Status == CaseStatus.Charged) => Undo(one.Cases.First(item => item.Status == CaseStatus.Charged)),
            1 => Repairs.SpendTreasury(mechanism, state, one.Participant, state.Treasury.Multiply((UInt128)(uint)(number % 3), 2, Rounding.Down), order),
            2 => Repairs.ExchangeKey(mechanism, state, one.Participant, ParticipantId.Of("renamed"), order),
            3 => StateMending.CarryOut(StateMending.Plan(Damaged(state, number / 5)), order),
            _ => Repairs.MergeRecords(mechanism, state, one.Participant, other.Participant, order),
        };

        RepairReceipt Undo(FaultCase item) => Repairs.UndoSlash(mechanism, state, one.Participant, item.Key, item.Due.Multiply((UInt128)(uint)(number % 6), 5, Rounding.Down), order, forfeited: Amount.Of((UInt128)(uint)(number % 7)));
    }

    /// <summary>Lists out of order, an entry twice, money in an account that nobody paid, money that went lost.</summary>
    private static NetworkState Damaged(NetworkState state, int number)
    {
        Amount some = Amount.Of((UInt128)(uint)(number % 50));
        ParticipantState one = state.Participants[number % state.Participants.Length];
        return (number % 4) switch
        {
            0 => state with { Participants = [.. state.Participants.Reverse()], Treasury = state.Treasury + some },
            1 => state with { Participants = state.Participants.SetItem(number % state.Participants.Length, one with { Cases = [.. one.Cases, .. one.Cases], Withheld = [.. one.Withheld, .. one.Withheld] }) },
            2 => state with { Treasury = state.Treasury + some + Amount.One },
            _ => state with { Treasury = state.Treasury.SubtractToZero(some + Amount.One) },
        };
    }

    /// <summary>The facts of the report before, under the name that a participant has now; nobody who was charged is charged again, and no pass counts twice.</summary>
    private static bool IsChargedOnce(Mechanism mechanism, RepairReceipt receipt, EpochReport report)
    {
        EpochReport quiet = new() { Epoch = receipt.After.Epoch };
        EpochReport again = quiet with
        {
            Verdicts = [.. report.Verdicts.Select(verdict => Verdict.Because(Now(receipt, verdict.Participant), verdict.Task, verdict.Epoch, verdict.Reason))],
            Evidence = [.. report.Evidence.Select(evidence => evidence with { Offender = Now(receipt, evidence.Offender) })],
        };
        EpochReport asBefore = quiet with { Verdicts = report.Verdicts, Evidence = report.Evidence };
        EpochSettlement silent = mechanism.Settle(receipt.After, quiet);
        return new[] { again, asBefore }.Select(item => mechanism.Settle(receipt.After, item)).All(repeated => silent.After == repeated.After && silent.Postings.SequenceEqual(repeated.Postings));
    }

    /// <summary>The drawn report is settled once more, without the fault that was undone; missed duties and jobs are not in it by key, and are left out.</summary>
    private static bool IsInJailForOthers(Mechanism mechanism, NetworkState before, RepairReceipt receipt, NetworkCase drawn)
    {
        ParticipantState cleared = receipt.After.StateOf(receipt.Participant);
        Digest key = before.StateOf(receipt.Participant).Cases.First(item => item.Status == CaseStatus.Charged && cleared.Cases.All(left => left != item)).Key;
        EpochReport without = drawn.Report with
        {
            Verdicts = [.. drawn.Report.Verdicts.Where(verdict => new Evidence { Offence = Offence.IncorrectResult, Offender = verdict.Participant, Task = verdict.Task }.Key != key)],
            Evidence = [.. drawn.Report.Evidence.Where(evidence => (evidence.Offence == Offence.UnrevealedResult ? evidence with { Offence = Offence.IncorrectResult } : evidence).Key != key)],
        };
        bool isInReport = without.Verdicts.Length + without.Evidence.Length < drawn.Report.Verdicts.Length + drawn.Report.Evidence.Length;
        return !isInReport || cleared.JailedUntil == Epoch.Min(before.StateOf(receipt.Participant).JailedUntil, Epoch.Max(before.Epoch, mechanism.Settle(drawn.State, without).After.StateOf(receipt.Participant).JailedUntil));
    }

    /// <summary>Who was merged did under its old name what it did: under the other one it would be another's deed.</summary>
    private static ParticipantId Now(RepairReceipt receipt, ParticipantId name) =>
        receipt.Kind != RepairKind.KeyExchanged || receipt.After.TryGetState(name, out _) ? name : receipt.Participant;

    private static Law Of(
        Mechanism mechanism, Func<Mechanism, NetworkState, int, RepairReceipt> repair, string name, string statement, Func<NetworkState, RepairReceipt, NetworkCase, bool> holds) => Law.Of(
        name,
        statement,
        Arb.From(from item in NetworkCases.For(mechanism.Policy, deposits => mechanism.Open(Epoch.Of(50), deposits).State, mechanism)
                 from number in Gen.Choose(0, 10_000)
                 select (item, number)),
        drawn =>
        {
            NetworkState before = mechanism.Settle(drawn.item.State, drawn.item.Report).After;
            try
            {
                return holds(before, repair(mechanism, before, drawn.number), drawn.item);
            }
            catch (RepairRefusedException)
            {
                return true;
            }
        });
}
