using System.Data.Common;
using System.Globalization;
using System.Text;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Storage;

/// <summary>Commands with values. A value is never part of the text of a command.</summary>
internal static class SqlCommands
{
    public static DbCommand Command(this DbConnection connection, string text, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        DbCommand command = connection.CreateCommand();
        command.CommandText = text;
        foreach ((string name, object? value) in values)
        {
            Add(command, name, value);
        }

        return command;
    }

    /// <summary>Returns a command that inserts all rows at once, and says what becomes of those that are there already; without a word they are refused.</summary>
    public static DbCommand Insert(this DbConnection connection, string table, IReadOnlyList<string> columns, IReadOnlyList<object?[]> rows, string onConflict = "")
    {
        DbCommand command = connection.CreateCommand();
        StringBuilder text = new($"insert into {table} ({string.Join(", ", columns)}) values ");
        for (int row = 0; row < rows.Count; row++)
        {
            text.Append(row == 0 ? "(" : ", (");
            for (int column = 0; column < columns.Count; column++)
            {
                string name = string.Create(CultureInfo.InvariantCulture, $"@r{row}c{column}");
                text.Append(column == 0 ? "" : ", ").Append(name);
                Add(command, name, rows[row][column]);
            }

            text.Append(')');
        }

        command.CommandText = text.Append(onConflict).ToString();
        return command;
    }

    /// <summary>Adds delivery keys to a command, and returns the condition that a row has one of them.</summary>
    public static string AnyOf(this DbCommand command, IReadOnlyList<DeliveryKey> keys)
    {
        List<string> conditions = [];
        for (int index = 0; index < keys.Count; index++)
        {
            conditions.Add(string.Create(CultureInfo.InvariantCulture, $"(sender = @s{index} and delivery = @d{index})"));
            Add(command, string.Create(CultureInfo.InvariantCulture, $"@s{index}"), keys[index].Sender);
            Add(command, string.Create(CultureInfo.InvariantCulture, $"@d{index}"), keys[index].Key);
        }

        return string.Join(" or ", conditions);
    }

    private static void Add(DbCommand command, string name, object? value)
    {
        DbParameter parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value ?? DBNull.Value;
        if (value is null)
        {
            parameter.DbType = System.Data.DbType.String;
        }

        command.Parameters.Add(parameter);
    }
}
