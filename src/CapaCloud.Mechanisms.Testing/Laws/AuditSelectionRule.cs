using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>A way to select audits, to be tested by <see cref="AuditSelectionLaws"/>.</summary>
/// <remarks>No formula.</remarks>
/// <param name="state">A state of the epoch.</param>
/// <param name="commitments">What was handed in.</param>
/// <param name="beacon">The beacon of the epoch's draw round.</param>
/// <returns>What is audited and what is set aside.</returns>
internal delegate SelectedAudits AuditSelectionRule(NetworkState state, IEnumerable<Commitment> commitments, Beacon beacon);
