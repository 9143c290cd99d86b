using CapaCloud.Mechanisms.Reputation;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Makes the next rows from those before: a table that nobody writes to is shared, one that is all zero is not made.</summary>
internal sealed class RestingRowsBuilder
{
    private readonly ParticipantId[] _names;
    private readonly UInt128[]?[] _wide;
    private readonly ulong[]?[] _narrow;
    private readonly bool[] _ownsWide = new bool[RowNumber.WideTables];
    private readonly bool[] _ownsNarrow = new bool[RowNumber.NarrowTables];
    private RestMemory?[]? _memories;
    private bool _ownsMemories;
    private UInt128 _unbonding;

    /// <summary>Begins with nobody at rest.</summary>
    public RestingRowsBuilder(ParticipantId[] names, Epoch asOf)
        : this(new RestingRows(names, asOf, new UInt128[]?[RowNumber.WideTables], new ulong[]?[RowNumber.NarrowTables], null, UInt128.Zero), asOf)
    {
    }

    /// <summary>Begins with the tables of some rows, as of another epoch.</summary>
    public RestingRowsBuilder(RestingRows before, Epoch asOf)
    {
        _names = before.Names;
        _wide = [.. Enumerable.Range(0, RowNumber.WideTables).Select(before.Wide)];
        _narrow = [.. Enumerable.Range(0, RowNumber.NarrowTables).Select(before.Narrow)];
        _memories = before.Memories();
        _unbonding = before.Unbonding;
        AsOf = asOf;
    }

    /// <summary>Gets the epoch as of which every resting reputation is stated.</summary>
    public Epoch AsOf { get; }

    /// <summary>Puts a table in the place of another; nobody else may write to it.</summary>
    public void Put(int number, UInt128[]? table) => (_wide[number], _ownsWide[number]) = (table, true);

    /// <summary>Puts a table in the place of another; nobody else may write to it.</summary>
    public void Put(int number, ulong[]? table) => (_narrow[number], _ownsNarrow[number]) = (table, true);

    /// <summary>Takes a participant out: its row says nothing from now on.</summary>
    public void Wake(int row)
    {
        if (_memories?[row] is { } memory)
        {
            _unbonding -= memory.Stake.Unbonding.Units;
            Own(ref _memories, ref _ownsMemories)[row] = null;
        }

        Set(RowNumber.WakesAt, row, 0);
    }

    /// <summary>Puts a participant to rest.</summary>
    public void Rest(int row, in ParticipantState one, RestMemory? memory, ulong wakesAt)
    {
        ReputationRecord reputation = one.Reputation;
        Set(RowNumber.Stake, row, one.Stake.Bonded.Units);
        SetWide(RowNumber.Evidence, row, reputation.Proven);
        SetWide(RowNumber.Evidence + 2, row, reputation.Unexplained);
        SetWide(RowNumber.Evidence + 4, row, reputation.Presence);
        Set(RowNumber.Since, row, memory is null ? one.Stake.Tranches[0].Since.Number : 0);
        Set(RowNumber.JailedUntil, row, one.JailedUntil.Number);
        Set(RowNumber.AbsentFor, row, one.AbsentFor.Epochs);
        Set(RowNumber.WakesAt, row, wakesAt);
        if (memory is not null || _memories?[row] is not null)
        {
            Own(ref _memories, ref _ownsMemories)[row] = memory;
        }

        _unbonding += memory?.Stake.Unbonding.Units ?? UInt128.Zero;
    }

    /// <summary>Returns the rows; nothing may be written after it.</summary>
    public RestingRows ToRows() => new(_names, AsOf, _wide, _narrow, _memories, _unbonding);

    private void SetWide(int number, int row, in ReputationTrack track)
    {
        Set(number, row, track.For.Parts);
        Set(number + 1, row, track.Against.Parts);
    }

    private void Set(int number, int row, UInt128 value)
    {
        if (value != (_wide[number] is { } table ? table[row] : UInt128.Zero))
        {
            Own(ref _wide[number], ref _ownsWide[number])[row] = value;
        }
    }

    private void Set(int number, int row, ulong value)
    {
        if (value != (_narrow[number] is { } table ? table[row] : 0))
        {
            Own(ref _narrow[number], ref _ownsNarrow[number])[row] = value;
        }
    }

    private T[] Own<T>(ref T[]? table, ref bool isOwn)
    {
        if (!isOwn || table is null)
        {
            table = table is null ? new T[_names.Length] : (T[])table.Clone();
            isOwn = true;
        }

        return table;
    }
}
