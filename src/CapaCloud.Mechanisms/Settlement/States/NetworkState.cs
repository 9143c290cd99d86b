using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;
using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms;

/// <summary>
/// Everything a network remembers between two epochs: stakes, scores, open cases and jobs, and money. <see cref="Mechanism.Open"/> makes the first one, in memory; a test
/// needs nothing else.
/// </summary>
/// <remarks>
/// <code>
/// Books.In   = Books.Out + Books.Held + Books.Burned + Books.Dust
/// Books.Held = all stakes + all withheld rewards + Treasury + RewardPool + all further pools + all requesters' money
/// </code>
/// Immutable: settling an epoch gives a new state and leaves this one as it is. It is data, and goes to JSON and back; <see cref="Inconsistencies"/> says what is
/// inconsistent in it. Its size is bounded by the number of participants and the policy's windows, not by its age.
/// </remarks>
public sealed record NetworkState
{
    private readonly ImmutableArray<EpochStake> _stakes = [];
    private readonly ImmutableArray<LiabilityPeriod> _liability = [];
    private readonly ImmutableArray<PoolAmount> _pools = [];
    private readonly ImmutableArray<FormerOffences> _formerOffences = [];

    /// <summary>The present name for each former one; made when it is first needed, and handed on while no record changes its names.</summary>
    private Dictionary<ParticipantId, ParticipantId>? _presentNames;

    /// <summary>Gets the content hash of the policy that governs it; a mechanism of another policy refuses it.</summary>
    public required Digest PolicyHash { get; init; }

    /// <summary>Gets the current epoch: the next one to be settled.</summary>
    public required Epoch Epoch { get; init; }

    /// <summary>Gets the participants, ordered by name.</summary>
    [JsonIgnore]
    public PersistentList<ParticipantState> Participants
    {
        get;
        init
        {
            field = value;
            _presentNames = null;
        }
    }

    /// <summary>Gets the requesters that have money in the network, ordered by name.</summary>
    [JsonIgnore]
    public PersistentList<RequesterState> Requesters { get; init; }

    /// <summary>Gets where all the money is since the network's first posting.</summary>
    public Books Books { get; init; }

    /// <summary>Gets the network's common purse, in base units.</summary>
    public Amount Treasury { get; init; }

    /// <summary>Gets what was to be paid as rewards and could not be, because nobody had a claim, in base units. Joins the next pool.</summary>
    public Amount RewardPool { get; init; }

    /// <summary>Gets what lies in the further pools of the policy, by the name of the pool; a pool in which nothing lies is not in it. Left out of JSON when nothing lies in any.</summary>
    [OptionalSection]
    public ImmutableArray<PoolAmount> Pools
    {
        get => _pools;
        init => _pools = value.IsDefault ? [] : value;
    }

    /// <summary>Gets all stake of the epochs whose faults can still be charged, oldest first: what their stake at fault is a share of.</summary>
    public ImmutableArray<EpochStake> Stakes
    {
        get => _stakes;
        init => _stakes = value.IsDefault ? [] : value;
    }

    /// <summary>Gets which liability window is in force from which epoch on, oldest first; one period unless the policy's window was changed.</summary>
    public ImmutableArray<LiabilityPeriod> Liability
    {
        get => _liability;
        init => _liability = value.IsDefault ? [] : value;
    }

    /// <summary>Gets what faults cost before the policy changed, oldest first, while one of that time can be charged; none unless the policy's prices were changed.</summary>
    public ImmutableArray<FormerOffences> FormerOffences
    {
        get => _formerOffences;
        init => _formerOffences = value.IsDefault ? [] : value;
    }

    /// <summary>Gets the participants as JSON has them: an array.</summary>
    [JsonInclude]
    [JsonPropertyName("participants")]
    internal ImmutableArray<ParticipantState> ParticipantsInJson
    {
        get => Participants.ToImmutableArray();
        init => Participants = value;
    }

    /// <summary>Gets the requesters as JSON has them: an array.</summary>
    [JsonInclude]
    [JsonPropertyName("requesters")]
    internal ImmutableArray<RequesterState> RequestersInJson
    {
        get => Requesters.ToImmutableArray();
        init => Requesters = value;
    }

    /// <summary>Gets the remainders that nobody has got yet, in base units.</summary>
    public Amount Dust => Books.Dust;

    /// <summary>Finds a participant.</summary>
    /// <param name="participant">Its present name.</param>
    /// <param name="state">Its state, or <c>default</c>.</param>
    /// <returns><see langword="true"/> when the network knows the name. Takes time logarithmic in the number of participants.</returns>
    public bool TryGetState(ParticipantId participant, out ParticipantState state)
    {
        int index = IndexOf(participant);
        state = index >= 0 ? Participants[index] : default;
        return index >= 0;
    }

    /// <summary>Returns the name under which somebody is known now: every door takes a name that it had before for this one.</summary>
    /// <remarks>Logarithmic in the number of participants; linear the first time that a name is asked for which is none of theirs, after records were read or renamed.</remarks>
    /// <param name="name">A name of now or of before.</param>
    /// <returns>The present name of the participant whose key was exchanged or whose record was merged; the very name where nobody had it before.</returns>
    public ParticipantId HolderOf(ParticipantId name) => PlaceOf(name) is >= 0 and int place ? Participants.ItemRef(place).Participant : name;

