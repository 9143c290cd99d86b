using System.Collections.Immutable;
using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>
/// Undoes what was settled by mistake: gives a slash back, exchanges a stolen key, merges records, spends the treasury. It moves money that is there, and never makes any.
/// </summary>
/// <remarks>
/// <code>
/// undo a slash: min(taken, treasury) goes from the treasury to the stake, then the forfeited pay to the wallet as far as it is there; the rest is the shortfall
/// spend:        amount goes from the treasury to a wallet
/// exchange, merge: stake, waiting rewards and a requester's money go from one name to another, to the unit; open jobs go on under it
/// </code>
/// In base units. What was burned stays burned, and what a reporter was paid stays paid. A network decides who may order a repair; the order stands in the
/// receipt. Pure; linear in the size of the state where a name changes, else logarithmic.
/// </remarks>
public static partial class Repairs
{
    /// <summary>Pays from the treasury.</summary>
    /// <param name="mechanism">The mechanism that governs the state.</param>
    /// <param name="state">The state.</param>
    /// <param name="to">Who is paid.</param>
    /// <param name="amount">How much, in base units, not zero.</param>
    /// <param name="order">On whose order, and why.</param>
    /// <returns>The receipt.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ForeignStateException">The mechanism does not govern the state.</exception>
    /// <exception cref="RepairRefusedException">Nothing is to be paid, nobody is to be paid, or the treasury has less.</exception>
    public static RepairReceipt SpendTreasury(Mechanism mechanism, NetworkState state, ParticipantId to, Amount amount, RepairOrder order)
    {
        Require(mechanism, state, order);
        to = state.HolderOf(to);
        if (to.IsNone || amount.IsZero || amount > state.Treasury)
        {
            throw new RepairRefusedException($"{Prose.Units(amount)} to '{to}' from a treasury of {state.Treasury}; expected somebody to pay, and an amount above 0 that the treasury has.");
        }

        return Receipt(
            RepairKind.TreasurySpent,
            order,
            state,
            to,
            state with { Treasury = state.Treasury - amount },
            [new Posting(LedgerAccount.Treasury, LedgerAccount.Wallet(to), amount, PostingReason.Repair)],
            amount,
            Amount.Zero);
    }

    /// <summary>Lets a participant go on under another name; record, stake, cases, jobs, money as a requester and liabilities stay its own.</summary>
    /// <param name="mechanism">The mechanism that governs the state.</param>
    /// <param name="state">The state.</param>
    /// <param name="from">The name whose key was compromised.</param>
    /// <param name="to">The new name, which the network does not know.</param>
    /// <param name="order">On whose order, and why.</param>
    /// <returns>The receipt. Reports name the new name from now on; what was charged under the old one is remembered and not charged again.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ForeignStateException">The mechanism does not govern the state.</exception>
    /// <exception cref="RepairRefusedException">The old name is not known, the new one is, or a job would have one name on both sides.</exception>
    public static RepairReceipt ExchangeKey(Mechanism mechanism, NetworkState state, ParticipantId from, ParticipantId to, RepairOrder order)
    {
        Require(mechanism, state, order);
        ParticipantState before = Find(state, from);
        from = before.Participant;
        if (to.IsNone || state.TryGetState(to, out _) || (state.PlaceOf(to) >= 0 && !before.FormerNames.Contains(to)) || (before.Merged?.Records.Any(record => record.Names.Contains(to)) ?? false))
        {
            throw new RepairRefusedException($"'{from}' cannot become '{to}'; expected a name that the network does not know. Two records of one participant are merged.");
        }

        ParticipantState after = before with { Participant = to, Stake = StakeAccount.Joined(to, [before.Stake]), Delegated = before.Delegated?.Renamed(from, to), FormerNames = Names([.. before.FormerNames, from], to) };
        return Renamed(mechanism.Policy, RepairKind.KeyExchanged, order, state, before, after);
    }

