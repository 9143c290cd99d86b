namespace CapaCloud.Mechanisms.Alignment.Lives;

/// <summary>The pace of a life: how many jobs, how late their verdicts, how often they pass or are condemned wrongly, what the next epoch is worth.</summary>
/// <param name="Jobs">m.</param>
/// <param name="Delay">D.</param>
/// <param name="Passes">The chance that an honest job is audited and passes.</param>
/// <param name="Condemned">The chance that it is audited and found false.</param>
/// <param name="Jail">How many epochs a fault jails.</param>
/// <param name="Discount">The worth of the next epoch.</param>
internal readonly record struct RecordPace(long Jobs, long Delay, double Passes, double Condemned, long Jail, double Discount);
