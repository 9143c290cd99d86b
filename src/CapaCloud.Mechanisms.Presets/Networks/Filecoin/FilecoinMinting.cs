using System.Globalization;
using System.Numerics;

namespace CapaCloud.Mechanisms.Presets.Networks.Filecoin;

/// <summary>Filecoin's minting: a part that halves by time and a part that halves by work beyond a growing baseline, bit for bit.</summary>
/// <remarks>
/// <code>
/// simple(e) = floor(Simple * (e^l - 1) * e^(-l e))        supply(t) = (1 - e^(-floor(t l))) * Baseline
/// reward = floor(simple(e) + supply(t now) - supply(t before))
/// each epoch: baseline power grows; realised += min(baseline, power); while realised &gt; baseline's sum: one more effective epoch
/// t = effective epochs - (baseline's sum - realised) / effective baseline power
/// </code>
/// In attoFIL, bytes and fractions of 2^128; every product rounds down. l is ln 2 over six years of epochs. <c>BaselineIssuance</c> of CapaCloud.Mechanisms is the same idea with
/// exact powers. Source: filecoin-project/builtin-actors, actors/reward/src/logic.rs and state.rs.
/// </remarks>
/// <param name="SimpleTotal">What is minted by time in all, in attoFIL.</param>
/// <param name="BaselineTotal">What is minted by work in all, in attoFIL.</param>
public sealed record FilecoinMinting(BigInteger SimpleTotal, BigInteger BaselineTotal)
{
    private const int FractionBits = 128;

    private static readonly BigInteger Decay = Number("37396271439864487274534522888786");

    private static readonly BigInteger DecayExponentialLessOne = Number("37396273494747879394193016954629");

    /// <summary>Gets the network's totals: 330 and 770 million FIL.</summary>
    public static FilecoinMinting MainNetwork { get; } = new(330 * BigInteger.Pow(10, 24), 770 * BigInteger.Pow(10, 24));

    /// <summary>Returns the part minted by time in an epoch.</summary>
    /// <param name="epoch">The epoch.</param>
    /// <returns>The reward, in attoFIL.</returns>
    public BigInteger SimpleReward(ulong epoch) => Simple(epoch) >> FractionBits;

    /// <summary>Returns the reward of an epoch.</summary>
    /// <param name="epoch">The epoch.</param>
    /// <param name="before">The network time before it, in fractions of 2^128.</param>
    /// <param name="now">The network time after it, in fractions of 2^128.</param>
    /// <returns>The reward, in attoFIL.</returns>
    public BigInteger Reward(ulong epoch, BigInteger before, BigInteger now) => (Simple(epoch) + Supply(now) - Supply(before)) >> FractionBits;

    private BigInteger Simple(ulong epoch) => (SimpleTotal * DecayExponentialLessOne * RationalExponential.Negative(epoch * Decay)) >> FractionBits;

    private BigInteger Supply(BigInteger time) => ((BigInteger.One << FractionBits) - RationalExponential.Negative((time * Decay) >> FractionBits)) * BaselineTotal;

    private static BigInteger Number(string text) => BigInteger.Parse(text, CultureInfo.InvariantCulture);
}
