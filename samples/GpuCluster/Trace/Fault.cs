namespace CapaCloud.Mechanisms.Samples.GpuCluster.Trace;

/// <summary>One fault of one server, in ticks of a ten-thousandth of a day from the start of the trace.</summary>
internal sealed record Fault(string Node, long StartTick, long EndTick, string Level, string Class, string Description)
{
    /// <summary>Gets a value indicating whether the server kept answering while its results were wrong.</summary>
    public bool IsSilentCorruption => Description.Contains("Silent Data Corruption", StringComparison.OrdinalIgnoreCase);
}
