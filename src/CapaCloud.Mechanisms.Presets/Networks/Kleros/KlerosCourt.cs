using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Presets.Networks.Kleros;

/// <summary>A Kleros court as a configuration of <see cref="JuryTerms"/>.</summary>
/// <remarks>
/// <code>at stake for a vote = minStake * alpha / 10,000</code>
/// Panels grow from 3 to 7, 15, 31 and 63 votes. Source: kleros-v2, KlerosCore.
/// </remarks>
public static class KlerosCourt
{
    /// <summary>Returns the terms of a court.</summary>
    /// <param name="minStake">The least stake of a juror, in base units of PNK.</param>
    /// <param name="alpha">The part of it that a vote puts at stake, in basis points, up to 10,000.</param>
    /// <param name="feePerVote">What a vote earns, in wei.</param>
    /// <returns>The terms.</returns>
    /// <exception cref="ArgumentOutOfRangeException">More than 10,000 basis points.</exception>
    public static JuryTerms Terms(Amount minStake, uint alpha, Amount feePerVote) => new(minStake, Proportion.BasisPoints(alpha), feePerVote);
}
