using System.Diagnostics;
using System.Globalization;
using CapaCloud.Mechanisms.Reputation;

namespace CapaCloud.Mechanisms.Benchmarks.Reputation;

/// <summary>The throughput figures in one short run on one core: updates a second of each model, and seconds for a million statements.</summary>
public static class ReputationThroughput
{
    private const int Participants = 100_000;
    private const int Epochs = 40;

    public static void Print(TextWriter output)
    {
        Measure(output, "beta", new BetaReputation());
        Measure(output, "half-life", new HalfLifeReputation());
        Measure(output, "observation beta", new ObservationBetaReputation());
        Measure(output, "streak", new StreakReputation());
        Measure(output, "credibility", new CredibilityReputation());
        Measure(output, "value weighted", new ValueWeightedReputation());

        TrustStatement[] statements = EigenTrustBenchmarks.Draw();
        TimeSpan best = TimeSpan.MaxValue;
        TrustScores? scores = null;
        for (int run = 0; run < 3; run++)
        {
            Stopwatch watch = Stopwatch.StartNew();
            scores = new EigenTrust().Compute(
                TrustGraph.Of(EigenTrustBenchmarks.Peers, statements), PreTrust.In(EigenTrustBenchmarks.Peers, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
            best = watch.Elapsed < best ? watch.Elapsed : best;
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"EigenTrust, 1,000,000 statements, {scores!.Steps} steps to 1e-9: {best.TotalSeconds:F3} s, sorting and normalising included"));
    }

    private static void Measure<TModel>(TextWriter output, string name, TModel model)
        where TModel : IReputationModel
    {
        ReputationRecord[] records = new ReputationRecord[Participants];
        Conduct[] conducts = new Conduct[Participants];
        Array.Fill(records, model.Newcomer(Epoch.Zero));
        double best = 0;
        for (ulong epoch = 1; epoch <= Epochs; epoch++)
        {
            for (int participant = 0; participant < Participants; participant++)
            {
                bool isBad = (participant + (int)epoch) % 50 == 0;
                conducts[participant] = new Conduct(Epoch.Of(epoch), ConductKind.Proven, isBad ? Ratio.Zero : Ratio.One, isBad ? Ratio.One : Ratio.Zero);
            }

            Stopwatch watch = Stopwatch.StartNew();
            ReputationColumn.Add(model, records, conducts);
            best = Math.Max(best, Participants / watch.Elapsed.TotalSeconds);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-18} {best / 1e6,8:F1} million updates a second on one core"));
    }
}
