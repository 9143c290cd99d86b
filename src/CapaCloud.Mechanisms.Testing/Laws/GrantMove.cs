using CapaCloud.Mechanisms.Rewards;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>A grant after an act, what was paid to the grantee by it, and what went back.</summary>
internal readonly record struct GrantMove(VestingGrant Grant, Amount Paid, Amount Back);
