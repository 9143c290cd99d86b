using CapaCloud.Mechanisms.Reputation;

namespace CapaCloud.Mechanisms.Alignment.Dynamics;

/// <summary>Models that remember evidence: across is evidence for, up is evidence against.</summary>
internal sealed class EvidenceChart : ReputationChart
{
    public override bool HasHeight => true;

    public override double Limit(IEnumerable<AffineMap> steps, double start) => Math.Max(start, steps.Max(step => step.SmallestBound));

    public override ReputationRecord Record(double across, double up, Epoch asOf, bool favourable) => new()
    {
        AsOf = asOf,
        Proven = new ReputationTrack(Ratio.FromParts(Parts(across, favourable)), Ratio.FromParts(Parts(up, !favourable))),
    };

    public override (double Across, double Up) Point(in ReputationRecord record) => (Value(record.Proven.For), Value(record.Proven.Against));
}
