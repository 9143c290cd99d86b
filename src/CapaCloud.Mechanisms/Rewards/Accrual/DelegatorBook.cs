using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>Rewards of delegators, with every position under the name of who holds it, so that a position cannot be claimed twice, copied or forgotten.</summary>
/// <remarks>
/// No formula of its own: the positions are those of <see cref="DelegatorRewards"/>. Naming an account twice in one claim pays it once; stake that changes hands leaves
/// what it earned with the giver; giving to oneself changes nothing that counts. Finding an account takes the logarithm of their number. Immutable.
/// </remarks>
public sealed record DelegatorBook
{
    /// <summary>Initializes a new instance of the <see cref="DelegatorBook"/> class from its parts, as they were stored.</summary>
    /// <param name="rewards">The rewards.</param>
    /// <param name="entries">The accounts in the order of their names, each once; none when left out.</param>
    /// <exception cref="ArgumentException">An account is nobody, or the names do not rise.</exception>
    [JsonConstructor]
    public DelegatorBook(DelegatorRewards rewards, ImmutableArray<DelegatorBookEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(rewards);
        Rewards = rewards;
        Entries = entries.IsDefault ? [] : entries;
        for (int index = 0; index < Entries.Length; index++)
        {
            if (Entries[index].Owner.IsNone || (index > 0 && Entries[index].Owner <= Entries[index - 1].Owner))
            {
                throw new ArgumentException($"The account {Entries[index].Owner} at position {index} does not follow the one before it; expected names that rise.", nameof(entries));
            }
        }
    }

    /// <summary>Gets the rewards.</summary>
    public DelegatorRewards Rewards { get; private init; }

    /// <summary>Gets the accounts in the order of their names.</summary>
    public ImmutableArray<DelegatorBookEntry> Entries { get; private init; }

    /// <summary>Begins with nobody.</summary>
    /// <param name="open">The first epoch that rewards can be earned in.</param>
    /// <returns>The book.</returns>
    public static DelegatorBook Begin(Epoch open) => new(DelegatorRewards.Begin(open), []);

    /// <summary>Adds stake of an account, which earns from the next epoch on.</summary>
    /// <param name="owner">The account.</param>
    /// <param name="stake">How much, not zero.</param>
    /// <param name="now">The present epoch.</param>
    /// <returns>The book afterwards.</returns>
    /// <exception cref="RewardRefusedException">As <see cref="DelegatorRewards.Join"/>.</exception>
    public DelegatorBook Join(ParticipantId owner, UInt128 stake, Epoch now)
    {
        (DelegatorRewards rewards, DelegatorPosition position) = Rewards.Join(stake, now);
        return (this with { Rewards = rewards }).With(owner, PositionsOf(owner).Add(position));
    }

    /// <summary>Takes stake of an account out, the latest first; it earns up to this epoch.</summary>
    /// <param name="owner">The account.</param>
    /// <param name="stake">How much of what it brought, not zero.</param>
    /// <param name="now">The present epoch.</param>
    /// <returns>The book afterwards.</returns>
    /// <exception cref="RewardRefusedException">As <see cref="DelegatorRewards.Leave"/>, or the account is not in the book.</exception>
    public DelegatorBook Leave(ParticipantId owner, UInt128 stake, Epoch now) => Move(owner, null, stake, now);

    /// <summary>Gives stake of an account to another, the latest first; what it earned stays with the giver.</summary>
    /// <param name="giver">Who gives.</param>
    /// <param name="receiver">Who gets it.</param>
    /// <param name="stake">How much of what was brought, not zero.</param>
    /// <param name="now">The present epoch.</param>
    /// <returns>The book afterwards.</returns>
    /// <exception cref="RewardRefusedException">As <see cref="DelegatorRewards.Transfer"/>, or the account is not in the book.</exception>
    public DelegatorBook Transfer(ParticipantId giver, ParticipantId receiver, UInt128 stake, Epoch now) => Move(giver, receiver, stake, now);

    /// <summary>Closes an epoch with what was earned in it.</summary>
    /// <param name="epoch">The epoch.</param>
    /// <param name="reward">What was earned in it, in base units.</param>
    /// <returns>The book afterwards, and what was not taken because nobody stood.</returns>
    /// <exception cref="RewardRefusedException">As <see cref="DelegatorRewards.Close"/>.</exception>
    public (DelegatorBook Book, Amount Refused) Close(Epoch epoch, Amount reward)
    {
        (DelegatorRewards rewards, Amount refused) = Rewards.Close(epoch, reward);
        return (this with { Rewards = rewards }, refused);
    }

    /// <summary>Takes a part of the stake of all who joined by the epoch of a fault.</summary>
    /// <param name="fault">The epoch of the fault.</param>
    /// <param name="fraction">The part that is taken.</param>
    /// <param name="now">The present epoch.</param>
    /// <returns>The book afterwards.</returns>
    /// <exception cref="RewardRefusedException">As <see cref="DelegatorRewards.Slash"/>.</exception>
    public DelegatorBook Slash(Epoch fault, Proportion fraction, Epoch now) => this with { Rewards = Rewards.Slash(fault, fraction, now) };