    /// <summary>Makes one record of two of one participant. Nothing gets better by it: the worse score, the longer jail and every case stay.</summary>
    /// <param name="mechanism">The mechanism that governs the state.</param>
    /// <param name="state">The state.</param>
    /// <param name="from">The name that ends.</param>
    /// <param name="into">The name that stays.</param>
    /// <param name="order">On whose order, and why.</param>
    /// <returns>The receipt.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ForeignStateException">The mechanism does not govern the state.</exception>
    /// <exception cref="RepairRefusedException">One of them is not known, both are one, or both have a case with one key.</exception>
    public static RepairReceipt MergeRecords(Mechanism mechanism, NetworkState state, ParticipantId from, ParticipantId into, RepairOrder order)
    {
        Require(mechanism, state, order);
        ParticipantState one = Find(state, from), other = Find(state, into);
        (from, into) = (one.Participant, other.Participant);
        if (from == into || one.Cases.Any(item => other.Cases.Any(twin => twin.Key == item.Key)) || one.Jobs.Any(job => other.TryFindJob(job.Task, out _)))
        {
            throw new RepairRefusedException($"'{from}' and '{into}' are one name, or have a case with one key or an open job of one task; expected two records of different faults and jobs.");
        }

        if (one.Delegated is { } pool && DelegatorRenaming.IsOf(pool, into))
        {
            throw new RepairRefusedException($"'{into}' has delegated to '{from}'; expected that its stake leaves first, because nobody delegates to itself.");
        }

        if (one.Delegated is not null && other.Delegated is not null)
        {
            throw new RepairRefusedException($"'{from}' and '{into}' both take delegations; expected one pool at most, because two have histories of their own.");
        }

        IReputationModel model = mechanism.Policy.Reputation.Model;
        ReputationRecord left = model.Age(one.Reputation, state.Epoch), right = model.Age(other.Reputation, state.Epoch);
        ParticipantState after = other with
        {
            Stake = other.Stake.With(one.Stake, state.Epoch),
            Reputation = RememberedConduct.Worse(model, left, right),
            Checking = Worse(mechanism.Policy, one, other, state.Epoch),
            JailedUntil = Epoch.Max(one.JailedUntil, other.JailedUntil),
            Jail = JailTerms.From([.. one.Jail?.Terms ?? [], .. other.Jail?.Terms ?? []], state.Epoch),
            AbsentFor = EpochSpan.Max(one.AbsentFor, other.AbsentFor),
            Cases = [.. one.Cases.Select(item => item with { Record = item.Record ?? from }).Concat(other.Cases).Order()],
            PassedAudits = [.. one.PassedAudits.Concat(other.PassedAudits).Distinct().Order()],
            Jobs = [.. one.Jobs.Concat(other.Jobs).Order()],
            FormerNames = Names([.. one.FormerNames, .. other.FormerNames, from], into),
            Merged = new MergedRecords { Records = [.. other.Merged?.Records ?? [], .. one.Merged?.Records ?? [], Ended(one, state.Epoch)] },
            Delegated = other.Delegated ?? one.Delegated?.Renamed(from, into),
            Withheld = [.. one.Withheld.Concat(other.Withheld).GroupBy(item => item.Epoch).OrderBy(group => group.Key).Select(Together)],
        };
        return Renamed(mechanism.Policy, RepairKind.RecordsMerged, order, state, one, after);
    }

    /// <summary>Of two records of checks the worse one, with the tasks of both.</summary>
    private static CheckingRecord? Worse(MechanismPolicy policy, in ParticipantState one, in ParticipantState other, Epoch now)
    {
        if (policy.Verification.Panels?.Record is not { } model || (one.Checking is null && other.Checking is null))
        {
            return null;
        }

        return new CheckingRecord
        {
            Reputation = RememberedConduct.Worse(model, RememberedConduct.At(model, one.Checking?.Reputation, now), RememberedConduct.At(model, other.Checking?.Reputation, now)),
            Tasks = [.. (one.Checking?.Tasks ?? []).Concat(other.Checking?.Tasks ?? []).Distinct().Order()],
        };
    }

    private static MergedRecord Ended(in ParticipantState record, Epoch now) => new()
    {
        Name = record.Participant,
        Until = now,
        HadDelegations = record.Delegated is not null,
        Names = [.. record.FormerNames.Append(record.Participant).Order()],
    };

