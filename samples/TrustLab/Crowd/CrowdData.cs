using System.Globalization;
using CapaCloud.Mechanisms.Serialization;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Samples.TrustLab.Crowd;

/// <summary>Workers, their answers (0 or 1) to tasks, and the truth.</summary>
internal sealed record CrowdData(string Name, IReadOnlyDictionary<TaskId, bool> Truth, ILookup<TaskId, CrowdAnswer> Answers)
{
    /// <summary>Reads <c>name_labels.csv</c> (worker, task, answer) and <c>name_gold.csv</c> (task, gold).</summary>
    public static CrowdData Read(string folder, string name)
    {
        Dictionary<TaskId, bool> truth = [];
        foreach (string[] row in Rows(Path.Combine(folder, $"{name}_gold.csv"), columns: 2))
        {
            truth.Add(TaskId.Of($"{name}/{row[0]}"), Choice(row[1]));
        }

        List<CrowdAnswer> answers = [];
        foreach (string[] row in Rows(Path.Combine(folder, $"{name}_labels.csv"), columns: 3))
        {
            TaskId task = TaskId.Of($"{name}/{row[1]}");
            answers.Add(truth.ContainsKey(task)
                ? new CrowdAnswer(ParticipantId.Of(row[0]), task, Choice(row[2]))
                : throw new FormatException($"worker {row[0]} answers task {row[1]}, which has no gold answer"));
        }

        return new CrowdData(name, truth, answers.ToLookup(answer => answer.Task));
    }

    /// <summary>A small crowd of the sample's own: 30 workers, 120 tasks, a third of which most of them get wrong.</summary>
    public static CrowdData Small()
    {
        Dictionary<TaskId, bool> truth = [];
        List<CrowdAnswer> answers = [];
        for (int number = 0; number < 120; number++)
        {
            TaskId task = TaskId.Of($"small/{number}");
            truth.Add(task, Chance("truth", number, 0) < 50);
            for (int worker = 0; worker < 30; worker++)
            {
                int skill = worker < 8 ? 92 : number % 3 == 0 ? 30 : 70;
                answers.Add(new CrowdAnswer(ParticipantId.Of($"w{worker}"), task, Chance("answer", number, worker) < skill == truth[task]));
            }
        }

        return new CrowdData("small crowd of the sample's own", truth, answers.ToLookup(answer => answer.Task));
    }

    private static int Chance(string what, int number, int worker)
    {
        CanonicalEncoder encoder = new(stackalloc byte[64], "samples/crowd/v1"u8);
        encoder.Append(what);
        encoder.Append((ulong)number);
        encoder.Append((ulong)worker);
        return (int)new Draw(encoder.Hash().Upper).Below(100);
    }

    private static IEnumerable<string[]> Rows(string path, int columns)
    {
        int line = 1;
        foreach (string text in File.ReadLines(path).Skip(1))
        {
            line++;
            string[] row = text.Split(',');
            yield return row.Length >= columns
                ? row
                : throw new FormatException($"{path}, line {line.ToString(CultureInfo.InvariantCulture)}: expected {columns} columns, got '{text}'");
        }
    }

    private static bool Choice(string text) => text switch
    {
        "0" => false,
        "1" => true,
        _ => throw new FormatException($"an answer is 0 or 1, got '{text}'"),
    };
}

/// <summary>One worker's answer to a task.</summary>
internal sealed record CrowdAnswer(ParticipantId Worker, TaskId Task, bool Choice);
