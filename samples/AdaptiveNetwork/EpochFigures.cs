namespace CapaCloud.Mechanisms.Samples.AdaptiveNetwork;

/// <summary>What one epoch came to.</summary>
internal readonly record struct EpochFigures(
    int Epoch, double Price, double AuditRate, double Bond, double Failures, double Served, double Welfare, double AuditsPaid, double CheatingProfit, bool ProofStands, bool ProofHolds);
