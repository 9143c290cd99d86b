using System.Collections.Immutable;
using CapaCloud.Mechanisms.Identity;
using CapaCloud.Mechanisms.Ledger;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Time;

namespace CapaCloud.Mechanisms.Settlement.States;

/// <summary>Everything the mechanism remembers between two epochs.</summary>
/// <remarks>
/// <code>Books.In = Books.Out + Books.Held + Books.Burned + Books.Dust, and Held = all stakes + Treasury + RewardPool + rewards that wait with accusations</code>
/// Immutable: settling an epoch gives a new state and leaves this one as it is.
/// </remarks>
public sealed record NetworkState
{
    private NetworkState(Epoch epoch, EvidenceRegister evidence)
    {
        Epoch = epoch;
        Evidence = evidence;
    }

    /// <summary>Gets the current epoch: the next one to be settled.</summary>
    public Epoch Epoch { get; internal init; }

    /// <summary>Gets the participants, ordered by name.</summary>
    public ImmutableArray<ParticipantState> Participants { get; internal init; } = [];

    /// <summary>Gets where all the money is since the network's first posting.</summary>
    public Conservation Books { get; internal init; }

    /// <summary>Gets the network's common purse, in base units.</summary>
    public Amount Treasury { get; internal init; }

    /// <summary>Gets what was to be paid as rewards and could not be, because nobody had a claim, in base units. Joins the next pool.</summary>
    public Amount RewardPool { get; internal init; }

    /// <summary>Gets the evidence that was already counted and could be brought again.</summary>
    public EvidenceRegister Evidence { get; internal init; }

    /// <summary>Gets the stake that was at fault in the epochs that correlation still looks back at, oldest first.</summary>
    public ImmutableArray<FaultedStake> RecentFaults { get; internal init; } = [];

    /// <summary>Gets the remainders that nobody has got yet, in base units.</summary>
    public Amount Dust => Books.Dust;

    /// <summary>Returns a network in which nothing has happened yet.</summary>
    /// <param name="epoch">Its first epoch.</param>
    /// <param name="liabilityWindow">For how long evidence counts; the policy's liability window.</param>
    /// <returns>The state.</returns>
    public static NetworkState Genesis(Epoch epoch, EpochSpan liabilityWindow) => new(epoch, EvidenceRegister.Empty(liabilityWindow));

    /// <summary>Finds a participant.</summary>
    /// <param name="participant">Its name.</param>
    /// <param name="state">Its state, or <c>default</c>.</param>
    /// <returns><see langword="true"/> when the network knows the name. Takes time logarithmic in the number of participants.</returns>
    public bool TryFind(ParticipantId participant, out ParticipantState state)
    {
        int index = IndexOf(participant);
        state = index >= 0 ? Participants[index] : default;
        return index >= 0;
    }

    /// <summary>Returns a participant's state.</summary>
    /// <param name="participant">Its name.</param>
    /// <returns>The state.</returns>
    /// <exception cref="KeyNotFoundException">The network does not know the name.</exception>
    public ParticipantState Find(ParticipantId participant) =>
        TryFind(participant, out ParticipantState state)
            ? state
            : throw new KeyNotFoundException($"The network has no participant '{participant}'; it must deposit stake first.");

    /// <inheritdoc/>
    public bool Equals(NetworkState? other) =>
        other is not null
        && Epoch == other.Epoch
        && Books == other.Books
        && Treasury == other.Treasury
        && RewardPool == other.RewardPool
        && Equals(Evidence, other.Evidence)
        && RecentFaults.AsSpan().SequenceEqual(other.RecentFaults.AsSpan())
        && Participants.AsSpan().SequenceEqual(other.Participants.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Epoch.GetHashCode() ^ Books.GetHashCode();

    internal int IndexOf(ParticipantId participant)
    {
        ReadOnlySpan<ParticipantState> all = Participants.AsSpan();
        int low = 0, high = all.Length - 1;
        while (low <= high)
        {
            int middle = low + ((high - low) / 2);
            int order = all[middle].Participant.CompareTo(participant);
            if (order == 0)
            {
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return ~low;
    }
}
