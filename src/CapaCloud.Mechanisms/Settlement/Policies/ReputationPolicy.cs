using CapaCloud.Mechanisms.Reputation;

namespace CapaCloud.Mechanisms;

/// <summary>How conduct becomes a score.</summary>
/// <remarks>No formula.</remarks>
/// <param name="Model">Ages, adds to and reads what is remembered.</param>
public sealed record ReputationPolicy(IReputationModel Model);
