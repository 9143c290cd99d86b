namespace CapaCloud.Mechanisms.Samples.GpuCluster.Trace;

/// <summary>The trace's files cannot be read; the message lists every row that is wrong.</summary>
internal sealed class TraceException(IReadOnlyList<string> errors)
    : Exception($"The trace has {errors.Count} {(errors.Count == 1 ? "error" : "errors")}; nothing was settled.{Environment.NewLine}{string.Join(Environment.NewLine, errors.Take(20))}");
