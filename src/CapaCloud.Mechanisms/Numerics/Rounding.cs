using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms;

/// <summary>
/// Which neighbouring integer an inexact quotient becomes. Money never rounds by default: every method that moves it either
/// takes this value or has the direction in its name.
/// </summary>
/// <remarks>
/// No formula. Quantities are non-negative, so down is toward zero and up is away from zero.
/// <c>default</c> is <see cref="Down"/>. The example of each member is the quotient 7 / 2 = 3.5, or 5 / 2 = 2.5.
/// </remarks>
[JsonConverter(typeof(NameJsonConverter<Rounding>))]
public enum Rounding
{
    /// <summary>The largest integer not above the quotient: 7 / 2 becomes 3. Favours whoever pays.</summary>
    Down = 0,

    /// <summary>The smallest integer not below the quotient: 7 / 2 becomes 4. Favours whoever receives.</summary>
    Up = 1,

    /// <summary>The nearest integer, ties up: 7 / 2 becomes 4, 5 / 2 becomes 3.</summary>
    HalfUp = 2,

    /// <summary>The nearest integer, ties down: 7 / 2 becomes 3, 5 / 2 becomes 2. Polkadot's per-thing multiplication.</summary>
    HalfDown = 3,

    /// <summary>The nearest integer, ties to the even neighbour: 7 / 2 becomes 4, 5 / 2 becomes 2. Cosmos' <c>Mul</c> and <c>Quo</c>.</summary>
    HalfEven = 4,
}
