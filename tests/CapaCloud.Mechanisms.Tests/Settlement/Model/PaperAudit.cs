using System.Collections.Immutable;
using System.Numerics;
using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Tests.Settlement.Model;

/// <summary>Compares a state with the paper, and the size of what it remembers with what the windows allow.</summary>
internal static class PaperAudit
{
    /// <summary>Returns what stands in an epoch: what is bonded, and what was unbonded in that very epoch.</summary>
    public static BigInteger StandsNow(StakeAccount account, ulong now)
    {
        BigInteger stands = 0;
        foreach (StakeTranche lot in account.Tranches)
        {
            bool isNew = !lot.IsBonded && lot.UnbondedAt.Number == now && lot.Release > Epoch.Of(now);
            stands += lot.IsBonded || isNew ? (BigInteger)lot.Remaining.Units : 0;
            stands += lot.Departures.Where(departure => departure.Epoch.Number == now).Aggregate(BigInteger.Zero, (sum, departure) => sum + (BigInteger)departure.Amount.Units);
        }

        return stands;
    }

    /// <summary>Returns what may leave: what was released, and stood in no epoch that can still be charged or that an open case is about.</summary>
    public static BigInteger MayLeave(PaperNetwork paper, NetworkState state, ParticipantId who, out bool isExact)
    {
        isExact = paper.Liability.Count == 1;
        BigInteger sum = 0;
        if (!state.TryGetState(who, out ParticipantState participant))
        {
            return sum;
        }

        PaperCase[] open = [.. paper.Participants[who].Cases.Where(item => item.IsOpen && !item.IsImmediate)];
        foreach (StakeTranche lot in participant.Stake.Tranches)
        {
            bool isReleased = lot.Release is { } release && release.Number <= paper.Now && !paper.Rules.IsChargeable(lot.UnbondedAt.Number, paper.Now);
            bool isHeld = Array.Exists(open, item => lot.StoodAt(who, Epoch.Of(item.Fault)) && paper.StoodAt(who, item.Fault) > 0);
            sum += isReleased && !isHeld ? (BigInteger)lot.Remaining.Units : 0;
        }

        return sum;
    }

    public static string? Differences(IReadOnlyDictionary<string, BigInteger> paper, ImmutableArray<Posting> postings)
    {
        SortedDictionary<string, BigInteger> moved = new(StringComparer.Ordinal);
        foreach (Posting posting in postings)
        {
            string line = PaperSettlement.Line(posting.From, posting.To, posting.Reason);
            moved[line] = moved.GetValueOrDefault(line) + (BigInteger)posting.Amount.Units;
        }

        foreach (string line in paper.Keys.Union(moved.Keys).Order(StringComparer.Ordinal))
        {
            BigInteger expected = paper.GetValueOrDefault(line), actual = moved.GetValueOrDefault(line);
            if (expected != actual)
            {
                return $"{line}: {actual} units moved, on paper {expected}";
            }
        }

        return null;
    }

    /// <summary>As good as a newcomer, or lower by less than a billionth and risen for the last time.</summary>
    private static bool IsAsANewcomer(IReputationModel model, ReputationRecord record, Epoch now)
    {
        ReputationRecord aged = model.Age(record, now), later = model.Age(aged, now.Next);
        BigInteger missing = (BigInteger)model.Read(model.Newcomer(now)).Parts - model.Read(aged).Parts;
        return missing <= 0 || (missing <= 1_000_000_000 && (later with { AsOf = aged.AsOf }) == aged);
    }

    /// <summary>Checks that only those are forgotten, and all those, whom nothing is left to remember of; and forgets them on paper too.</summary>
    public static string? Forgotten(PaperNetwork paper, NetworkState state)
    {
        foreach (PaperParticipant participant in paper.Participants.Values.ToArray())
        {
            bool isKept = state.TryGetState(participant.Name, out ParticipantState kept);
            Epoch now = Epoch.Of(paper.Now);
            var model = paper.Rules.Policy.Reputation.Model;
            bool isFree = participant.Stake.IsZero && participant.Cases.Count == 0 && participant.Passed.Count == 0 && participant.Withheld.Count == 0
                && participant.JailedUntil <= paper.Now && IsAsANewcomer(model, participant.Reputation, now);
            if (!isKept && !isFree)
            {
                return $"{participant.Name} was forgotten, with {participant.Stake} units, {participant.Cases.Count} cases, jailed until {participant.JailedUntil}";
            }

            if (isKept && isFree && kept.Stake.IsClosed)
            {
                return $"{participant.Name} is remembered although nothing is left to remember";
            }

            if (!isKept)
            {
                paper.Participants.Remove(participant.Name);
            }
        }

        return null;
    }

