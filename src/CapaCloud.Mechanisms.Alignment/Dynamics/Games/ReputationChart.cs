using CapaCloud.Mechanisms.Reputation;

namespace CapaCloud.Mechanisms.Alignment.Dynamics;

/// <summary>How a reputation record is a point of the plane: across is better, up is worse.</summary>
/// <remarks>
/// A better point is one further right or further down; the model's promises say that it never earns less. A conversion to a record is
/// rounded outward by more than floating point can lose: up when it favours the participant, else down.
/// </remarks>
internal abstract class ReputationChart
{
    private const double PartsPerOne = 1e18;
    private const double Relative = 1e-14;

    /// <summary>Gets a value indicating whether there is an upward coordinate at all.</summary>
    public abstract bool HasHeight { get; }

    /// <summary>Gets the width that holds every point when the evidence of each step is known; infinite when nothing holds it.</summary>
    public abstract double Limit(IEnumerable<AffineMap> steps, double start);

    public abstract ReputationRecord Record(double across, double up, Epoch asOf, bool favourable);

    public abstract (double Across, double Up) Point(in ReputationRecord record);

    /// <summary>Returns the chart that the model's promises allow, or null.</summary>
    public static ReputationChart? Of(IReputationModel model) =>
        model.Promises.HasFlag(ReputationPromises.AffineEvidence | ReputationPromises.Monotone) ? new EvidenceChart()
        : model.Promises.HasFlag(ReputationPromises.AffineScore | ReputationPromises.Monotone) ? new ScoreChart(model.Limits.Newcomer)
        : null;

    protected static UInt128 Parts(double value, bool up)
    {
        double parts = Math.Max(0, value) * PartsPerOne;
        double outward = parts * (up ? 1 + Relative : 1 - Relative);
        return up ? (UInt128)Math.Ceiling(outward) + 1 : outward < 1 ? UInt128.Zero : (UInt128)Math.Floor(outward) - 1;
    }

    protected static double Value(Ratio ratio) => (double)ratio.Parts / PartsPerOne;
}
