namespace CapaCloud.Mechanisms.Samples.StakingNetwork;

/// <summary>The input: files of a folder, or the small set built in.</summary>
internal sealed class InputFiles
{
    private readonly string? _folder;

    private InputFiles(string? folder) => _folder = folder;

    public bool IsBuiltIn => _folder is null;

    public static InputFiles In(string folder) =>
        new(Directory.Exists(Path.Combine(folder, "rocketpool")) && Directory.Exists(Path.Combine(folder, "persistence-slash")) ? folder : null);

    public string Text(string name) => _folder is null ? BuiltInFiles.Of(name) : File.ReadAllText(Path.Combine(_folder, name));

    /// <summary>Reads a table; a row that does not have the header's columns is an error that names the file and the line.</summary>
    public IEnumerable<TableRow> Table(string name)
    {
        string[] lines = Text(name).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string[] columns = lines[0].Split(',');
        for (int line = 1; line < lines.Length; line++)
        {
            string[] values = lines[line].Split(',');
            yield return values.Length == columns.Length
                ? new TableRow(name, line + 1, columns, values)
                : throw new InvalidDataException($"{name}, line {line + 1}: expected {columns.Length} values, found {values.Length}.");
        }
    }
}
