using System.Globalization;

namespace CapaCloud.Mechanisms.Samples.StakingNetwork;

/// <summary>One row of a table, read by the names of its columns.</summary>
internal readonly struct TableRow(string file, int line, string[] columns, string[] values)
{
    public string Text(string column)
    {
        int index = Array.IndexOf(columns, column);
        return index >= 0 ? values[index] : throw new InvalidDataException($"{file}: there is no column '{column}'.");
    }

    public ulong Word(string column) => ulong.TryParse(Text(column), NumberStyles.None, CultureInfo.InvariantCulture, out ulong value)
        ? value
        : throw Unreadable(column);

    public Amount Amount(string column) =>
        UInt128.TryParse(Text(column), NumberStyles.None, CultureInfo.InvariantCulture, out UInt128 units)
            ? Mechanisms.Amount.Of(units)
            : throw Unreadable(column);

    /// <summary>Reads an amount that is left empty where there is none.</summary>
    public Amount AmountOrNone(string column) => Text(column).Length == 0 ? Mechanisms.Amount.Zero : Amount(column);

    private InvalidDataException Unreadable(string column) =>
        new($"{file}, line {line}: '{Text(column)}' in column '{column}' is not a whole number.");
}
