using System.Collections.Immutable;
using CapaCloud.Mechanisms.Ledger;

namespace CapaCloud.Mechanisms.Settlement.States;

/// <summary>A new state and the money that moved to get there.</summary>
/// <remarks>No formula.</remarks>
/// <param name="State">The new state.</param>
/// <param name="Postings">The movements, none when no money moved.</param>
public readonly record struct StateChange(NetworkState State, ImmutableArray<Posting> Postings);
