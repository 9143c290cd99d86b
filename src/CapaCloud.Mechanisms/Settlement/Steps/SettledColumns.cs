using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>
/// What an epoch did to each participant, in columns. Whoever has its reward and nothing else takes a new state and one amount; its outcome and its posting are made of these
/// when somebody asks. The others have theirs kept beside.
/// </summary>
/// <param name="network">The network's own postings, which come first.</param>
/// <param name="after">Each participant's new state.</param>
/// <param name="rewards">Each participant's reward, in base units.</param>
internal sealed class SettledColumns(ImmutableArray<Posting> network, ParticipantState[] after, Amount[] rewards)
{
    private readonly List<int> _places = [];
    private readonly List<ParticipantOutcome> _outcomes = [];
    private readonly List<int> _ends = [];
    private readonly List<Posting> _postings = [];
    private int _plainPostings;

    /// <summary>Gets each participant's new state.</summary>
    public ReadOnlySpan<ParticipantState> After => after;

    /// <summary>Returns the new states as an array; nothing is copied.</summary>
    /// <returns>The array.</returns>
    public ImmutableArray<ParticipantState> ToStates() => ImmutableCollectionsMarshal.AsImmutableArray(after);

    /// <summary>Makes room for what will be kept.</summary>
    /// <param name="outcomes">How many outcomes.</param>
    /// <param name="postings">How many postings of theirs.</param>
    public void Expect(int outcomes, int postings)
    {
        _places.EnsureCapacity(outcomes);
        _outcomes.EnsureCapacity(outcomes);
        _ends.EnsureCapacity(outcomes);
        _postings.EnsureCapacity(postings);
    }

    /// <summary>Keeps the next participant's outcome; one after the other, in the order of the state.</summary>
    /// <param name="place">Its place in the state.</param>
    /// <param name="outcome">Its outcome.</param>
    /// <param name="postings">Its postings.</param>
    public void Keep(int place, in ParticipantOutcome outcome, ReadOnlySpan<Posting> postings)
    {
        after[place] = outcome.After;
        if (IsPlain(outcome, postings))
        {
            _plainPostings += postings.Length;
            return;
        }

        _places.Add(place);
        _outcomes.Add(outcome with { After = default });
        _postings.AddRange(postings);
        _ends.Add(_postings.Count);
    }

    /// <summary>Returns one participant's outcome. Logarithmic in the number of those who have more than a reward.</summary>
    /// <param name="place">Its place in the state.</param>
    /// <returns>The outcome.</returns>
    public ParticipantOutcome OutcomeAt(int place)
    {
        int found = _places.BinarySearch(place);
        return found >= 0 ? _outcomes[found] with { After = after[place] } : Plain(place);
    }

    /// <summary>Gets the network's own postings.</summary>
    public ImmutableArray<Posting> Network => network;

    /// <summary>Returns one participant's postings. Logarithmic in the number of those who have more than a reward.</summary>
    /// <param name="place">Its place in the state.</param>
    /// <returns>The postings.</returns>
    public ImmutableArray<Posting> PostingsAt(int place)
    {
        int found = _places.BinarySearch(place);
        return found >= 0 ? [.. CollectionsMarshal.AsSpan(_postings)[(found == 0 ? 0 : _ends[found - 1]).._ends[found]]]
            : rewards[place].IsZero ? []
            : [RewardOf(place)];
    }

    /// <summary>Returns what of the kept postings moves money from or to somebody, each with the place of whose posting it is.</summary>
    /// <param name="concerned">Who is concerned.</param>
    /// <returns>The postings in their order. Linear in the number of those who have more than a reward.</returns>
    public List<(int Place, Posting Posting)> KeptOf(ParticipantId concerned)
    {
        List<(int Place, Posting Posting)> found = [];
        ReadOnlySpan<Posting> all = CollectionsMarshal.AsSpan(_postings);
        for (int index = 0, kept = 0; index < all.Length; index++)
        {
            while (_ends[kept] <= index)
            {
                kept++;
            }

            if (all[index].From.Owner == concerned || all[index].To.Owner == concerned)
            {
                found.Add((_places[kept], all[index]));
            }
        }

        return found;
    }

    /// <summary>Tells whether a participant has its reward and nothing else.</summary>
    /// <param name="place">Its place in the state.</param>
    /// <returns><see langword="true"/> when its outcome and its posting are made when somebody asks.</returns>
    public bool IsPlainAt(int place) => _places.BinarySearch(place) < 0;

    /// <summary>Makes all outcomes, in the order of the state.</summary>
    /// <returns>The outcomes.</returns>
    public ImmutableArray<ParticipantOutcome> ToOutcomes()
    {
        ParticipantOutcome[] outcomes = new ParticipantOutcome[after.Length];
        for (int place = 0, next = 0; place < outcomes.Length; place++)
        {
            bool isKept = next < _places.Count && _places[next] == place;
            outcomes[place] = isKept ? _outcomes[next] with { After = after[place] } : Plain(place);
            next += isKept ? 1 : 0;
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(outcomes);
    }

    /// <summary>Makes all postings: the network's own, then those of each participant in the order of the state.</summary>
    /// <returns>The postings.</returns>
    public ImmutableArray<Posting> ToPostings()
    {
        ImmutableArray<Posting>.Builder postings = ImmutableArray.CreateBuilder<Posting>(CountPostings());
        postings.AddRange(network);
        for (int place = 0, next = 0; place < after.Length; place++)
        {
            if (next < _places.Count && _places[next] == place)
            {
                int from = next == 0 ? 0 : _ends[next - 1];
                postings.AddRange(CollectionsMarshal.AsSpan(_postings)[from.._ends[next++]]);
            }
            else if (!rewards[place].IsZero)
            {
                postings.Add(RewardOf(place));
            }
        }

        return postings.MoveToImmutable();
    }

    /// <summary>Returns how many postings there are, without making them.</summary>
    /// <returns>The count.</returns>
    public int CountPostings() => network.Length + _plainPostings + _postings.Count;

    private ParticipantOutcome Plain(int place) => new() { After = after[place], Reward = rewards[place] };

    private Posting RewardOf(int place) =>
        new(LedgerAccount.RewardPool, LedgerAccount.Wallet(after[place].Participant), rewards[place], PostingReason.Reward);

    /// <summary>Tells whether an outcome is a reward and nothing else.</summary>
    public static bool IsPlain(in ParticipantOutcome outcome, ReadOnlySpan<Posting> postings) =>
        outcome.Withheld.IsZero && outcome.Returned.IsZero && outcome.Forfeited.IsZero && outcome.Slashed.IsZero && outcome.Bounties.IsZero && outcome.CheckPay.IsZero && outcome.Jobs.IsEmpty && outcome.Delegators is null && outcome.Pools.IsEmpty
        && postings.Length == (outcome.Reward.IsZero ? 0 : 1)
        && (outcome.Reward.IsZero || (postings[0].From.Kind == LedgerAccountKind.RewardPool && postings[0].To.Kind == LedgerAccountKind.Wallet && postings[0].Reason == PostingReason.Reward));
}
