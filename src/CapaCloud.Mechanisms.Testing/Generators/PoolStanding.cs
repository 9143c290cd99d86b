using System.Collections.Immutable;
using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Testing.Generators;

/// <summary>Where a <see cref="PoolLife"/> has led.</summary>
/// <remarks>No formula.</remarks>
/// <param name="Pool">The pool.</param>
/// <param name="Standing">What stood at the fault, in base units.</param>
/// <param name="Stood">What those who stood still hold.</param>
/// <param name="Later">What those hold who came later.</param>
/// <param name="Claims">What those who stood can withdraw.</param>
/// <param name="Now">The present epoch.</param>
internal sealed record PoolStanding(
    OperatorPool Pool, Amount Standing, ImmutableArray<PoolShare> Stood, ImmutableArray<PoolShare> Later, ImmutableArray<PoolClaim> Claims, Epoch Now);
