using System.Globalization;
using System.Numerics;

namespace CapaCloud.Mechanisms.Presets.Networks.Filecoin;

/// <summary>What a storage provider of Filecoin is expected to earn over some epochs: the measure of its fault and termination fees.</summary>
/// <remarks>
/// <code>
/// sum    = integral over the epochs of reward(t) / power(t), both straight lines
///        = closed form with ln when velocity(power)^2 &gt; epsilon, else value at the middle * epochs
/// reward = max(0, floor(own power * sum))
/// </code>
/// In attoFIL, fixed point with 128 bits after the point; the logarithm is the rational function upstream uses. Rounds down, so a fee for
/// many sectors together exceeds the sum of theirs by at most one unit each. Source: filecoin-project/builtin-actors,
/// actors/miner/src/monies.rs and runtime/src/builtin/reward/smooth; constants as published there.
/// </remarks>
public static class FilecoinExpectedReward
{
    /// <summary>The days of expected reward that a continued fault costs, in hundredths: 3.51 days.</summary>
    public const int ContinuedFaultHundredthDays = 351;

    private const int Bits = 128;

    private static readonly BigInteger Epsilon = BigInteger.Parse("302231454903657293676544", CultureInfo.InvariantCulture);

    private static readonly BigInteger Ln2 = Constant("235865763225513294137944142764154484399");

    private static readonly BigInteger[] Numerator =
    [
        Constant("261417938209272870992496419296200268025"),
        Constant("7266615505142943436908456158054846846897"),
        Constant("32458783941900493142649393804518050491988"),
        Constant("17078670566130897220338060387082146864806"),
        Constant("-35150353308172866634071793531642638290419"),
        Constant("-20351202052858059355702509232125230498980"),
        Constant("-1563932590352680681114104005183375350999"),
    ];

    private static readonly BigInteger[] Denominator =
    [
        Constant("49928077726659937662124949977867279384"),
        Constant("2508163877009111928787629628566491583994"),
        Constant("21757751789594546643737445330202599887121"),
        Constant("53400635271583923415775576342898617051826"),
        Constant("41248834748603606604000911015235164348839"),
        Constant("9015227820322455780436733526367238305537"),
        Constant("340282366920938463463374607431768211456"),
    ];

    /// <summary>Returns the expected reward.</summary>
    /// <param name="reward">The network's reward for each epoch.</param>
    /// <param name="power">The network's power.</param>
    /// <param name="ownPower">The provider's or sector's power.</param>
    /// <param name="epochs">Over how many epochs.</param>
    /// <returns>The reward in attoFIL, not negative.</returns>
    public static BigInteger Over(FilecoinEstimate reward, FilecoinEstimate power, BigInteger ownPower, ulong epochs)
    {
        if (power.Whole().IsZero)
        {
            return reward.Whole();
        }

        return BigInteger.Max(BigInteger.Zero, (ownPower * SumOfRatio(reward, power, epochs)) >> Bits);
    }

    /// <summary>Returns the expected reward, at least one attoFIL: what a fee or a pledge is measured by.</summary>
    /// <param name="reward">The network's reward for each epoch.</param>
    /// <param name="power">The network's power.</param>
    /// <param name="ownPower">The provider's or sector's power.</param>
    /// <param name="epochs">Over how many epochs.</param>
    /// <returns>The reward in attoFIL, at least 1.</returns>
    public static BigInteger AtLeastOne(FilecoinEstimate reward, FilecoinEstimate power, BigInteger ownPower, ulong epochs) =>
        BigInteger.Max(BigInteger.One, Over(reward, power, ownPower, epochs));

    /// <summary>Returns the sum over some epochs of one smoothed quantity over another.</summary>
    /// <param name="numerator">The one, which moves in a straight line.</param>
    /// <param name="denominator">The other, which moves in a straight line.</param>
    /// <param name="epochs">Over how many epochs.</param>
    /// <param name="after">After how many epochs the sum begins.</param>
    /// <returns>The sum, times 2^128.</returns>
    /// <exception cref="DivideByZeroException">The denominator is zero.</exception>
    public static BigInteger SumOfRatio(FilecoinEstimate numerator, FilecoinEstimate denominator, ulong epochs, ulong after) => SumOfRatio(
        numerator with { Position = numerator.Position + (numerator.Velocity * after) },
        denominator with { Position = denominator.Position + (denominator.Velocity * after) },
        epochs);

    private static BigInteger SumOfRatio(FilecoinEstimate numerator, FilecoinEstimate denominator, ulong epochs)
    {
        BigInteger span = (BigInteger)epochs << Bits;
        BigInteger squared = (denominator.Velocity * denominator.Velocity) >> Bits;
        if (squared > Epsilon)
        {
            BigInteger begin = Logarithm(denominator.Position);
            BigInteger end = Logarithm(((span * denominator.Velocity) >> Bits) + denominator.Position);
            BigInteger constant = ((end - begin) * numerator.Position * denominator.Velocity) >> Bits;
            BigInteger linear = (((begin - end) * denominator.Position) + (denominator.Velocity * span)) * numerator.Velocity >> Bits;
            return (linear + constant) / squared;
        }

        BigInteger half = span >> 1;
        BigInteger middle = ((numerator.Velocity * half) >> Bits) + numerator.Position;
        return middle * span / (((denominator.Velocity * half) >> Bits) + denominator.Position);
    }

    /// <summary>Returns the natural logarithm by the network's rational function.</summary>
    /// <param name="value">The number, times 2^128, above zero.</param>
    /// <returns>The logarithm, times 2^128.</returns>
    public static BigInteger Logarithm(BigInteger value)
    {
        int power = (int)BigInteger.Abs(value).GetBitLength() - 1 - Bits;
        BigInteger mantissa = power > 0 ? value >> power : value << -power;
        return (Polynomial(Numerator, mantissa) << Bits) / Polynomial(Denominator, mantissa) + (power * Ln2);
    }

    private static BigInteger Polynomial(BigInteger[] coefficients, BigInteger at) =>
        coefficients.Aggregate(BigInteger.Zero, (sum, coefficient) => ((sum * at) >> Bits) + coefficient);

    private static BigInteger Constant(string digits) => BigInteger.Parse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
