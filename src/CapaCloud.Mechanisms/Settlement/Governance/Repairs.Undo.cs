using System.Collections.Immutable;
using CapaCloud.Mechanisms.Reputation;

namespace CapaCloud.Mechanisms.Settlement;

/// <content>A slash that should not have been.</content>
public static partial class Repairs
{
    /// <summary>Undoes a slash that was taken: money as far as it is there, the case, the jail, and the score if one is given.</summary>
    /// <remarks>
    /// <code>
    /// paid in this order, as far as the treasury goes: own stake, delegators, forfeited pay, what later penalties were dearer
    /// a later penalty was dearer by Due - ceiling(stake at its fault * its curve without the undone fault)
    /// </code>
    /// In base units. Delegators who stood at the fault and are still known have their part in their wallets, rounded down, as long as a fault of its epoch can be charged: after that nothing says
    /// who stood then. What is not paid is in the receipt's shortfall, and <see cref="RepairReceipt.Steps"/> says why where it is not the treasury.
    /// </remarks>
    /// <param name="mechanism">The mechanism that governs the state.</param>
    /// <param name="state">The state.</param>
    /// <param name="participant">Who was slashed.</param>
    /// <param name="key">The key of the case.</param>
    /// <param name="taken">What the settlement took of its own stake for it, in base units; with <paramref name="delegatorsTaken"/> at most what it was charged with.</param>
    /// <param name="order">On whose order, and why.</param>
    /// <param name="score">What is remembered of its conduct without the fault, replayed from history: of its checks, where the fault is about one and the policy keeps a record of those. What is remembered now when left out.</param>
    /// <param name="forfeited">The pay that it lost for the fault, as the settlement says (<c>ParticipantOutcome.Forfeited</c>), in base units: paid to its wallet after the stake, as far as the treasury goes.</param>
    /// <param name="delegatorsTaken">What the settlement took of delegated stake for it (<c>DelegatorsOutcome.Slashed</c>), in base units.</param>
    /// <param name="later">
    /// What settlements took of own stake for later penalties that were dearer because of it, by the key of the case: by repetition its own, by correlation anybody's. What a later penalty was
    /// dearer, and of which nothing is said here, is named in the shortfall and not paid: a case does not say how much of it could be taken.
    /// </param>
    /// <returns>The receipt.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ForeignStateException">The mechanism does not govern the state.</exception>
    /// <exception cref="RepairRefusedException">There is no such participant or case, it was not charged, more is asked for than it was charged with, or a later penalty was not dearer because of it.</exception>
    public static RepairReceipt UndoSlash(
        Mechanism mechanism,
        NetworkState state,
        ParticipantId participant,
        Digest key,
        Amount taken,
        RepairOrder order,
        ReputationRecord? score = null,
        Amount forfeited = default,
        Amount delegatorsTaken = default,
        IReadOnlyDictionary<Digest, Amount>? later = null)
    {
        Require(mechanism, state, order);
        ParticipantState before = Find(state, participant);
        participant = before.Participant;
        FaultCase[] known = [.. before.Cases.Where(item => item.Key == key)];
        if (known.Length == 0)
        {
            throw new RepairRefusedException($"'{participant}' has no case {key}; expected one that is still remembered.");
        }

        // A fault that was reported several times has several cases, each charged with the difference.
        ImmutableArray<FaultCase> undone = [.. known.Where(item => item.Status == CaseStatus.Charged)];
        Amount due = undone.Aggregate(Amount.Zero, (sum, item) => sum + item.Due);
        if (undone.IsEmpty || taken > due || delegatorsTaken > due - taken)
        {
            throw new RepairRefusedException(
                $"The case {key} of '{participant}' is {known[^1].Status} with {Prose.Units(due)} charged, and {Prose.Units(taken, "is", "are")} to be returned{(delegatorsTaken.IsZero ? "" : $", and {Prose.Number(delegatorsTaken)} to delegators")}; expected a case that was charged, and at most what it was charged with.");
        }

        Amount most = DearestWithout(mechanism, state, before, undone);
        if (taken + delegatorsTaken > most)
        {
            throw new RepairRefusedException(
                $"The case {key} of '{participant}' made its span of epochs dearer by {Prose.Units(most)}, and {Prose.Units(taken + delegatorsTaken, "is", "are")} to be returned; expected at most that, because another fault of the span keeps its price.");
        }

        if (score is { } record && record.AsOf > state.Epoch)
        {
            throw new RepairRefusedException($"The score is as of epoch {record.AsOf}; expected at most the current epoch, {state.Epoch}.");
        }

        bool isOfCheck = before.Checking is { } checking && CheckingRecord.KeysOf(before, checking.Tasks) is var checks && undone.Any(item => CheckingRecord.IsOfChecking(item.Offence, item.Key, checks));
        ImmutableArray<LaterPenalty> dearer = LaterPenalty.Of(mechanism.Rules, state, before, undone);
        RequireDearer(later, dearer, key);
        Amount left = state.Treasury, returned = Pay(ref left, taken);
        List<string> steps = [];
        List<Posting> postings = [];
        Post(postings, LedgerAccount.Stake(participant), returned);
        PayDelegators(state, before, undone, delegatorsTaken, ref left, postings, steps);
        Post(postings, LedgerAccount.Wallet(participant), Pay(ref left, forfeited));
        ParticipantState after = WithoutJailOf(before, key, state.Epoch) with
        {
            Cases =
            [
                .. before.Cases.Select(item => item.Key == key && item.Status == CaseStatus.Charged
                    ? item with { Status = CaseStatus.Overturned, DecidedAt = state.Epoch, CountsAsEarlier = false }
                    : item),
            ],
            Reputation = isOfCheck ? before.Reputation : score ?? before.Reputation,
            Checking = isOfCheck && score is { } replayed ? before.Checking! with { Reputation = replayed } : before.Checking,
            Stake = returned.IsZero ? before.Stake : Returned(mechanism, state, before.Stake, returned),
        };
        NetworkState changed = state.With(after);
        Amount asked = taken + delegatorsTaken + forfeited;
        foreach (LaterPenalty penalty in dearer)
        {
            (changed, Amount difference) = PayLater(mechanism, changed, penalty, later, ref left, postings, steps);
            asked += difference;
        }

        Amount moved = state.Treasury - left;
        return Receipt(RepairKind.SlashUndone, order, state, participant, changed with { Treasury = left }, [.. postings], asked, asked - moved, [.. steps]);
    }

