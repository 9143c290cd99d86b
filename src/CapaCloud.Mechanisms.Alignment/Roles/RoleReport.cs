namespace CapaCloud.Mechanisms.Alignment;

/// <summary>The answers for one role: a provider, a delegator, a validator, a requester.</summary>
/// <remarks>No formula of its own.</remarks>
/// <param name="Role">Who asks.</param>
/// <param name="Report">The answers.</param>
public sealed record RoleReport(string Role, AlignmentReport Report);