    public static string? Differences(PaperNetwork paper, NetworkState state, NetworkLedger ledger)
    {
        BigInteger held = (BigInteger)(state.Treasury.Units + state.RewardPool.Units) + state.Pools.Aggregate(BigInteger.Zero, static (sum, pool) => sum + (BigInteger)pool.Amount.Units);
        foreach (ParticipantState participant in state.Participants)
        {
            if (!paper.Participants.TryGetValue(participant.Participant, out PaperParticipant? one))
            {
                return $"{participant.Participant} is in the state, not on paper";
            }

            string? complaint = Differences(paper, one, participant, ledger);
            if (complaint is not null)
            {
                return complaint;
            }

            held += (BigInteger)participant.Stake.Total.Units + (BigInteger)participant.WithheldTotal().Units;
        }

        return state.Participants.Length != paper.Participants.Count ? $"{state.Participants.Length} participants, on paper {paper.Participants.Count}"
            : state.Epoch.Number != paper.Now ? $"epoch {state.Epoch}, on paper {paper.Now}"
            : (BigInteger)state.Treasury.Units != paper.Treasury ? $"treasury {state.Treasury}, on paper {paper.Treasury}"
            : (BigInteger)state.RewardPool.Units != paper.Pool ? $"pool {state.RewardPool}, on paper {paper.Pool}"
            : FurtherPools(paper) != string.Join(", ", state.Pools.Select(static pool => $"{pool.Pool}: {pool.Amount}")) ? $"further pools [{string.Join(", ", state.Pools)}], on paper [{FurtherPools(paper)}]"
            : (BigInteger)state.Dust.Units != paper.Dust ? $"dust {state.Dust}, on paper {paper.Dust}"
            : (BigInteger)state.Books.Held.Units != held ? $"{state.Books.Held} units held, the accounts have {held}"
            : !state.Books.Difference.IsZero ? $"the books differ by {state.Books.Difference}"
            : ledger.Totals != state.Books ? $"the books say {state.Books}, the ledger {ledger.Totals}"
            : null;
    }

    private static string? Differences(PaperNetwork paper, PaperParticipant one, in ParticipantState state, NetworkLedger ledger)
    {
        string who = one.Name.ToString();
        string cases = Text(one.Cases.Select(item => item.ToString())), actual = Text(state.Cases.Select(Text));
        string withheld = Text(one.Withheld.Select(item => item.ToString())), waits = Text(state.Withheld.Select(item => ((item.Epoch.Number, (BigInteger)item.Amount.Units)).ToString()));
        return (BigInteger)state.Stake.Total.Units != one.Stake ? $"{who} has {state.Stake.Total} units, on paper {one.Stake}"
            : cases != actual ? $"the cases of {who} are\n{actual}\non paper\n{cases}"
            : withheld != waits ? $"withheld of {who}: {waits}, on paper {withheld}"
            : state.JailedUntil.Number != one.JailedUntil ? $"{who} is jailed until {state.JailedUntil}, on paper {one.JailedUntil}"
            : state.AbsentFor.Epochs != one.AbsentFor ? $"{who} is absent for {state.AbsentFor}, on paper {one.AbsentFor}"
            : state.Reputation != one.Reputation ? $"{who} has the record {state.Reputation}, on paper {one.Reputation}"
            : !state.PassedAudits.Select(audit => (audit.Epoch.Number, audit.Task)).SequenceEqual(one.Passed.Order()) ? $"{who} passed {Text(state.PassedAudits.Select(audit => audit.ToString()))}, on paper {Text(one.Passed.Select(audit => audit.ToString()))}"
            : ledger.BalanceOf(LedgerAccount.Stake(one.Name)) != state.Stake.Total ? $"the ledger has {ledger.BalanceOf(LedgerAccount.Stake(one.Name))} units of stake of {who}, the state {state.Stake.Total}"
            : ledger.BalanceOf(LedgerAccount.PendingPenalties(one.Name)) != state.WithheldTotal() ? $"the ledger keeps {ledger.BalanceOf(LedgerAccount.PendingPenalties(one.Name))} units from {who}, the state {state.WithheldTotal()}"
            : Liability(paper, one, state);
    }

