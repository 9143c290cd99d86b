namespace CapaCloud.Mechanisms.Samples.AlignmentLab.Commands;

/// <summary>What the process returns.</summary>
internal static class ExitCode
{
    /// <summary>Everything that was asked for holds.</summary>
    public const int Holds = 0;

    /// <summary>Something that was asked for does not hold.</summary>
    public const int Fails = 1;

    /// <summary>The input is wrong; nothing was decided.</summary>
    public const int BadInput = 2;

    /// <summary>The search was stopped before it came to its end.</summary>
    public const int Stopped = 130;
}