    /// <summary>Returns a requester's money; nothing when it has none in the network.</summary>
    /// <param name="requester">Its present name.</param>
    /// <returns>Its money. Takes time logarithmic in the number of requesters.</returns>
    public RequesterState MoneyOf(ParticipantId requester)
    {
        int index = IndexOfRequester(requester);
        return index >= 0 ? Requesters[index] : new RequesterState(requester, Amount.Zero, Amount.Zero);
    }

    /// <summary>Returns a participant's state.</summary>
    /// <param name="participant">Its present name.</param>
    /// <returns>The state.</returns>
    /// <exception cref="KeyNotFoundException">The network does not know the name.</exception>
    public ParticipantState StateOf(ParticipantId participant) =>
        TryGetState(participant, out ParticipantState state)
            ? state
            : throw new KeyNotFoundException(HolderOf(participant) is var holder && holder != participant
                ? $"'{participant}' is a former name of '{holder}'; expected the present one, which {nameof(HolderOf)} gives."
                : $"The network has no participant '{participant}'; it must deposit stake first.");

    /// <summary>Returns what does not fit together in this state: its books, the order of its lists, and what could not have come from any settlement.</summary>
    /// <remarks>
    /// <code>
    /// Books.In   = Books.Out + Books.Held + Books.Burned + Books.Dust
    /// Books.Held = all stakes + all withheld rewards + Treasury + RewardPool + all further pools + all requesters' money
    /// </code>
    /// Ask it of a state that another service sent or that was mended by hand; <c>StateJson</c> and <c>StateBinary</c> ask by themselves. Linear in the size of the state.
    /// </remarks>
    /// <returns>The findings, each with its place in the JSON; none when the state is consistent.</returns>
    public ImmutableArray<StateInconsistency> Inconsistencies() => StateValidator.Validate(this);

    /// <summary>Returns how large it is and where its money is, in one sentence.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"epoch {Epoch}: {Prose.Count(Participants.Length, "participant")}, {Prose.Count(Requesters.Length, "requester")}, a treasury of {Prose.Units(Treasury)}; {Books}";

    /// <inheritdoc/>
    public bool Equals(NetworkState? other) =>
        other is not null
        && PolicyHash == other.PolicyHash
        && Epoch == other.Epoch
        && Books == other.Books
        && Treasury == other.Treasury
        && RewardPool == other.RewardPool
        && Pools.AsSpan().SequenceEqual(other.Pools.AsSpan())
        && Stakes.AsSpan().SequenceEqual(other.Stakes.AsSpan())
        && Liability.AsSpan().SequenceEqual(other.Liability.AsSpan())
        && FormerOffences.AsSpan().SequenceEqual(other.FormerOffences.AsSpan())
        && Participants == other.Participants
        && Requesters == other.Requesters;

    /// <inheritdoc/>
    public override int GetHashCode() => PolicyHash.GetHashCode() ^ Epoch.GetHashCode() ^ Books.GetHashCode();

    /// <summary>Returns where a participant stands, whichever of its names is asked for; negative when nobody has or had the name.</summary>
    internal int PlaceOf(ParticipantId name)
    {
        int place = IndexOf(name);
        return place >= 0 || name.IsNone || !(_presentNames ??= PresentNames.Of(Participants)).TryGetValue(name, out ParticipantId present) ? place : IndexOf(present);
    }

    /// <summary>Returns this state with one record written, which joins when it is new.</summary>
    internal NetworkState With(in ParticipantState record)
    {
        int index = IndexOf(record.Participant);
        bool keepsNames = index >= 0 ? record.FormerNames.AsSpan().SequenceEqual(Participants.ItemRef(index).FormerNames.AsSpan()) : record.FormerNames.IsEmpty;
        NetworkState next = this with { Participants = index >= 0 ? Participants.SetItem(index, record) : Participants.Insert(~index, record) };
        next._presentNames = keepsNames ? _presentNames : null;
        return next;
    }

    internal int IndexOfRequester(ParticipantId requester)
    {
        PersistentList<RequesterState> all = Requesters;
        int low = 0, high = all.Length - 1;
        while (low <= high)
        {
            int middle = low + ((high - low) / 2);
            int order = all.ItemRef(middle).Requester.CompareTo(requester);
            if (order == 0)
            {
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return ~low;
    }

    internal int IndexOf(ParticipantId participant)
    {
        PersistentList<ParticipantState> all = Participants;
        int low = 0, high = all.Length - 1;
        while (low <= high)
        {
            int middle = low + ((high - low) / 2);
            int order = all.ItemRef(middle).Participant.CompareTo(participant);
            if (order == 0)
            {
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return ~low;
    }

    /// <summary>Returns all stake of an epoch: as it was settled, or what stands now when the epoch is not settled yet.</summary>
    internal Amount StakeOf(Epoch epoch, Amount now)
    {
        if (epoch >= Epoch)
        {
            return now;
        }

        ReadOnlySpan<EpochStake> all = Stakes.AsSpan();
        int low = 0, high = all.Length;
        while (low < high)
        {
            int middle = low + ((high - low) / 2);
            (low, high) = all[middle].Epoch < epoch ? (middle + 1, high) : (low, middle);
        }

        return low < all.Length && all[low].Epoch == epoch ? all[low].Stake : now;
    }
}
