using CapaCloud.Mechanisms.Reputation;

namespace CapaCloud.Mechanisms.Alignment.Dynamics;

/// <summary>For mechanisms in which reputation decides nothing: one point.</summary>
internal sealed class PointChart(ReputationRecord newcomer) : ReputationChart
{
    public override bool HasHeight => false;

    public override double Limit(IEnumerable<AffineMap> steps, double start) => 0;

    public override ReputationRecord Record(double across, double up, Epoch asOf, bool favourable) => newcomer with { AsOf = asOf };

    public override (double Across, double Up) Point(in ReputationRecord record) => (0, 0);
}