    /// <summary>Pays an account what it has earned through the last closed epoch.</summary>
    /// <param name="owner">The account.</param>
    /// <returns>The book afterwards and what is paid, in base units, rounded down once over all its positions that still stand.</returns>
    /// <exception cref="RewardRefusedException">The account is not in the book.</exception>
    public (DelegatorBook Book, Amount Paid) Claim(ParticipantId owner)
    {
        DelegatorBook book = Known(owner);
        Amount paid = Amount.Zero;
        ImmutableArray<DelegatorPosition>.Builder left = ImmutableArray.CreateBuilder<DelegatorPosition>();
        foreach (DelegatorPosition position in PositionsOf(owner))
        {
            (DelegatorRewards rewards, DelegatorPosition settled, Amount part) = book.Rewards.Claim(position);
            book = book with { Rewards = rewards };
            paid += part;
            if (settled.Stake != UInt128.Zero)
            {
                left.Add(settled);
            }
        }

        return (book.With(owner, left.ToImmutable()), paid);
    }

    /// <summary>Pays an account, and adds the part it chose to its stake, which earns from the next epoch on.</summary>
    /// <param name="owner">The account.</param>
    /// <param name="choice">The part it chose.</param>
    /// <param name="now">The present epoch.</param>
    /// <returns>The book afterwards, what was added to the stake, and what is paid out, in base units.</returns>
    /// <exception cref="RewardRefusedException">As <see cref="Claim"/> and <see cref="Join"/>.</exception>
    public (DelegatorBook Book, Amount Compounded, Amount Paid) Compound(ParticipantId owner, Compounding choice, Epoch now)
    {
        (DelegatorBook book, Amount claimed) = Claim(owner);
        (Amount compounded, Amount paid) = choice.Divide(claimed);
        return (compounded.IsZero ? book : book.Join(owner, compounded.Units, now), compounded, paid);
    }

    /// <summary>Returns what a claim of an account would pay now, in base units.</summary>
    /// <param name="owner">The account.</param>
    /// <returns>The whole units; zero for an account that is not in the book.</returns>
    public Amount Payable(ParticipantId owner) => IndexOf(owner) < 0 ? Amount.Zero : Claim(owner).Paid;

    /// <summary>Returns what slashes left of an account's stake.</summary>
    /// <param name="owner">The account.</param>
    /// <returns>The stake; zero for an account that is not in the book.</returns>
    public UInt128 StakeOf(ParticipantId owner)
    {
        UInt128 stake = UInt128.Zero;
        foreach (DelegatorPosition position in PositionsOf(owner))
        {
            stake += Rewards.StakeOf(position);
        }

        return stake;
    }

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"DelegatorBook {{ Rewards = {Rewards}, Entries = {Prose.List(Entries)} }}";

    /// <inheritdoc/>
    public bool Equals(DelegatorBook? other) => other is not null && Rewards == other.Rewards && Entries.AsSpan().SequenceEqual(other.Entries.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Rewards.GetHashCode() ^ Entries.Length;

    private DelegatorBook Move(ParticipantId owner, ParticipantId? receiver, UInt128 stake, Epoch now)
    {
        if (stake == UInt128.Zero)
        {
            throw new RewardRefusedException(RewardRefusal.NothingToMove, $"0 units of the stake of {owner} were to be moved; expected at least 1.");
        }

        DelegatorBook book = Known(owner);
        ImmutableArray<DelegatorPosition> positions = PositionsOf(owner), received = [];
        UInt128 left = stake;
        for (int index = positions.Length - 1; index >= 0 && left != UInt128.Zero; index--)
        {
            if (positions[index].Until is not null)
            {
                continue;
            }

            UInt128 part = UInt128.Min(left, positions[index].Stake);
            left -= part;
            DelegatorPosition stays, departed;
            DelegatorRewards rewards;
            if (receiver is null)
            {
                (rewards, stays, departed) = book.Rewards.Leave(positions[index], part, now);
            }
            else
            {
                (rewards, stays, departed, DelegatorPosition given) = book.Rewards.Transfer(positions[index], part, now);
                received = received.Add(given);
            }

            book = book with { Rewards = rewards };
            positions = stays.Stake == UInt128.Zero ? positions.SetItem(index, departed) : positions.SetItem(index, stays).Insert(index + 1, departed);
        }

        if (left != UInt128.Zero)
        {
            throw new RewardRefusedException(
                RewardRefusal.MoreThanHeld, $"{Prose.Units(stake, "was", "were")} to be moved of the stake of {owner}; it has {Prose.Number(stake - left)}.");
        }

        book = book.With(owner, positions);
        return receiver is { } gets ? book.With(gets, book.PositionsOf(gets).AddRange(received)) : book;
    }

    private DelegatorBook Known(ParticipantId owner) =>
        IndexOf(owner) >= 0 ? this : throw new RewardRefusedException(RewardRefusal.AccountUnknown, $"The account {owner} is not in the book.");

    private ImmutableArray<DelegatorPosition> PositionsOf(ParticipantId owner)
    {
        int index = IndexOf(owner);
        return index < 0 ? [] : Entries[index].Positions;
    }

    private int IndexOf(ParticipantId owner)
    {
        int low = 0, high = Entries.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2, order = Entries[middle].Owner.CompareTo(owner);
            if (order == 0)
            {
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return ~low;
    }

    private DelegatorBook With(ParticipantId owner, ImmutableArray<DelegatorPosition> positions)
    {
        int index = IndexOf(owner);
        if (index < 0 && owner.IsNone)
        {
            throw new RewardRefusedException(RewardRefusal.AccountUnknown, "Stake needs an account that it belongs to.");
        }

        DelegatorBookEntry entry = new(owner, positions);
        return this with
        {
            Entries = index < 0 ? Entries.Insert(~index, entry) : positions.IsEmpty ? Entries.RemoveAt(index) : Entries.SetItem(index, entry),
        };
    }
}
