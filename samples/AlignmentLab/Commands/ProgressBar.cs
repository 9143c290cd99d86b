using Spectre.Console;

namespace CapaCloud.Mechanisms.Samples.AlignmentLab.Commands;

/// <summary>Shows progress on the error stream, so that what is printed can be piped; nothing where nobody looks at it.</summary>
internal sealed class ProgressBar(ProgressTask task) : IProgress<double>
{
    public static T Show<T>(string name, Func<IProgress<double>?, T> work)
    {
        if (Console.IsErrorRedirected)
        {
            return work(null);
        }

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress().AutoClear(true).Start(context =>
        {
            ProgressTask shown = context.AddTask(name, maxValue: 1);
            shown.IsIndeterminate = true;
            return work(new ProgressBar(shown));
        });
    }

    public void Report(double value)
    {
        task.IsIndeterminate = false;
        task.Value = value;
    }
}
