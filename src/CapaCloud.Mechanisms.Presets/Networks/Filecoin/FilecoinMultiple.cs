using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Presets.Networks.Filecoin;

/// <summary>A fraction by which Filecoin multiplies an amount, kept as the two numbers that the network writes down.</summary>
/// <remarks>
/// <code>floor(amount * Numerator / Denominator)</code>
/// 105 hundredths of 19 are 19. <c>default</c> is 0. Source: filecoin-project/builtin-actors, actors/miner/src/monies.rs.
/// </remarks>
public readonly record struct FilecoinMultiple
{
    private readonly ulong _denominatorLessOne;

    /// <summary>Initializes a new instance of the <see cref="FilecoinMultiple"/> struct.</summary>
    /// <param name="numerator">The numerator.</param>
    /// <param name="denominator">The denominator, not zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">The denominator is zero.</exception>
    [JsonConstructor]
    public FilecoinMultiple(ulong numerator, ulong denominator)
    {
        Numerator = numerator;
        _denominatorLessOne = denominator != 0
            ? denominator - 1
            : throw new ArgumentOutOfRangeException(nameof(denominator), "A multiple divides by at least 1, got 0.");
    }

    /// <summary>Gets the numerator.</summary>
    public ulong Numerator { get; }

    /// <summary>Gets the denominator.</summary>
    public ulong Denominator => _denominatorLessOne + 1;

    /// <summary>Returns the multiple of an amount.</summary>
    /// <param name="amount">The amount, in attoFIL.</param>
    /// <returns>The product, rounded down.</returns>
    /// <exception cref="OverflowException">It exceeds 2^128 - 1 attoFIL.</exception>
    public Amount Of(Amount amount) => amount.Multiply(Numerator, Denominator, Rounding.Down);

    /// <summary>Returns the two numbers, such as 105/100.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Numerator}/{Denominator}";
}
