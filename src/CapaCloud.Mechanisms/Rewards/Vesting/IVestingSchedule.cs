using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>How much of a grant belongs to the grantee after some time.</summary>
/// <remarks>
/// <code>vested(total, t): never falls with t, never more than total, all of it from Duration on</code>
/// In base units and epochs. Rounds down: what is not vested yet stays with the grantor. Immutable.
/// </remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(LinearVesting), "linear")]
[JsonDerivedType(typeof(SteppedVesting), "stepped")]
public interface IVestingSchedule
{
    /// <summary>Gets the span after which everything is vested.</summary>
    EpochSpan Duration { get; }

    /// <summary>Returns what is vested.</summary>
    /// <param name="total">What was granted, in base units.</param>
    /// <param name="elapsed">The time since the start.</param>
    /// <returns>The part of it that is vested.</returns>
    Amount Vested(Amount total, EpochSpan elapsed);
}