    /// <summary>Puts the record after in the place of the one that ends, and everything else of that name with it.</summary>
    private static RepairReceipt Renamed(MechanismPolicy policy, RepairKind kind, RepairOrder order, NetworkState state, in ParticipantState ends, in ParticipantState after)
    {
        ParticipantId from = ends.Participant, to = after.Participant;
        RequesterState money = state.MoneyOf(from);
        ImmutableArray<Posting> postings = Moves(ends, money, to);
        NetworkState changed = RequesterRenaming.Of(policy, DelegatorRenaming.Of(Named(Without(state, from).With(after), from, to), from, to), money, to);
        return Receipt(kind, order, state, to, changed, postings, postings.Aggregate(Amount.Zero, static (sum, posting) => sum + posting.Amount), Amount.Zero);
    }

    private static ImmutableArray<ParticipantId> Names(IEnumerable<ParticipantId> names, ParticipantId now) => [.. names.Where(name => name != now).Distinct().Order()];

    private static void Require(Mechanism mechanism, NetworkState state, RepairOrder order)
    {
        ArgumentNullException.ThrowIfNull(mechanism);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(order);
        mechanism.RequireOwn(state);
    }

    private static ParticipantState Find(NetworkState state, ParticipantId participant) => state.PlaceOf(participant) is >= 0 and int place
        ? state.Participants[place]
        : throw new RepairRefusedException($"The network has no participant '{participant}'.");

    /// <summary>What comes back is bonded from now on, below the minimum bond too: it was taken from there.</summary>
    private static StakeAccount Returned(Mechanism mechanism, NetworkState state, StakeAccount stake, Amount amount)
    {
        StakingRules rules = mechanism.RulesOf(state);
        return stake.Deposit(amount, state.Epoch, rules with { MinimumBond = Amount.Zero }).Account;
    }

    private static WithheldReward Together(IGrouping<Epoch, WithheldReward> group) =>
        new(group.Key, group.Aggregate(Amount.Zero, (sum, item) => sum + item.Amount));

    private static ImmutableArray<Posting> Moves(in ParticipantState from, in RequesterState money, ParticipantId to)
    {
        ImmutableArray<Posting>.Builder postings = ImmutableArray.CreateBuilder<Posting>();
        Add(LedgerAccount.Stake(from.Participant), LedgerAccount.Stake(to), from.Stake.Total);
        Add(LedgerAccount.PendingPenalties(from.Participant), LedgerAccount.PendingPenalties(to), from.WithheldTotal());
        Add(LedgerAccount.DelegationPool(from.Participant), LedgerAccount.DelegationPool(to), from.Delegated?.Total ?? Amount.Zero);
        Add(LedgerAccount.Escrow(from.Participant), LedgerAccount.Escrow(to), money.Free + money.Reserved);
        return postings.ToImmutable();

        void Add(LedgerAccount source, LedgerAccount target, Amount amount)
        {
            if (!amount.IsZero)
            {
                postings.Add(new Posting(source, target, amount, PostingReason.Repair));
            }
        }
    }

    private static NetworkState Without(NetworkState state, ParticipantId participant) => state with { Participants = state.Participants.RemoveAt(state.IndexOf(participant)) };

    /// <summary>Whoever reported something under the old name is paid its bounty under the new one.</summary>
    private static NetworkState Named(NetworkState state, ParticipantId from, ParticipantId to) => state.Participants.Any(item => item.Cases.Any(one => one.Reporters.Contains(from)))
        ? state with { Participants = [.. state.Participants.Select(item => item with { Cases = [.. item.Cases.Select(one => Named(one, from, to))] })] }
        : state;

    private static FaultCase Named(FaultCase item, ParticipantId from, ParticipantId to) => item.Reporters.Contains(from)
        ? item with { Reporters = [.. item.Reporters.Select(name => name == from ? to : name).Distinct().Order()] }
        : item;

    private static RepairReceipt Receipt(
        RepairKind kind, RepairOrder order, NetworkState before, ParticipantId participant, NetworkState after, ImmutableArray<Posting> postings, Amount asked, Amount shortfall, ImmutableArray<string> steps = default)
    {
        Books books = before.Books;
        foreach (Posting posting in postings)
        {
            books = books.With(posting);
        }

        NetworkState balanced = after with { Books = books };
        StateValidator.RequireBalance(balanced);
        return new RepairReceipt
        {
            Kind = kind,
            Order = order,
            Epoch = before.Epoch,
            Participant = participant,
            After = balanced,
            Postings = postings,
            Asked = asked,
            Shortfall = shortfall,
            Steps = steps,
        };
    }
}
