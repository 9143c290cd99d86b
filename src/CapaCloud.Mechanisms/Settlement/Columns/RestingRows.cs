using System.Collections.Immutable;
using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>
/// The participants of a network by name, and for each that rests its numbers, one table for each number. A table in which all numbers are zero takes no memory. The row of a participant
/// that does not rest says nothing.
/// </summary>
internal sealed class RestingRows
{
    private readonly UInt128[]?[] _wide;
    private readonly ulong[]?[] _narrow;
    private readonly RestMemory?[]? _memories;

    public RestingRows(ParticipantId[] names, Epoch asOf, UInt128[]?[] wide, ulong[]?[] narrow, RestMemory?[]? memories, UInt128 unbonding)
    {
        (Names, AsOf, _wide, _narrow, _memories, Unbonding) = (names, asOf, wide, narrow, memories, unbonding);
    }

    /// <summary>Gets the names in ascending order, also of those who do not rest.</summary>
    public ParticipantId[] Names { get; }

    /// <summary>Gets the epoch as of which every resting reputation is stated.</summary>
    public Epoch AsOf { get; }

    /// <summary>Gets the stake of resting participants that does not stand any more and was not withdrawn, in base units.</summary>
    public UInt128 Unbonding { get; }

    /// <summary>Returns a table of 128-bit numbers; null when all are zero.</summary>
    public UInt128[]? Wide(int number) => _wide[number];

    /// <summary>Returns a table of 64-bit numbers; null when all are zero.</summary>
    public ulong[]? Narrow(int number) => _narrow[number];

    /// <summary>Returns the table of what is remembered beside; null when nothing is.</summary>
    public RestMemory?[]? Memories() => _memories;

    /// <summary>Returns the row of a name; the complement of where it would stand when there is none.</summary>
    public int RowOf(ParticipantId name) => Array.BinarySearch(Names, name);

    /// <summary>Returns the reputation in a row.</summary>
    public ReputationRecord ReputationAt(int row) => new()
    {
        AsOf = AsOf,
        Proven = TrackAt(RowNumber.Evidence, row),
        Unexplained = TrackAt(RowNumber.Evidence + 2, row),
        Presence = TrackAt(RowNumber.Evidence + 4, row),
    };

    /// <summary>Returns the state of a participant that rests.</summary>
    public ParticipantState StateAt(int row)
    {
        RestMemory? memory = _memories?[row];
        return new ParticipantState
        {
            Participant = Names[row],
            Stake = memory?.Stake ?? PlainStake(row),
            Reputation = ReputationAt(row),
            JailedUntil = Epoch.Of(NarrowAt(RowNumber.JailedUntil, row)),
            Jail = memory?.Jail,
            AbsentFor = EpochSpan.Of(NarrowAt(RowNumber.AbsentFor, row)),
            Cases = memory?.Cases ?? [],
            PassedAudits = memory?.PassedAudits ?? [],
        };
    }

    /// <summary>Returns what a resting participant keeps that does not stand any more, in base units.</summary>
    public Amount UnbondingAt(int row) => _memories?[row]?.Stake.Unbonding ?? Amount.Zero;

    public UInt128 WideAt(int number, int row) => _wide[number] is { } table ? table[row] : UInt128.Zero;

    public ulong NarrowAt(int number, int row) => _narrow[number] is { } table ? table[row] : 0;

    private ReputationTrack TrackAt(int number, int row) => new(Ratio.FromParts(WideAt(number, row)), Ratio.FromParts(WideAt(number + 1, row)));

    private StakeAccount PlainStake(int row)
    {
        ParticipantId owner = Names[row];
        StakeTranche tranche = new() { Remaining = Amount.Of(WideAt(RowNumber.Stake, row)), Operator = owner, Since = Epoch.Of(NarrowAt(RowNumber.Since, row)) };
        return new StakeAccount(owner, [tranche], ImmutableArray<StakeHold>.Empty);
    }
}
