using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Designs;

/// <summary>The cheapest pair of stake and audit rate at which the chosen properties hold.</summary>
/// <remarks>
/// <code>Cost = SecurityPrices.Of(economics, MinimumBond, AuditRate);  no pair with a rate in whole basis points costs less</code>
/// </remarks>
/// <param name="Policy">The policy with that pair in it.</param>
/// <param name="AuditRate">The audit rate, the same for everybody.</param>
/// <param name="MinimumBond">The minimum bond.</param>
/// <param name="Cost">What it costs the network in an epoch, in base units.</param>
/// <param name="Checks">How many rates were looked at; the others were ruled out by bounds.</param>
public sealed record LeastCostDesign(MechanismPolicy Policy, Proportion AuditRate, Amount MinimumBond, Fraction Cost, int Checks);
