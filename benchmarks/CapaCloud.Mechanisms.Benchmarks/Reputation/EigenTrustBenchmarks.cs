using BenchmarkDotNet.Attributes;
using CapaCloud.Mechanisms.Reputation;

namespace CapaCloud.Mechanisms.Benchmarks.Reputation;

/// <summary>EigenTrust over a million statements of a hundred thousand peers, from the statements to the scores.</summary>
[MemoryDiagnoser]
public class EigenTrustBenchmarks
{
    public const int Peers = 100_000;
    public const int Statements = 1_000_000;

    private readonly EigenTrust _settings = new();
    private TrustStatement[] _statements = [];

    public static TrustStatement[] Draw()
    {
        TrustStatement[] statements = new TrustStatement[Statements];
        ulong state = 7;
        for (int index = 0; index < statements.Length; index++)
        {
            statements[index] = new TrustStatement((int)(Next() % Peers), (int)(Next() % Peers), 1 + (long)(Next() % 10));
        }

        return statements;

        ulong Next()
        {
            state = unchecked((state * 6_364_136_223_846_793_005) + 1_442_695_040_888_963_407);
            return state >> 33;
        }
    }

    [GlobalSetup]
    public void Setup() => _statements = Draw();

    [Benchmark]
    public TrustScores FromStatementsToScores() =>
        _settings.Compute(TrustGraph.Of(Peers, _statements), PreTrust.In(Peers, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
}