    /// <summary>What is less to be paid without a fault: all that it was charged with, or what it makes the spans dearer in which the dearest fault counts.</summary>
    private static Amount DearestWithout(Mechanism mechanism, NetworkState state, in ParticipantState before, ImmutableArray<FaultCase> undone)
    {
        FaultClimate climate = new(mechanism.Rules, state, default, FaultTotals.None);
        DearestOfSpans others = new(climate);
        foreach (FaultCase item in before.Cases)
        {
            if (item.Status == CaseStatus.Charged && item.Key != undone[0].Key)
            {
                _ = others.Add(item, item.Due);
            }
        }

        return undone.Aggregate(Amount.Zero, (sum, item) => sum + others.Add(item, item.Due));
    }

    private static void RequireDearer(IReadOnlyDictionary<Digest, Amount>? later, ImmutableArray<LaterPenalty> dearer, Digest key)
    {
        foreach ((Digest said, Amount amount) in later ?? ImmutableDictionary<Digest, Amount>.Empty)
        {
            LaterPenalty? found = dearer.Where(item => item.Case.Key == said && item.Without is not null).Select(static item => (LaterPenalty?)item).FirstOrDefault();
            if (found is null || amount > found.Value.Case.Due)
            {
                throw new RepairRefusedException(found is null
                    ? $"Case {said} is to be priced again without case {key}; expected a penalty that was dearer because of it, of which enough is remembered."
                    : $"{Prose.Units(amount, "is", "are")} said to have been taken for case {said}; expected at most the {found.Value.Case.Due} that it was charged with.");
            }
        }
    }

