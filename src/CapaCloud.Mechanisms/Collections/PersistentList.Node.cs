using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace CapaCloud.Mechanisms;

/// <content>The tree: leaves are slices of arrays, of any length until they are changed; all leaves have the same depth.</content>
public readonly partial struct PersistentList<T>
{
    private sealed class Node
    {
        private const int MostItems = 32;
        private const int MostChildren = 32;

        private readonly T[] _items;
        private readonly int _start;
        private readonly Node[]? _children;
        private readonly int[] _ends;

        private Node(T[] items, int start, int count)
        {
            _items = items;
            _start = start;
            _ends = [];
            Count = count;
        }

        private Node(Node[] children)
        {
            _items = [];
            _children = children;
            _ends = new int[children.Length];
            for (int index = 0; index < children.Length; index++)
            {
                Count = checked(Count + children[index].Count);
                _ends[index] = Count;
            }
        }

        public int Count { get; }

        public ImmutableArray<T> Whole => _children is null && Count == _items.Length ? ImmutableCollectionsMarshal.AsImmutableArray(_items) : default;

        public static Node Leaf(ImmutableArray<T> items) => new(ImmutableCollectionsMarshal.AsArray(items)!, 0, items.Length);

        /// <summary>Returns one node over all that are left of a root, or null for none.</summary>
        public static Node? Top(Node[] nodes)
        {
            Node? top = nodes switch
            {
                [] => null,
                [Node only] => only,
                _ => new Node(nodes),
            };
            while (top?._children is [Node below])
            {
                top = below;
            }

            return top;
        }

        public ref readonly T ItemRef(int index)
        {
            Node leaf = LeafOf(ref index);
            return ref leaf._items[leaf._start + index];
        }

        public ArraySegment<T> PieceFrom(int index)
        {
            Node leaf = LeafOf(ref index);
            return new ArraySegment<T>(leaf._items, leaf._start + index, leaf.Count - index);
        }

        /// <summary>Returns what stands in this node's place, at the same depth, when from a place on some entries are taken away and others put there.</summary>
        public Node[] With(int index, int removed, ReadOnlySpan<T> added) =>
            _children is not null ? WithChild(_children, index, removed, added)
            : Count > MostItems ? WithWindow(index, removed, added)
            : WithItems(index, removed, added);

        private Node[] WithChild(Node[] children, int index, int removed, ReadOnlySpan<T> added)
        {
            int child = ChildOf(index);
            Node[] parts = children[child].With(index - StartOf(child), removed, added);
            Node[] all = [.. children.AsSpan(0, child), .. parts, .. children.AsSpan(child + 1)];
            return all.Length == 0 ? []
                : all.Length <= MostChildren ? [new Node(all)]
                : [new Node(all[..(all.Length / 2)]), new Node(all[(all.Length / 2)..])];
        }

        /// <summary>A long slice is cut where the change is. The cuts fall on the same places of the array each time, so that no crumbs are left between them.</summary>
        private Node[] WithWindow(int index, int removed, ReadOnlySpan<T> added)
        {
            const int Window = MostItems / 2;
            int at = _start + int.Min(index, Count - 1), from = int.Max(at - (at % Window), _start), to = int.Min(at - (at % Window) + Window, _start + Count);
            Node[] changed = new Node(_items, from, to - from).WithItems(_start + index - from, removed, added);
            ReadOnlySpan<Node> before = from == _start ? [] : [new Node(_items, _start, from - _start)];
            ReadOnlySpan<Node> after = to == _start + Count ? [] : [new Node(_items, to, _start + Count - to)];
            return [.. before, .. changed, .. after];
        }

        private Node[] WithItems(int index, int removed, ReadOnlySpan<T> added)
        {
            ReadOnlySpan<T> own = _items.AsSpan(_start, Count);
            T[] items = [.. own[..index], .. added, .. own[(index + removed)..]];
            return items.Length == 0 ? []
                : items.Length <= MostItems ? [new Node(items, 0, items.Length)]
                : [new Node(items[..(items.Length / 2)], 0, items.Length / 2), new Node(items[(items.Length / 2)..], 0, items.Length - (items.Length / 2))];
        }

        private Node LeafOf(ref int index)
        {
            Node node = this;
            while (node._children is { } children)
            {
                int child = node.ChildOf(index);
                index -= node.StartOf(child);
                node = children[child];
            }

            return node;
        }

        /// <summary>Returns the child with a place; the last one for the place behind all entries.</summary>
        private int ChildOf(int index)
        {
            int low = 0, high = _ends.Length - 1;
            while (low < high)
            {
                int middle = (low + high) / 2;
                (low, high) = _ends[middle] <= index ? (middle + 1, high) : (low, middle);
            }

            return low;
        }

        private int StartOf(int child) => child == 0 ? 0 : _ends[child - 1];
    }
}
