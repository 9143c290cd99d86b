namespace CapaCloud.Mechanisms.Slashing;

/// <summary>How several penalties of one participant become one.</summary>
/// <remarks>
/// <code>largest part &lt;= Combine(parts) &lt;= min(1, sum of the parts),   Combine(parts) &lt;= Combine(parts and one more)</code>
/// Penalties come one after another: what a later one adds is <see cref="PenaltyCombination.Added"/>. Every combination of this library gives the
/// same for every order of the parts, and says so in <see cref="IsOrderIndependent"/>. The laws are <c>PenaltyCombinationLaws</c> in
/// CapaCloud.Mechanisms.Testing.
/// </remarks>
public interface IPenaltyCombination
{
    /// <summary>Gets a value indicating whether the order of the parts never matters.</summary>
    bool IsOrderIndependent { get; }

    /// <summary>Combines penalties.</summary>
    /// <param name="parts">The penalties.</param>
    /// <returns>The part of the stake that all of them cost.</returns>
    Proportion Combine(ReadOnlySpan<PenaltyPart> parts);
}
