using CapaCloud.Mechanisms.Alignment.Properties;

namespace CapaCloud.Mechanisms.Alignment.Dynamics;

/// <summary>Whose decision problem it is: a participant with so many jobs, alone or as a member of a coalition.</summary>
/// <remarks>
/// Of a coalition each member decides for itself, and what it does to the others' pay is counted at its best: with R the reward of an epoch without a fault,
/// <code>a member's epoch pays at most  Returned * R + (1 - Returned) * reward</code>
/// for shares are concave in the coalition's weight. Only where reputation moves no pay.
/// </remarks>
/// <param name="Jobs">Jobs an epoch.</param>
/// <param name="Escapes">The chance that an audit of its work is captured.</param>
/// <param name="Returned">The part of a forfeited reward that comes back to the coalition.</param>
internal readonly record struct GameSubject(long Jobs, double Escapes, double Returned)
{
    /// <summary>The participant of the economics, with whatever auditors are on its side.</summary>
    public static GameSubject Of(Mechanism mechanism, Economics economics, long jobs) =>
        new(jobs, (CoalitionPanel.Of(economics, mechanism.Policy)?.Escapes ?? Fractions.Fraction.One).ToDouble(), 0);
}
