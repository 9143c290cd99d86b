using System.Collections.Immutable;

namespace CapaCloud.Mechanisms;

/// <summary>Makes persistent lists.</summary>
/// <remarks>No formula. Linear in the number of entries.</remarks>
public static class PersistentList
{
    /// <summary>Makes a list of some entries, copied; a collection expression of a <see cref="PersistentList{T}"/> comes here.</summary>
    /// <typeparam name="T">What stands in the list.</typeparam>
    /// <param name="items">The entries.</param>
    /// <returns>The list.</returns>
    public static PersistentList<T> Create<T>(ReadOnlySpan<T> items) => PersistentList<T>.Of(ImmutableArray.Create(items));
}
