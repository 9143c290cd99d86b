using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Holds a network of a million participants so that an epoch costs whoever had nothing but work a few numbers: settle it, act on a few, ask for one, and turn it into a state.</summary>
/// <remarks>
/// No formula. Whoever rests stands in columns of numbers; whoever does not, and everything that is the network's own, stands in an ordinary <see cref="NetworkState"/>, on which the ordinary
/// code works. <see cref="Of"/> and <see cref="ToState"/> are each other's inverse, to the content hash. Immutable and safe to share between threads.
/// </remarks>
public sealed class LargeNetwork
{
    internal LargeNetwork(NetworkState frame, PersistentList<int> frameRows, RestingRows rows)
    {
        (Frame, FrameRows, Rows) = (frame, frameRows, rows);
    }

    /// <summary>Gets the current epoch: the next one to be settled.</summary>
    public Epoch Epoch => Frame.Epoch;

    /// <summary>Gets how many participants there are.</summary>
    public int Count
    {
        get
        {
            int newcomers = 0;
            foreach (ref readonly int row in FrameRows)
            {
                newcomers += row < 0 ? 1 : 0;
            }

            return Rows.Names.Length + newcomers;
        }
    }

    /// <summary>Gets the names in whose order the columns of a <see cref="LargeReport"/> are, ascending. Who joined since the last settlement is not among them.</summary>
    public ReadOnlySpan<ParticipantId> Names => Rows.Names;

    /// <summary>Gets how many participants do not rest, so that the ordinary code settles them.</summary>
    public int Awake => Frame.Participants.Length;

    /// <summary>Gets what is the network's own, and those who do not rest.</summary>
    internal NetworkState Frame { get; }

    /// <summary>Gets the row of each of these; the complement of where it will stand for who joined since the last settlement.</summary>
    internal PersistentList<int> FrameRows { get; }

    /// <summary>Gets the rows.</summary>
    internal RestingRows Rows { get; }

    /// <summary>Makes a large network of a state.</summary>
    /// <param name="mechanism">The mechanism that governs it.</param>
    /// <param name="state">The state.</param>
    /// <returns>The same network. Linear in the number of participants.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ForeignStateException">The state is governed by another policy.</exception>
    /// <exception cref="InconsistentStateException">The participants are not in ascending order of names.</exception>
    public static LargeNetwork Of(Mechanism mechanism, NetworkState state)
    {
        ArgumentNullException.ThrowIfNull(mechanism);
        mechanism.RequireOwn(state);
        RestRules rest = new(mechanism.Rules, state);
        ParticipantId[] names = new ParticipantId[state.Participants.Length];
        ImmutableArray<ParticipantState>.Builder awake = ImmutableArray.CreateBuilder<ParticipantState>();
        ImmutableArray<int>.Builder awakeRows = ImmutableArray.CreateBuilder<int>();
        RestingRowsBuilder rows = new(names, AsOfMost(state));
        int row = 0;
        foreach (ref readonly ParticipantState one in state.Participants)
        {
            if (row > 0 && names[row - 1] >= one.Participant)
            {
                throw new InconsistentStateException([StateShape.OutOfOrder(row, one.Participant)]);
            }

            names[row] = one.Participant;
            if (rest.TryRest(one, rows.AsOf, out RestMemory? memory, out ulong wakesAt))
            {
                rows.Rest(row, one, memory, wakesAt);
            }
            else
            {
                awake.Add(one);
                awakeRows.Add(row);
            }

            row++;
        }

        return new LargeNetwork(state with { Participants = awake.DrainToImmutable() }, awakeRows.DrainToImmutable(), rows.ToRows());
    }

    /// <summary>Returns the network as a state: what is stored, hashed, migrated and repaired.</summary>
    /// <returns>The state. Linear in the number of participants.</returns>
    public NetworkState ToState()
    {
        ImmutableArray<ParticipantState>.Builder all = ImmutableArray.CreateBuilder<ParticipantState>(Count);
        int next = 0;
        for (int row = 0; row <= Rows.Names.Length; row++)
        {
            for (; next < FrameRows.Length && FrameRows[next] == ~row; next++)
            {
                all.Add(Frame.Participants[next]);
            }

            if (row < Rows.Names.Length)
            {
                bool isAwake = next < FrameRows.Length && FrameRows[next] == row;
                all.Add(isAwake ? Frame.Participants[next++] : Rows.StateAt(row));
            }
        }

        return Frame with { Participants = all.DrainToImmutable() };
    }

