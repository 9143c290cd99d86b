namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Escrow;

/// <summary>The vector files about escrow, of the group markets.</summary>
internal static class EscrowSuites
{
    public static IReadOnlyList<ConformanceSuite> All { get; } = [new AkashEscrowSuite(), new FilecoinPaySuite(), new SablierFlowSuite()];
}
