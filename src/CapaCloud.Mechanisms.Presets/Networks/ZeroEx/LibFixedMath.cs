using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;

namespace CapaCloud.Mechanisms.Presets.Networks.ZeroEx;

/// <summary>0x's <c>exp</c> and <c>ln</c> for the range from 0 to 1, in fractions of 2^127, by its tables and series.</summary>
/// <remarks>
/// <code>
/// e^x: a series of 20 terms for the part of x below 2^-3, times e^-(2^k) for each higher bit of x
/// ln x: divided by e^-32, e^-16 .. e^-0.125 where that fits, and a series of 16 terms for the rest
/// </code>
/// Every division truncates toward zero. For reproducing 0x's and The Graph's payments to the last bit; the core's
/// <see cref="CapaCloud.Mechanisms.Numerics.Exponential"/> and <see cref="CapaCloud.Mechanisms.Numerics.Logarithm"/> are exact. Source: 0x protocol,
/// <c>contracts/staking/contracts/src/libs/LibFixedMath.sol</c> (the tables).
/// </remarks>
public static class LibFixedMath
{
    /// <summary>How many fraction bits arguments and results have.</summary>
    public const int FractionBits = 127;

    private const int SeriesTerms = 20;

    private static readonly BigInteger One = BigInteger.One << FractionBits;

    /// <summary>-63.875: below it e^x is taken for 0, and ln x never gives less.</summary>
    private static readonly BigInteger LowestExponent = -((BigInteger.One << 133) - (BigInteger.One << 124));

    private static readonly BigInteger LowestLogarithmArgument = 30_920_707_162;

    private static readonly BigInteger SeriesMask = (BigInteger.One << 124) - 1;

    private static readonly ImmutableArray<ExponentialStep> ExponentialSteps =
    [
        new("5444517870735015415413993718908291383296", "19146867807665424072674622674756", "1511893360319735695693314239681609981528304030"),
        new("2722258935367507707706996859454145691648", "57076008518092391473538986661606287", "507183719761217753146965477081398260504977"),
        new("1361129467683753853853498429727072845824", "3116244476363826975478914605443826810", "9289393861391418246117834711497950457090"),
        new("680564733841876926926749214863536422912", "23026105253835086209812930446313559409", "1257182749327858849717138708232664348496"),
        new("340282366920938463463374607431768211456", "62591443491685266058625363149075414150", "462491687273110168575455517921668397539"),
        new("170141183460469231731687303715884105728", "103195844248566597636880352756141321139", "280515388193368458015406427511040113880"),
        new("85070591730234615865843651857942052864", "132506086911708996008118666127962569180", "218465603988574474844591417643679820199"),
        new("42535295865117307932921825928971026432", "150149067405941490158516675209470059901", "192795218841189805222451540510555621025"),
        new("21267647932558653966460912964485513216", "159832850265308889904695081996280803007", "181114347027396448854165353426875372712"),
    ];

    private static readonly ImmutableArray<LogarithmStep> LogarithmSteps =
    [
        new("2154696114062189943324672", "5444517870735015415413993718908291383296"),
        new("19146867807665440166021334827008", "2722258935367507707706996859454145691648"),
        new("57076008518092412370687437108674560", "1361129467683753853853498429727072845824"),
        new("3116244476363827879579389569519321088", "680564733841876926926749214863536422912"),
        new("23026105253835087983333020201738305536", "340282366920938463463374607431768211456"),
        new("62591443491685268173268221975941087232", "170141183460469231731687303715884105728"),
        new("103195844248566597749057470593914372096", "85070591730234615865843651857942052864"),
        new("132506086911708997748981057746271993856", "42535295865117307932921825928971026432"),
        new("150149067405941490158516675209470059901", "21267647932558653966460912964485513216"),
    ];

    private static readonly ImmutableArray<BigInteger> LogarithmSeries =
    [
        Number("340282366920938463463374607431768211456"),
        Number("226854911280625642308916404954512140970"),
        Number("204169420152563078078024764459060926873"),
        Number("194447066811964836264785489961010406546"),
        Number("189045759400521368590763670795426784142"),
        Number("185608563775057343707295240417328115339"),
        Number("183228966803582249557201711694029036937"),
        Number("181483929024500513847133123963609712776"),
    ];

    /// <summary>Returns <c>e^x</c>.</summary>
    /// <param name="exponent">x as a count of 2^-127, at most 0.</param>
    /// <returns>The power as a count of 2^-127; 0 below x = -63.875.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The exponent is positive.</exception>
    public static BigInteger Exponential(BigInteger exponent)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(exponent, BigInteger.Zero);
        if (exponent < LowestExponent)
        {
            return BigInteger.Zero;
        }

        // y + sum of y^k * 20! / k! for k from 2, over 20!, plus one.
        BigInteger y = -(-exponent & SeriesMask), power = y, sum = BigInteger.Zero, weight = Factorial(SeriesTerms);
        BigInteger whole = weight;
        for (int order = 2; order <= SeriesTerms; order++)
        {
            power = BigInteger.Divide(power * y, One);
            weight /= order;
            sum += power * weight;
        }

        BigInteger result = BigInteger.Divide(sum, whole) + y + One;
        foreach (ExponentialStep step in ExponentialSteps)
        {
            if (!(-exponent & step.Bit).IsZero)
            {
                result = BigInteger.Divide(result * step.Numerator, step.Denominator);
            }
        }

        return result;
    }

    /// <summary>Returns <c>ln x</c>.</summary>
    /// <param name="value">x as a count of 2^-127, above 0 and at most 2^127 (one).</param>
    /// <returns>The logarithm as a count of 2^-127, at most 0 and at least -63.875.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is not above 0, or exceeds one.</exception>
    public static BigInteger Logarithm(BigInteger value)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, One);
        if (value <= LowestLogarithmArgument)
        {
            return LowestExponent;
        }

        BigInteger result = BigInteger.Zero;
        foreach (LogarithmStep step in LogarithmSteps)
        {
            if (value <= step.Threshold)
            {
                result -= step.Exponent;
                value = BigInteger.Divide(value * One, step.Threshold);
            }
        }

        // y - y^2/2 + y^3/3 ..., two terms at a time.
        BigInteger y = value - One, power = y, square = BigInteger.Divide(y * y, One);
        for (int pair = 1; pair <= LogarithmSeries.Length; pair++)
        {
            result += BigInteger.Divide(power * (LogarithmSeries[pair - 1] - y), (BigInteger)pair << 128);
            power = BigInteger.Divide(power * square, One);
        }

        return result;
    }

    private static BigInteger Factorial(int count)
    {
        BigInteger product = BigInteger.One;
        for (int factor = 2; factor <= count; factor++)
        {
            product *= factor;
        }

        return product;
    }

    private readonly record struct ExponentialStep(BigInteger Bit, BigInteger Numerator, BigInteger Denominator)
    {
        public ExponentialStep(string bit, string numerator, string denominator)
            : this(Number(bit), Number(numerator), Number(denominator))
        {
        }
    }

    private readonly record struct LogarithmStep(BigInteger Threshold, BigInteger Exponent)
    {
        public LogarithmStep(string threshold, string exponent)
            : this(Number(threshold), Number(exponent))
        {
        }
    }

    private static BigInteger Number(string text) => BigInteger.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
