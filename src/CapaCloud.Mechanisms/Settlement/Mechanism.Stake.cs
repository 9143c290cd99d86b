using System.Collections.Immutable;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms;

/// <content>What participants do with their stake between two settlements.</content>
public sealed partial class Mechanism
{
    /// <summary>Returns a network in which nothing has happened yet.</summary>
    /// <param name="epoch">Its first epoch.</param>
    /// <returns>The state, governed by this mechanism's policy.</returns>
    public NetworkState Genesis(Epoch epoch) => new()
    {
        PolicyHash = PolicyHash,
        Epoch = epoch,
        Liability = [new LiabilityPeriod(Epoch.Zero, Policy.Stake.LiabilityWindow)],
    };

    /// <summary>Opens a network with its first deposits.</summary>
    /// <param name="epoch">The first epoch.</param>
    /// <param name="deposits">Who deposits how much, in base units; no name twice.</param>
    /// <returns>The state, with a posting for each deposit.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="deposits"/> is null.</exception>
    /// <exception cref="ArgumentException">A name comes twice.</exception>
    /// <exception cref="StakeRefusedException">A deposit is below the minimum bond, or all together exceed the largest amount.</exception>
    public StateChange Open(Epoch epoch, IEnumerable<KeyValuePair<ParticipantId, Amount>> deposits)
    {
        ArgumentNullException.ThrowIfNull(deposits);
        KeyValuePair<ParticipantId, Amount>[] ordered = [.. deposits.OrderBy(deposit => deposit.Key)];
        NetworkState state = Genesis(epoch);
        ImmutableArray<ParticipantState>.Builder participants = ImmutableArray.CreateBuilder<ParticipantState>(ordered.Length);
        ImmutableArray<Posting>.Builder postings = ImmutableArray.CreateBuilder<Posting>(ordered.Length);
        Books books = state.Books;
        for (int index = 0; index < ordered.Length; index++)
        {
            if (index > 0 && ordered[index].Key == ordered[index - 1].Key)
            {
                throw new ArgumentException($"'{ordered[index].Key}' deposits twice; expected one deposit for each name.", nameof(deposits));
            }

            StakeChange change = StakeAccount.Open(ordered[index].Key).Deposit(ordered[index].Value, epoch, Policy.Stake);
            participants.Add(Newcomer(ordered[index].Key, epoch) with { Stake = change.Account });
            postings.Add(change.Posting!.Value);
            books = books.With(change.Posting.Value);
        }

        return new StateChange(state with { Participants = participants.MoveToImmutable(), Books = books }, postings.MoveToImmutable());
    }

    /// <summary>Adds to a participant's stake; a name the network does not know becomes a newcomer.</summary>
    /// <param name="state">The state.</param>
    /// <param name="participant">Who.</param>
    /// <param name="amount">How much, in base units.</param>
    /// <returns>The new state and the posting.</returns>
    /// <exception cref="StakeRefusedException">The stake's rules refuse it; the message says which value and why.</exception>
    public StateChange Deposit(NetworkState state, ParticipantId participant, Amount amount) =>
        Change(state, participant, canJoin: true, account => account.Deposit(amount, state.Epoch, RulesOf(state)));

    /// <summary>Begins to take stake out; it stays liable and is released after the unbonding period.</summary>
    /// <param name="state">The state.</param>
    /// <param name="participant">Who.</param>
    /// <param name="amount">How much, in base units.</param>
    /// <returns>The new state; no money moves.</returns>
    /// <exception cref="KeyNotFoundException">The network does not know the name.</exception>
    /// <exception cref="StakeRefusedException">The stake's rules refuse it; the message says which value and why.</exception>
    public StateChange Unbond(NetworkState state, ParticipantId participant, Amount amount) =>
        RequireCover(Change(state, participant, canJoin: false, account => account.Unbond(amount, state.Epoch, RulesOf(state))), participant);

    /// <summary>Bonds again what was unbonding.</summary>
    /// <param name="state">The state.</param>
    /// <param name="participant">Who.</param>
    /// <param name="amount">How much, in base units.</param>
    /// <returns>The new state; no money moves.</returns>
    /// <exception cref="KeyNotFoundException">The network does not know the name.</exception>
    /// <exception cref="StakeRefusedException">The stake's rules refuse it; the message says which value and why.</exception>
    public StateChange CancelUnbonding(NetworkState state, ParticipantId participant, Amount amount) =>
        Change(state, participant, canJoin: false, account => account.CancelUnbonding(amount, state.Epoch, RulesOf(state)));

    /// <summary>Pays out what was released.</summary>
    /// <param name="state">The state.</param>
    /// <param name="participant">Who.</param>
    /// <returns>The new state and the posting; no posting when nothing was released.</returns>
    /// <exception cref="KeyNotFoundException">The network does not know the name.</exception>
    public StateChange Withdraw(NetworkState state, ParticipantId participant) =>
        Change(state, participant, canJoin: false, account => account.Withdraw(state.Epoch, RulesOf(state)));

    private StateChange Change(NetworkState state, ParticipantId participant, bool canJoin, Func<StakeAccount, StakeChange> operation)
    {
        RequireOwn(state);
        participant = state.HolderOf(participant);
        int index = state.IndexOf(participant);
        ParticipantState before = index >= 0
            ? state.Participants[index]
            : canJoin ? Newcomer(participant, state.Epoch) : state.StateOf(participant);
        StakeChange change = operation(before.Stake);
        ParticipantState after = before with { Stake = change.Account };
        NetworkState changed = state.With(after) with
        {
            Books = change.Posting is { } posting ? state.Books.With(posting) : state.Books,
        };
        return new StateChange(changed, change.Posting is { } moved ? [moved] : []);
    }

    /// <inheritdoc/>
    public StakingRules StakingRulesOf(NetworkState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        RequireOwn(state);
        return RulesOf(state);
    }

    internal StakingRules RulesOf(NetworkState state) => LiabilitySchedule.RulesAt(Policy.Stake, state.Liability.AsSpan(), state.Epoch);

    private ParticipantState Newcomer(ParticipantId participant, Epoch now) => new()
    {
        Participant = participant,
        Stake = StakeAccount.Open(participant),
        Reputation = Policy.Reputation.Model.Newcomer(now),
    };
}
