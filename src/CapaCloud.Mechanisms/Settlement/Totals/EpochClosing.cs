using System.Collections.Immutable;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>
/// What the next state needs to know of a partition that was settled, and not who is in it: the last merge of an epoch. Some hundred bytes, and a line for each requester whose jobs ended.
/// </summary>
/// <remarks>
/// <code>Merge(a, b) = the sum of each amount, the union of each list</code>
/// In base units. A commutative monoid with <see cref="None"/> as its neutral element: any engine may fold it in any order and grouping. A partition that is in it twice counts twice.
/// </remarks>
public sealed record EpochClosing
{
    private readonly ImmutableArray<Epoch> _openFaults = [];
    private readonly ImmutableArray<RequesterChange> _requesters = [];
    private readonly ImmutableArray<ParticipantId> _leaving = [];

    /// <summary>Gets the closing of nobody.</summary>
    public static EpochClosing None { get; } = new();

    /// <summary>Gets how many participants were settled.</summary>
    public ulong Participants { get; init; }

    /// <summary>Gets the sum of their shares of the pool.</summary>
    public Amount Rewards { get; init; }

    /// <summary>Gets what the treasury paid for their checks.</summary>
    public Amount CheckPay { get; init; }

    /// <summary>Gets what lies with them afterwards: stakes, delegations and rewards that wait.</summary>
    public Amount Held { get; init; }

    /// <summary>Gets what their postings did to the common accounts.</summary>
    public MovedMoney Moved { get; init; }

    /// <summary>Gets the epochs of the faults that they have open cases about, oldest first: their stakes and prices are remembered.</summary>
    public ImmutableArray<Epoch> OpenFaults
    {
        get => _openFaults;
        init => _openFaults = value.IsDefault ? [] : value;
    }

    /// <summary>Gets what their ended jobs did to the requesters' money, by requester.</summary>
    public ImmutableArray<RequesterChange> Requesters
    {
        get => _requesters;
        init => _requesters = value.IsDefault ? [] : value;
    }

    /// <summary>
    /// Gets who would be forgotten and had other names before, by present name. They stay while somebody's money is found under that name; <see cref="AskedNames"/> says so.
    /// </summary>
    public ImmutableArray<ParticipantId> Leaving
    {
        get => _leaving;
        init => _leaving = value.IsDefault ? [] : value;
    }

    /// <summary>Gets what their postings did to the further pools, by the name of the pool; none where nothing moved. Left out of JSON then.</summary>
    [OptionalSection]
    public ImmutableArray<PoolChange> Pools { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Returns the closing of two groups of participants together.</summary>
    /// <param name="left">One group.</param>
    /// <param name="right">The other group.</param>
    /// <returns>Both.</returns>
    /// <exception cref="ArgumentNullException">A group is null.</exception>
    /// <exception cref="OverflowException">An amount exceeds 2^128 - 1.</exception>
    public static EpochClosing Merge(EpochClosing left, EpochClosing right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new EpochClosing
        {
            Participants = checked(left.Participants + right.Participants),
            Rewards = left.Rewards + right.Rewards,
            CheckPay = left.CheckPay + right.CheckPay,
            Held = left.Held + right.Held,
            Moved = MovedMoney.Merge(left.Moved, right.Moved),
            OpenFaults = Union(left.OpenFaults, right.OpenFaults),
            Requesters = Sum(left.Requesters, right.Requesters),
            Leaving = Union(left.Leaving, right.Leaving),
            Pools = PoolLists.Sum(left.Pools, right.Pools),
        };
    }

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"EpochClosing {{ Participants = {Participants}, Rewards = {Rewards}, CheckPay = {CheckPay}, Held = {Held}, Moved = {Moved}, OpenFaults = {Prose.List(OpenFaults)}, Requesters = {Prose.List(Requesters)}, Leaving = {Prose.List(Leaving)}, Pools = {Prose.List(Pools)} }}";

    /// <inheritdoc/>
    public bool Equals(EpochClosing? other) =>
        other is not null
        && Participants == other.Participants
        && Rewards == other.Rewards
        && CheckPay == other.CheckPay
        && Held == other.Held
        && Moved == other.Moved
        && OpenFaults.AsSpan().SequenceEqual(other.OpenFaults.AsSpan())
        && Requesters.AsSpan().SequenceEqual(other.Requesters.AsSpan())
        && Leaving.AsSpan().SequenceEqual(other.Leaving.AsSpan())
        && Pools.AsSpan().SequenceEqual(other.Pools.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Participants.GetHashCode() ^ Rewards.GetHashCode() ^ Held.GetHashCode();

    /// <summary>Returns what is in one list or the other, in ascending order, each once.</summary>
    internal static ImmutableArray<T> Union<T>(ImmutableArray<T> left, ImmutableArray<T> right) =>
        left.IsEmpty ? right : right.IsEmpty ? left : [.. left.Concat(right).Distinct().Order()];

    private static ImmutableArray<RequesterChange> Sum(ImmutableArray<RequesterChange> left, ImmutableArray<RequesterChange> right)
    {
        if (left.IsEmpty || right.IsEmpty)
        {
            return left.IsEmpty ? right : left;
        }

        ImmutableArray<RequesterChange>.Builder merged = ImmutableArray.CreateBuilder<RequesterChange>(left.Length + right.Length);
        for (int one = 0, other = 0; one < left.Length || other < right.Length;)
        {
            int order = one == left.Length ? 1 : other == right.Length ? -1 : left[one].Requester.CompareTo(right[other].Requester);
            RequesterChange change = order <= 0 ? left[one++] : right[other++];
            if (order == 0)
            {
                RequesterChange same = right[other++];
                change = change.With(same);
            }

            merged.Add(change);
        }

        return merged.DrainToImmutable();
    }
}
