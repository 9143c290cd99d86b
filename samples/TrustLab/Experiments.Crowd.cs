using CapaCloud.Mechanisms.Samples.TrustLab.Crowd;

namespace CapaCloud.Mechanisms.Samples.TrustLab;

/// <summary>The part on crowd workers.</summary>
internal static partial class Experiments
{
    static partial void AddCrowd(List<Experiment> experiments) => experiments.Add(new Experiment("crowd-workers", CrowdExperiment.Run));
}
