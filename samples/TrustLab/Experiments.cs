using CapaCloud.Mechanisms.Samples.TrustLab.Otc;

namespace CapaCloud.Mechanisms.Samples.TrustLab;

/// <summary>The parts of the lab. A part in a folder of its own adds itself by implementing <c>AddCrowd</c>.</summary>
internal static partial class Experiments
{
    public static IReadOnlyList<Experiment> All
    {
        get
        {
            List<Experiment> experiments = [new Experiment("bitcoin-otc", OtcExperiment.Run)];
            AddCrowd(experiments);
            return experiments;
        }
    }

    static partial void AddCrowd(List<Experiment> experiments);
}
