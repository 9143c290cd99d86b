using Spectre.Console;

namespace CapaCloud.Mechanisms.Samples.AlignmentLab.Commands;

/// <summary>Shows progress in the terminal, on the thread that reports it.</summary>
internal sealed class ProgressBar(ProgressTask task) : IProgress<double>
{
    public void Report(double value) => task.Value = value;
}