    private static void PayDelegators(
        NetworkState state, in ParticipantState before, ImmutableArray<FaultCase> undone, Amount lost, ref Amount left, List<Posting> postings, List<string> steps)
    {
        if (lost.IsZero)
        {
            return;
        }

        // Of several reports the dearest decides who stood at the fault.
        FaultCase dearest = undone.MaxBy(static item => item.Due);
        if (!LiabilitySchedule.IsChargeable(state.Liability.AsSpan(), dearest.FaultEpoch, state.Epoch))
        {
            steps.Add($"delegators do not have {Prose.Units(lost)} returned: a fault of epoch {dearest.FaultEpoch} cannot be charged any more, and nothing says who stood behind it");
            return;
        }

        Amount paid = Amount.Zero;
        foreach ((ParticipantId delegator, Amount part) in DelegatorRefund.Of(before, dearest, Amount.Min(lost, left)))
        {
            Post(postings, LedgerAccount.Wallet(delegator), part);
            paid += part;
        }

        left -= paid;
        if (paid < lost)
        {
            steps.Add($"of {Prose.Units(lost)} of delegators {paid} are returned: the rest is rounding, of those who have left with their stake, or more than the treasury has");
        }
    }

    /// <summary>Pays what one later penalty was dearer; what cannot be told or paid is asked for, and so becomes a shortfall.</summary>
    private static (NetworkState After, Amount Asked) PayLater(
        Mechanism mechanism, NetworkState state, LaterPenalty penalty, IReadOnlyDictionary<Digest, Amount>? later, ref Amount left, List<Posting> postings, List<string> steps)
    {
        FaultCase item = penalty.Case;
        if (penalty.Without is not { } without)
        {
            steps.Add($"the penalty of '{penalty.Participant}' for case {item.Key} looks at the undone fault; what is remembered does not tell by how much it was dearer");
            return (state, Amount.Zero);
        }

        Amount difference = item.Due - without;
        if (later is null || !later.TryGetValue(item.Key, out Amount taken))
        {
            steps.Add($"the penalty of '{penalty.Participant}' for case {item.Key} was dearer by {Prose.Units(difference)}, of which it is not said how much was taken");
            return (state, difference);
        }

        ParticipantState owner = state.StateOf(penalty.Participant);
        bool isShared = owner.Delegated is not null && owner.DelegationsAnswer(item.Record, item.FaultEpoch);
        Amount asked = isShared ? taken - taken.Multiply(without.Units, item.Due.Units, Rounding.Up) : taken.SubtractToZero(without), paid = Pay(ref left, asked);
        Post(postings, LedgerAccount.Stake(owner.Participant), paid);
        if (isShared && asked < difference)
        {
            steps.Add($"of the {Prose.Units(difference)} that the penalty of '{owner.Participant}' for case {item.Key} was dearer, the part of delegators is not returned");
        }

        ParticipantState after = owner with
        {
            Stake = paid.IsZero ? owner.Stake : Returned(mechanism, state, owner.Stake, paid),
            Cases =
            [
                .. owner.Cases.Select(one => one == item
                    ? one with { Due = without, EarlierOffences = penalty.Earlier }
                    : one),
            ],
        };
        return (state.With(after), isShared ? difference : asked);
    }

    private static Amount Pay(ref Amount left, Amount asked)
    {
        Amount paid = Amount.Min(asked, left);
        left -= paid;
        return paid;
    }

    private static void Post(List<Posting> postings, LedgerAccount to, Amount amount)
    {
        if (!amount.IsZero)
        {
            postings.Add(new Posting(LedgerAccount.Treasury, to, amount, PostingReason.Repair));
        }
    }

    /// <summary>Ends what one fault has to do with the jail, and nothing else: the others keep their terms, also those that are forgotten but for their jail.</summary>
    private static ParticipantState WithoutJailOf(in ParticipantState participant, Digest key, Epoch now)
    {
        ImmutableArray<JailTerm> terms = participant.Jail?.Terms ?? [], others = terms.RemoveAll(term => term.Key == key);
        bool decides = terms.Length > others.Length && JailTerms.EndOf(terms) >= participant.JailedUntil;
        return participant with
        {
            JailedUntil = decides ? Epoch.Min(participant.JailedUntil, Epoch.Max(now, JailTerms.EndOf(others))) : participant.JailedUntil,
            Jail = JailTerms.From(others, now),
        };
    }
}