    /// <summary>Returns a participant's state.</summary>
    /// <param name="participant">Its present name.</param>
    /// <returns>The state. Logarithmic in the number of participants.</returns>
    /// <exception cref="KeyNotFoundException">The network does not know the name.</exception>
    public ParticipantState StateOf(ParticipantId participant) =>
        Frame.TryGetState(participant, out ParticipantState state) ? state
        : Rows.RowOf(participant) is >= 0 and int row ? Rows.StateAt(row)
        : Frame.StateOf(participant);

    /// <summary>Acts on a few participants as one acts on a state: deposits, unbondings, jobs, delegations.</summary>
    /// <remarks>
    /// The act gets a state in which those are whom it is about, and perhaps others. It takes time in proportion to those few, and logarithmic in the number of participants.
    /// </remarks>
    /// <param name="about">Whom the act looks at or changes, under their present names; who is not known yet may join.</param>
    /// <param name="act">The act, such as <c>part =&gt; mechanism.Deposit(part, alice, amount).State</c>.</param>
    /// <returns>The network after it.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="act"/> is null, or returns null.</exception>
    /// <exception cref="InvalidOperationException">The act took a participant out, brought in one that it is not about, or settled: do that on the state.</exception>
    public LargeNetwork Do(ReadOnlySpan<ParticipantId> about, Func<NetworkState, NetworkState> act)
    {
        ArgumentNullException.ThrowIfNull(act);
        NetworkState part = Frame;
        PersistentList<int> rows = FrameRows;
        foreach (ParticipantId name in about)
        {
            int place = part.IndexOf(name), row = place >= 0 ? -1 : Rows.RowOf(name);
            if (row >= 0)
            {
                part = part.With(Rows.StateAt(row));
                rows = rows.Insert(~place, row);
            }
        }

        NetworkState after = act(part) ?? throw new ArgumentNullException(nameof(act), "The act returned null; expected the state after it.");
        if (after.PolicyHash != Frame.PolicyHash)
        {
            throw new InvalidOperationException($"The act leaves a state under policy {after.PolicyHash}; expected {Frame.PolicyHash}, as before, or {nameof(ToState)} first.");
        }

        for (int index = 0; index < about.Length; index++)
        {
            ParticipantId name = about[index];
            int place = after.IndexOf(name);
            bool wasThere = part.IndexOf(name) >= 0;
            if (place >= 0 && !wasThere && !about[..index].Contains(name))
            {
                rows = rows.Insert(place, Rows.RowOf(name));
            }
            else if (place < 0 && wasThere)
            {
                throw new InvalidOperationException($"The act took '{name}' out of the network; expected an act that leaves everybody there, or {nameof(ToState)} first.");
            }
        }

        if (after.Participants.Length != rows.Length || after.Epoch != Epoch)
        {
            throw new InvalidOperationException(
                $"The act leaves {Prose.Count(after.Participants.Length, "participant")} in epoch {after.Epoch}; expected {rows.Length}, those whom it is about, in epoch {Epoch}, or {nameof(ToState)} first.");
        }

        return new LargeNetwork(after, rows, Rows);
    }

    /// <summary>Returns how large it is and where its money is, in one sentence.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"epoch {Epoch}: {Prose.Count(Count, "participant")}, of whom {Prose.Number(Awake)} do not rest; {Frame.Books}";

    /// <summary>Returns the row of a participant that rests; negative when it does not, or nobody has the name.</summary>
    internal int RestingRowOf(ParticipantId name) => Frame.IndexOf(name) >= 0 ? -1 : Rows.RowOf(name);

    /// <summary>The epoch as of which most reputations are stated: one pass that lets two different ones cancel each other.</summary>
    private static Epoch AsOfMost(NetworkState state)
    {
        Epoch asOf = state.Epoch;
        int votes = 0;
        foreach (ref readonly ParticipantState one in state.Participants)
        {
            (asOf, votes) = votes == 0 ? (one.Reputation.AsOf, 1) : (asOf, one.Reputation.AsOf == asOf ? votes + 1 : votes - 1);
        }

        return asOf;
    }
}
