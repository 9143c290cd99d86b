using System.Numerics;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>From whom the checkers of a result are drawn: how many of them collude with its author, and how they are drawn.</summary>
/// <remarks>
/// <code>
/// with replacement:    P(k of m collude) = C(m, k) K^k H^(m - k) / (K + H)^m
/// without replacement: P(k of m collude) = C(K, k) C(H, m - k) / C(K + H, m)
/// </code>
/// K colluding and H honest checkers; the author of the result is not among them, because nobody checks itself. Everybody is drawn with
/// the same chance. With replacement is also the model of a network so large that one draw does not change the next.
/// <c>default</c> has nobody in it and is refused. Immutable.
/// </remarks>
public readonly record struct CheckerPool
{
    /// <summary>Initializes a new instance of the <see cref="CheckerPool"/> struct.</summary>
    /// <param name="colluding">K, how many checkers side with the author of the result.</param>
    /// <param name="honest">H, how many do not.</param>
    /// <param name="isReplaced">Whether a checker who was drawn can be drawn again.</param>
    [JsonConstructor]
    public CheckerPool(ulong colluding, ulong honest, bool isReplaced)
    {
        Colluding = colluding;
        Honest = honest;
        IsReplaced = isReplaced;
    }

    /// <summary>Gets K, how many checkers side with the author of the result.</summary>
    [JsonConverter(typeof(WholeNumberJsonConverter<ulong>))]
    public ulong Colluding { get; }

    /// <summary>Gets H, how many do not.</summary>
    [JsonConverter(typeof(WholeNumberJsonConverter<ulong>))]
    public ulong Honest { get; }

    /// <summary>Gets a value indicating whether a checker who was drawn can be drawn again.</summary>
    public bool IsReplaced { get; }

    /// <summary>Returns a large network of which a share colludes: each checker colludes with that chance, whoever the others are.</summary>
    /// <param name="colluding">The colluding share, in [0, 1].</param>
    /// <returns>The pool.</returns>
    public static CheckerPool OfShare(Proportion colluding) => new(colluding.Parts, colluding.Complement.Parts, isReplaced: true);

    /// <summary>Returns a network of so many checkers, from which nobody is drawn twice.</summary>
    /// <param name="colluding">How many of them collude.</param>
    /// <param name="honest">How many do not.</param>
    /// <returns>The pool.</returns>
    public static CheckerPool OfPeople(ulong colluding, ulong honest) => new(colluding, honest, isReplaced: false);

    /// <summary>Returns how many of all panels have each number of colluders.</summary>
    /// <param name="checkers">m, the size of a panel.</param>
    /// <param name="all">Receives the number of all panels, the denominator of the probabilities.</param>
    /// <returns>The numerators, for 0 to m colluders.</returns>
    internal BigInteger[] Panels(int checkers, out BigInteger all)
    {
        BigInteger everybody = (BigInteger)Colluding + Honest;
        if (everybody.IsZero || (!IsReplaced && everybody < checkers))
        {
            throw new ArgumentOutOfRangeException(nameof(checkers), $"Cannot draw {Prose.Count(checkers, "checker")} from {everybody}.");
        }

        BigInteger[] panels = new BigInteger[checkers + 1];
        for (int colluders = 0; colluders <= checkers; colluders++)
        {
            int others = checkers - colluders;
            panels[colluders] = IsReplaced
                ? Choose(checkers, colluders) * BigInteger.Pow(Colluding, colluders) * BigInteger.Pow(Honest, others)
                : Choose(Colluding, colluders) * Choose(Honest, others);
        }

        all = IsReplaced ? BigInteger.Pow(everybody, checkers) : Choose(everybody, checkers);
        return panels;
    }

    private static BigInteger Choose(BigInteger from, int taken)
    {
        BigInteger ways = BigInteger.One;
        for (int number = 0; number < taken; number++)
        {
            ways = ways * (from - number) / (number + 1);
        }

        return ways;
    }
}
