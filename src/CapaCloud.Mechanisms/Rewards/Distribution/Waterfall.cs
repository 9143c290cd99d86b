using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>Divides an income over named accounts in order, each with a part of what is left and a cap; what passes all of them goes to the last.</summary>
/// <remarks>
/// <code>tier(k) = min(Cap(k), floor(Part(k) * left(k)))        left(k + 1) = left(k) - tier(k)        residual = what is left after all</code>
/// In base units. Rounds down at each tier, in favour of those after it: 101 over a tenth to the treasury and the rest to providers is 10 and 91. The parts sum to the income
/// exactly; a larger income gives nobody less. To give parts of the whole income instead, divide each part by what is left before it: 10 % and 20 % of the whole are 10 % and
/// 2/9 of what is left. Linear in the tiers; no allocation. Immutable, equal by content.
/// </remarks>
public sealed record Waterfall
{
    /// <summary>Initializes a new instance of the <see cref="Waterfall"/> class.</summary>
    /// <param name="tiers">Who is served, in order; none when left out.</param>
    /// <param name="residual">Who gets what passes all tiers.</param>
    /// <exception cref="ArgumentException">An account is missing or named twice.</exception>
    [JsonConstructor]
    public Waterfall(ImmutableArray<WaterfallTier> tiers, LedgerAccount residual)
    {
        Tiers = tiers.IsDefault ? [] : tiers;
        Residual = residual;
        for (int index = 0; index <= Tiers.Length; index++)
        {
            LedgerAccount account = index < Tiers.Length ? Tiers[index].Account : residual;
            if (account.Kind == LedgerAccountKind.None || Tiers.Take(index).Any(tier => tier.Account == account))
            {
                throw new ArgumentException($"The account {account} at place {index} is missing or named before; expected each account once.", nameof(tiers));
            }
        }
    }

    /// <summary>Gets who is served, in order.</summary>
    public ImmutableArray<WaterfallTier> Tiers { get; }

    /// <summary>Gets who gets what passes all tiers.</summary>
    public LedgerAccount Residual { get; }

    /// <summary>Divides an income.</summary>
    /// <param name="income">What came in, in base units.</param>
    /// <param name="parts">Receives what each tier gets, in order.</param>
    /// <returns>What is left for <see cref="Residual"/>.</returns>
    /// <exception cref="ArgumentException">There is not exactly one place for each tier.</exception>
    public Amount Divide(Amount income, Span<Amount> parts)
    {
        if (parts.Length != Tiers.Length)
        {
            throw new ArgumentException($"There {Prose.Are(Tiers.Length, "tier")} and room for {Prose.Count(parts.Length, "part")}; expected as many.", nameof(parts));
        }

        Amount left = income;
        for (int index = 0; index < parts.Length; index++)
        {
            Amount part = left.Multiply(Tiers[index].Part, Rounding.Down);
            parts[index] = Tiers[index].Cap is { } cap ? Amount.Min(cap, part) : part;
            left -= parts[index];
        }

        return left;
    }

    /// <summary>Divides an income and writes the postings.</summary>
    /// <param name="income">What came in, in base units.</param>
    /// <param name="from">The account it lies in, none of those it goes to.</param>
    /// <param name="reason">The rule that moves it.</param>
    /// <returns>One posting for each account that gets something; they sum to the income.</returns>
    /// <exception cref="ArgumentException">The account it lies in is one of those it goes to.</exception>
    public ImmutableArray<Posting> Post(Amount income, LedgerAccount from, PostingReason reason)
    {
        Amount[] parts = new Amount[Tiers.Length];
        Amount residual = Divide(income, parts);
        ImmutableArray<Posting>.Builder postings = ImmutableArray.CreateBuilder<Posting>();
        for (int index = 0; index <= parts.Length; index++)
        {
            Amount part = index < parts.Length ? parts[index] : residual;
            if (!part.IsZero)
            {
                postings.Add(new Posting(from, index < parts.Length ? Tiers[index].Account : Residual, part, reason));
            }
        }

        return postings.ToImmutable();
    }

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"Waterfall {{ Tiers = {Prose.List(Tiers)}, Residual = {Residual} }}";

    /// <inheritdoc/>
    public bool Equals(Waterfall? other) => other is not null && Residual == other.Residual && Tiers.AsSpan().SequenceEqual(other.Tiers.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Residual.GetHashCode() ^ Tiers.Length;
}
