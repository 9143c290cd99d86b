using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What keeps a participant in jail: a term for each fault.</summary>
/// <remarks>No formula. Immutable; a participant that is not in jail has none.</remarks>
public sealed record JailTerms
{
    /// <summary>Gets the terms, by key.</summary>
    public required ImmutableArray<JailTerm> Terms { get; init => field = value.IsDefault ? [] : value; }

    /// <inheritdoc/>
    public bool Equals(JailTerms? other) => other is not null && Terms.AsSpan().SequenceEqual(other.Terms.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Terms.Length;

    /// <summary>Returns how many there are.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Prose.Count(Terms.Length, "term")} of jail: {string.Join("; ", Terms)}";

    /// <summary>Returns until when the faults keep their participant in jail; epoch 0 when none does.</summary>
    internal static Epoch EndOf(IEnumerable<JailTerm> terms) => terms.Aggregate(Epoch.Zero, static (until, term) => Epoch.Max(until, term.Until));

    /// <summary>Returns what of the terms is not over in an epoch, of a fault with two the longer one; nothing when there is none.</summary>
    internal static JailTerms? From(IEnumerable<JailTerm> terms, Epoch epoch)
    {
        ImmutableArray<JailTerm> kept =
        [
            .. terms.Where(term => term.Until > epoch).GroupBy(static term => term.Key).Select(static fault => new JailTerm(fault.Key, EndOf(fault))).OrderBy(static term => term.Key),
        ];
        return kept.IsEmpty ? null : new JailTerms { Terms = kept };
    }
}
