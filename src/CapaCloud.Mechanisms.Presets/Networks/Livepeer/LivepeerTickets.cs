using System.Numerics;

namespace CapaCloud.Mechanisms.Presets.Networks.Livepeer;

/// <summary>Livepeer's probabilistic micropayments: a ticket wins rarely, and then pays for all those that did not.</summary>
/// <remarks>
/// <code>
/// face value = max(redeem gas * gas price * multiplier, expected value; 100 * expected value when gas is free), at most the reserve
/// win chance = expected value * ceiling((2^256 - 1) / face value) / (2^256 - 1)
/// </code>
/// In wei. Rounded so that the expected value is off by at most 1 wei. Source: go-livepeer, pm/recipient.go and pm/ticket.go.
/// </remarks>
public static class LivepeerTickets
{
    /// <summary>How many expected values a ticket pays when redeeming costs less than one expected value: 100.</summary>
    public const int FreeGasMultiple = 100;

    /// <summary>Gets the number that stands for certainty, 2^256 - 1.</summary>
    public static BigInteger Certain { get; } = (BigInteger.One << 256) - 1;

    /// <summary>Returns the face value of a ticket.</summary>
    /// <param name="expectedValue">What a ticket shall be worth on average, in wei.</param>
    /// <param name="redeemGas">How much gas redeeming a ticket costs.</param>
    /// <param name="gasPrice">The price of gas, in wei.</param>
    /// <param name="costMultiplier">How many times the redeeming cost a ticket pays at least.</param>
    /// <param name="reserve">What the sender's reserve covers, in wei.</param>
    /// <returns>The face value in wei.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    /// <exception cref="InvalidOperationException">The reserve does not cover even the expected value.</exception>
    public static BigInteger FaceValue(
        BigInteger expectedValue, BigInteger redeemGas, BigInteger gasPrice, BigInteger costMultiplier, BigInteger reserve)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(expectedValue);
        ArgumentOutOfRangeException.ThrowIfNegative(redeemGas);
        ArgumentOutOfRangeException.ThrowIfNegative(gasPrice);
        ArgumentOutOfRangeException.ThrowIfNegative(costMultiplier);
        ArgumentOutOfRangeException.ThrowIfNegative(reserve);
        BigInteger wanted = redeemGas * gasPrice * costMultiplier;
        BigInteger face = wanted < expectedValue ? expectedValue * FreeGasMultiple : wanted;
        BigInteger covered = BigInteger.Min(face, reserve);
        return covered < expectedValue
            ? throw new InvalidOperationException($"insufficient sender reserve: {reserve} wei does not cover an expected value of {expectedValue} wei.")
            : covered;
    }

    /// <summary>Returns the chance of a ticket, out of 2^256 - 1.</summary>
    /// <param name="expectedValue">What a ticket shall be worth on average, in wei.</param>
    /// <param name="faceValue">What it pays when it wins, in wei.</param>
    /// <returns><c>expectedValue * ceiling(Certain / faceValue)</c>; 0 for a face value of 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public static BigInteger WinProbability(BigInteger expectedValue, BigInteger faceValue) => WinProbability(expectedValue, faceValue, Certain);

    /// <summary>Returns the chance of a ticket, out of what stands for certainty.</summary>
    /// <param name="expectedValue">What a ticket shall be worth on average, in wei.</param>
    /// <param name="faceValue">What it pays when it wins, in wei.</param>
    /// <param name="certain">The number that stands for certainty, above 0.</param>
    /// <returns><c>expectedValue * ceiling(certain / faceValue)</c>; 0 for a face value of 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, or nothing is certain.</exception>
    public static BigInteger WinProbability(BigInteger expectedValue, BigInteger faceValue, BigInteger certain)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(expectedValue);
        ArgumentOutOfRangeException.ThrowIfNegative(faceValue);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(certain);
        return faceValue.IsZero ? BigInteger.Zero : expectedValue * ((certain + faceValue - 1) / faceValue);
    }

    /// <summary>Returns what a ticket is worth on average.</summary>
    /// <param name="faceValue">What it pays when it wins, in wei.</param>
    /// <param name="winProbability">Its chance, out of 2^256 - 1.</param>
    /// <returns>The value in wei, rounded to the nearest.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public static BigInteger ExpectedValue(BigInteger faceValue, BigInteger winProbability)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(faceValue);
        ArgumentOutOfRangeException.ThrowIfNegative(winProbability);
        return ((faceValue * winProbability * 2) + Certain) / (Certain * 2);
    }
}
