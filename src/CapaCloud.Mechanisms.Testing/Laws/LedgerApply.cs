using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>Moves money in a ledger, all postings at once, by the library's own rule or by one that wraps it.</summary>
/// <remarks>No formula.</remarks>
/// <param name="ledger">The ledger.</param>
/// <param name="postings">The movements.</param>
/// <returns>The ledger afterwards.</returns>
/// <exception cref="LedgerRefusedException">An account would be overdrawn by all of them together.</exception>
internal delegate NetworkLedger LedgerApply(NetworkLedger ledger, ImmutableArray<Posting> postings);
