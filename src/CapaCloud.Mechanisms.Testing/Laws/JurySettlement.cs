using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>Settles among jurors: the signature whose laws are <see cref="JuryLaws"/>.</summary>
/// <remarks>No formula.</remarks>
/// <param name="terms">What a vote puts at stake.</param>
/// <param name="votes">The votes.</param>
/// <param name="fees">What the court pays all of them together, in base units.</param>
/// <returns>The ruling and what everybody loses and gets.</returns>
internal delegate JuryOutcome JurySettlement(JuryTerms terms, ReadOnlySpan<JuryVote> votes, Amount fees);
