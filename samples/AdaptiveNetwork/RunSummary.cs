namespace CapaCloud.Mechanisms.Samples.AdaptiveNetwork;

/// <summary>What a run came to: welfare, audits, how much the price moved, what cheating brought.</summary>
internal sealed record RunSummary(string Name, double Welfare, double AuditsPaid, double PriceVolatility, double CheatingProfit, double Served, int EpochsWithoutProof, int WarnedAt, int LostAt)
{
    public static RunSummary Of(string name, NetworkRun run)
    {
        double[] moves = [.. run.Figures.Zip(run.Figures.Skip(1), (before, after) => Math.Abs(after.Price - before.Price) / before.Price)];
        return new RunSummary(
            name,
            run.Figures.Sum(item => item.Welfare),
            run.Figures.Sum(item => item.AuditsPaid),
            moves.Average(),
            run.Figures.Sum(item => item.CheatingProfit),
            run.Figures.Sum(item => item.Served),
            run.Figures.Count(item => !item.ProofHolds),
            run.WarnedAt,
            run.LostAt);
    }
}