    /// <summary>What stood in an epoch that can still be charged stands on record for ever as much as it was then, whatever left, came back or was pruned since.</summary>
    private static string? Liability(PaperNetwork paper, PaperParticipant one, in ParticipantState state)
    {
        for (ulong epoch = 0; epoch < paper.Now; epoch++)
        {
            bool isAsked = paper.Rules.IsChargeable(epoch, paper.Now) || one.Cases.Exists(item => item.IsOpen && !item.IsImmediate && item.Fault == epoch && !item.AtFault.IsZero);
            BigInteger stood = paper.StoodAt(one.Name, epoch), known = (BigInteger)state.Stake.StandingAt(Epoch.Of(epoch)).Units;
            if (isAsked && stood != known)
            {
                return $"{known} units of {one.Name} stood in epoch {epoch}, on paper {stood}";
            }
        }

        return null;
    }

    /// <summary>Says what is remembered for longer than anything looks back.</summary>
    public static string? TooMuch(PaperNetwork paper, NetworkState state)
    {
        ulong memory = Math.Max(paper.LastMemory, paper.Rules.Memory(paper.Now));

        // A case that a new policy finds open keeps the stake of its fault, also beyond the new policy's memory.
        int beyond = state.Participants.SelectMany(participant => participant.Cases)
            .Where(item => item.IsOpen && paper.Now - item.FaultEpoch.Number > memory).Select(item => item.FaultEpoch).Distinct().Count();
        foreach (ParticipantState participant in state.Participants)
        {
            HashSet<ulong> open = [.. participant.Cases.Where(item => item.IsOpen).Select(item => item.FaultEpoch.Number)];
            if (participant.Stake.Holds.Any(hold => !open.Contains(hold.Fault.Number)))
            {
                return $"{participant.Participant} has a hold for which no case is open";
            }

            if (participant.Withheld.Length > participant.Cases.Count(item => item.IsOpen) && participant.Withheld.Any(item => item.Amount.IsZero))
            {
                return $"{participant.Participant} has rewards of zero that wait";
            }
        }

        return paper.Liability.Count == 1 && (ulong)(state.Stakes.Length - beyond) > memory + 1 ? $"the stake of {state.Stakes.Length} epochs is remembered, and {memory} are looked at"
            : state.Liability.Length > 1 + paper.Liability.Count(period => paper.Now <= period.Since + 90) ? $"{state.Liability.Length} liability periods are remembered"
            : null;
    }

    private static string Text(IEnumerable<string> lines) => string.Join('\n', lines.Order(StringComparer.Ordinal));

    private static string Text(FaultCase item) => new PaperCase
    {
        Key = item.Key,
        Offence = item.Offence,
        Fault = item.FaultEpoch.Number,
        Severity = item.Severity.Parts,
        AtFault = (BigInteger)item.StakeAtFault.Units,
        Accused = item.Accused.Number,
        Deadline = item.Deadline.Number,
        Status = item.Status,
        Duration = item.Duration.Epochs,
        IsAppealed = item.IsAppealed,
        IsRevision = item.IsRevision,
        Counts = item.CountsAsEarlier,
        Earlier = item.EarlierOffences,
        Due = (BigInteger)item.Due.Units,
        Reporters = [.. item.Reporters],
    }.ToString();

    private static string FurtherPools(PaperNetwork paper) =>
        string.Join(", ", paper.FurtherPools.Where(static pool => !pool.Value.IsZero).OrderBy(static pool => pool.Key, StringComparer.Ordinal).Select(static pool => $"{pool.Key}: {pool.Value}"));
}
