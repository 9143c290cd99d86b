namespace CapaCloud.Mechanisms.Staking;

/// <summary>What a slash left of the stake of those who joined a pool in a stretch of epochs.</summary>
internal readonly record struct PoolLoss(Epoch From, Epoch Through, Amount Kept, Amount Before);
