using CapaCloud.Mechanisms.Alignment;

namespace CapaCloud.Mechanisms.Samples.AlignmentLab.Reports;

/// <summary>The answers for somebody who does not do the work: a delegator, a validator, a requester.</summary>
/// <param name="Role">Who asks.</param>
/// <param name="Report">The answers.</param>
internal sealed record RoleReport(string Role, AlignmentReport Report);
