using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Presets.Networks.Cosmos;

/// <summary>Powers and roots of the Cosmos SDK's decimals, by its own iterations, which round at every step.</summary>
/// <remarks>
/// <code>guess += (x / guess^(degree - 1) - guess) / degree, until a step is at most 10^-18, at most 300 times</code>
/// The last digit may differ from the exact root's; <see cref="Power"/> and <see cref="SquareRoot"/> of the core are exact.
/// Source: Cosmos SDK, <c>math/legacy_dec.go</c> (<c>Power</c>, <c>ApproxRoot</c>).
/// </remarks>
public static class CosmosRoots
{
    private const int MaximumSteps = 300;

    /// <summary>Returns a power with a whole exponent, by squaring, each product rounded to 18 digits with ties to even.</summary>
    /// <param name="value">The base.</param>
    /// <param name="exponent">The exponent.</param>
    /// <returns>The power; 1 for an exponent of 0.</returns>
    public static CosmosDecimal Power(CosmosDecimal value, ulong exponent)
    {
        if (exponent == 0)
        {
            return CosmosDecimal.One;
        }

        CosmosDecimal odd = CosmosDecimal.One;
        for (ulong left = exponent; left > 1; left /= 2)
        {
            if (left % 2 != 0)
            {
                odd = odd.Multiply(value);
            }

            value = value.Multiply(value);
        }

        return value.Multiply(odd);
    }

    /// <summary>Returns the SDK's approximate root; of a negative number the negative of the root of its size.</summary>
    /// <param name="value">The number.</param>
    /// <param name="degree">The degree; 0 gives 1.</param>
    /// <returns>The root: the square root of 2 is 1.414213562373095049, one above the exact root rounded to the nearest.</returns>
    public static CosmosDecimal Root(CosmosDecimal value, ulong degree)
    {
        if (degree == 0)
        {
            return CosmosDecimal.One;
        }

        if (value.Parts.Sign < 0)
        {
            return new CosmosDecimal(-Root(new CosmosDecimal(-value.Parts), degree).Parts);
        }

        if (degree == 1 || value.Parts.IsZero || value == CosmosDecimal.One)
        {
            return value;
        }

        CosmosDecimal guess = CosmosDecimal.One, step = CosmosDecimal.One, smallest = new(1);
        for (int count = 0; System.Numerics.BigInteger.Abs(step.Parts) > smallest.Parts && count < MaximumSteps; count++)
        {
            CosmosDecimal previous = Power(guess, degree - 1);
            CosmosDecimal difference = value.Divide(previous.Parts.IsZero ? smallest : previous).Subtract(guess);
            step = new CosmosDecimal(System.Numerics.BigInteger.Divide(difference.Parts, degree));
            guess = guess.Add(step);
        }

        return guess;
    }
}
