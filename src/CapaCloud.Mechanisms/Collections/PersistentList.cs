using System.Collections;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace CapaCloud.Mechanisms;

/// <summary>A list that never changes: a change gives a new list, which shares everything but a few entries with the old one.</summary>
/// <remarks>
/// No formula. One change among a million entries copies 32 entries at most and one path of a tree of 32 branches. A list that was made from an array is that array, without a copy, until
/// something is changed. Two lists are equal when their entries are, in their order; what they share is not compared. <c>default</c> is the empty list. Safe to share between threads.
/// </remarks>
/// <typeparam name="T">What stands in the list.</typeparam>
[CollectionBuilder(typeof(PersistentList), nameof(PersistentList.Create))]
public readonly partial struct PersistentList<T> : IReadOnlyList<T>, IEquatable<PersistentList<T>>
{
    private readonly Node? _root;

    private PersistentList(Node? root) => _root = root;

    /// <summary>Gets how many entries there are.</summary>
    public int Length => _root?.Count ?? 0;

    /// <summary>Gets a value indicating whether there is none.</summary>
    public bool IsEmpty => _root is null;

    /// <inheritdoc/>
    int IReadOnlyCollection<T>.Count => Length;

    /// <summary>Gets one entry. Takes time logarithmic in the number of changes since the list was made.</summary>
    /// <param name="index">Its place, from 0.</param>
    /// <returns>The entry.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such place.</exception>
    public T this[int index] => ItemRef(index);

    /// <summary>Makes the list of an array's entries; nothing is copied.</summary>
    /// <param name="items">The entries; none for <c>default</c>.</param>
    public static implicit operator PersistentList<T>(ImmutableArray<T> items) => Of(items);

    /// <summary>Tells whether two lists have the same entries in the same order.</summary>
    /// <param name="left">One list.</param>
    /// <param name="right">The other list.</param>
    /// <returns><see langword="true"/> when they do.</returns>
    public static bool operator ==(PersistentList<T> left, PersistentList<T> right) => left.Equals(right);

    /// <summary>Tells whether two lists differ.</summary>
    /// <param name="left">One list.</param>
    /// <param name="right">The other list.</param>
    /// <returns><see langword="true"/> when they do.</returns>
    public static bool operator !=(PersistentList<T> left, PersistentList<T> right) => !left.Equals(right);

    /// <summary>Makes the list of an array's entries; nothing is copied.</summary>
    /// <param name="items">The entries; none for <c>default</c>.</param>
    /// <returns>The list.</returns>
    internal static PersistentList<T> Of(ImmutableArray<T> items) => items.IsDefaultOrEmpty ? default : new PersistentList<T>(Node.Leaf(items));

    /// <summary>Returns one entry where it stands, without a copy.</summary>
    /// <param name="index">Its place, from 0.</param>
    /// <returns>The entry.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such place.</exception>
    public ref readonly T ItemRef(int index)
    {
        RequirePlace(index, Length);
        return ref _root!.ItemRef(index);
    }

    /// <summary>Returns the list with another entry in one place.</summary>
    /// <param name="index">The place, from 0.</param>
    /// <param name="item">The entry.</param>
    /// <returns>The changed list.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such place.</exception>
    public PersistentList<T> SetItem(int index, T item)
    {
        RequirePlace(index, Length);
        return new(Node.Top(_root!.With(index, removed: 1, [item])));
    }

    /// <summary>Returns the list with one entry more; what stood from its place on moves by one.</summary>
    /// <param name="index">The place, from 0 to <see cref="Length"/>.</param>
    /// <param name="item">The entry.</param>
    /// <returns>The changed list.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The place is below 0 or above <see cref="Length"/>.</exception>
    public PersistentList<T> Insert(int index, T item)
    {
        RequirePlace(index, Length + 1);
        return new(_root is null ? Node.Leaf([item]) : Node.Top(_root.With(index, removed: 0, [item])));
    }

    /// <summary>Returns the list with one entry more at its end.</summary>
    /// <param name="item">The entry.</param>
    /// <returns>The changed list.</returns>
    public PersistentList<T> Add(T item) => Insert(Length, item);

    /// <summary>Returns the list without one entry; what stood after it moves by one.</summary>
    /// <param name="index">Its place, from 0.</param>
    /// <returns>The changed list.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such place.</exception>
    public PersistentList<T> RemoveAt(int index)
    {
        RequirePlace(index, Length);
        return new(Node.Top(_root!.With(index, removed: 1, [])));
    }

    /// <summary>Returns a part of the list as a list of its own, copied.</summary>
    /// <param name="start">Where it begins, from 0.</param>
    /// <param name="length">How many entries it has.</param>
    /// <returns>The part.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The list has no such part.</exception>
    public PersistentList<T> Slice(int start, int length)
    {
        RequirePlace(start, Length + 1);
        RequirePlace(length, Length - start + 1);
        ImmutableArray<T>.Builder part = ImmutableArray.CreateBuilder<T>(length);
        while (part.Count < length)
        {
            ReadOnlySpan<T> piece = PieceFrom(start + part.Count);
            part.AddRange(piece[..int.Min(piece.Length, length - part.Count)]);
        }

        return Of(part.MoveToImmutable());
    }

    /// <summary>Returns the entries as an array: the one that the list was made from, or a copy when something was changed.</summary>
    /// <returns>The array.</returns>
    public ImmutableArray<T> ToImmutableArray() => _root is null ? [] : _root.Whole is { IsDefault: false } whole ? whole : Slice(0, Length)._root!.Whole;

    /// <summary>Returns an enumerator that hands out each entry where it stands.</summary>
    /// <returns>The enumerator, before the first entry.</returns>
    public Enumerator GetEnumerator() => new(this);

    /// <inheritdoc/>
    IEnumerator<T> IEnumerable<T>.GetEnumerator() => Items().GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => Items().GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(PersistentList<T> other)
    {
        if (ReferenceEquals(_root, other._root) || Length != other.Length)
        {
            return Length == other.Length;
        }

        for (int index = 0; index < Length;)
        {
            ReadOnlySpan<T> own = PieceFrom(index), others = other.PieceFrom(index);
            int length = int.Min(own.Length, others.Length);
            if (own[..length] != others[..length] && !own[..length].SequenceEqual(others[..length], EqualityComparer<T>.Default))
            {
                return false;
            }

            index += length;
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is PersistentList<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => IsEmpty ? 0 : Length ^ (ItemRef(0)?.GetHashCode() ?? 0);

    /// <summary>Returns how many entries it has, in words.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Prose.Count(Length, "entry")}";

    /// <summary>Returns the entries that stand in one piece of memory from a place on; never none within the list.</summary>
    internal ReadOnlySpan<T> PieceFrom(int index) => _root!.PieceFrom(index).AsSpan();

    private IEnumerable<T> Items()
    {
        for (int index = 0; index < Length; index++)
        {
            yield return ItemRef(index);
        }
    }

    private static void RequirePlace(int index, int places)
    {
        if (index < 0 || index >= places)
        {
            throw new ArgumentOutOfRangeException(nameof(index), index, $"There {Prose.Are(places, "place")}; expected one from 0 to {places - 1}.");
        }
    }

    /// <summary>Goes through a list from its first entry to its last.</summary>
    /// <remarks>No formula. Linear in the number of entries, plus one way through the tree for each piece of memory. No allocation.</remarks>
    public struct Enumerator
    {
        private readonly PersistentList<T> _list;
        private ArraySegment<T> _piece;
        private int _at;
        private int _next;

        internal Enumerator(PersistentList<T> list)
        {
            _list = list;
            _piece = ArraySegment<T>.Empty;
            _at = -1;
        }

        /// <summary>Gets the entry, where it stands.</summary>
        public readonly ref readonly T Current => ref _piece.Array![_piece.Offset + _at];

        /// <summary>Goes to the next entry.</summary>
        /// <returns><see langword="true"/> when there is one.</returns>
        public bool MoveNext() => ++_at < _piece.Count || MoveToPiece();

        private bool MoveToPiece()
        {
            if (_next >= _list.Length)
            {
                _at = _piece.Count;
                return false;
            }

            _piece = _list._root!.PieceFrom(_next);
            _next += _piece.Count;
            _at = 0;
            return true;
        }
    }
}
