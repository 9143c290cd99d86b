using CapaCloud.Mechanisms.Alignment.Intervals;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Estimates;

/// <summary>A figure that reality has left: what was assumed, what is observed, and how far it is outside.</summary>
/// <remarks>
/// <code>Distance = how far the observed interval reaches outside the assumed one, over the larger of its upper end and one</code>
/// </remarks>
/// <param name="Name">Which figure.</param>
/// <param name="Assumed">What was assumed.</param>
/// <param name="Observed">What is observed.</param>
/// <param name="Distance">How far outside, as a part of the assumed upper end.</param>
/// <param name="IsCertain">Whether nothing that is observed is inside: the departure is not only possible.</param>
public sealed record AssumptionDeparture(string Name, RationalInterval Assumed, RationalInterval Observed, Fraction Distance, bool IsCertain)
{
    /// <summary>Returns the departure in one line.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Name}: assumed {Assumed}, observed {Observed}";
}
