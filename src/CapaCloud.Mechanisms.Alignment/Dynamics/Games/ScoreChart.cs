using CapaCloud.Mechanisms.Reputation;

namespace CapaCloud.Mechanisms.Alignment.Dynamics;

/// <summary>Models whose record is a score: across is the score, there is no up.</summary>
internal sealed class ScoreChart(Proportion newcomer) : ReputationChart
{
    public override bool HasHeight => false;

    public override double Limit(IEnumerable<AffineMap> steps, double start) => 1;

    public override ReputationRecord Record(double across, double up, Epoch asOf, bool favourable)
    {
        UInt128 score = UInt128.Min(Parts(across, favourable), Proportion.PartsPerOne);
        UInt128 middle = newcomer.Parts;
        return new()
        {
            AsOf = asOf,
            Proven = score >= middle
                ? new ReputationTrack(Ratio.FromParts(score - middle), Ratio.Zero)
                : new ReputationTrack(Ratio.Zero, Ratio.FromParts(middle - score)),
        };
    }

    public override (double Across, double Up) Point(in ReputationRecord record) =>
        (Value(Ratio.FromParts(newcomer.Parts)) + Value(record.Proven.For) - Value(record.Proven.Against), 0);
}
