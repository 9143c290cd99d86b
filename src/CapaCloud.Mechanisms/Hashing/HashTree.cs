using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Serialization;

/// <summary>One hash over a list of hashes, in the shape of RFC 6962: each leaf can be proved by the hashes beside its way to the top.</summary>
/// <remarks>
/// <code>
/// node = SHA-256( text(domain) || left || right )
/// top  = the only leaf;  node(top of the first k, top of the rest), k the largest power of 2 below n;  32 zero bytes when n = 0
/// </code>
/// n - 1 hashes to build, at most 32 to prove or to verify.
/// </remarks>
internal sealed class HashTree
{
    private readonly ImmutableArray<Digest[]> _levels;

    public HashTree(Digest[] leaves, ReadOnlySpan<byte> domain)
    {
        Digest[] level = leaves;
        ImmutableArray<Digest[]>.Builder levels = ImmutableArray.CreateBuilder<Digest[]>();
        levels.Add(level);
        while (level.Length > 1)
        {
            // Neighbours are paired; a last one without a neighbour moves up as it is.
            Digest[] above = new Digest[(level.Length + 1) / 2];
            for (int index = 0; index < above.Length; index++)
            {
                int left = 2 * index;
                above[index] = left + 1 < level.Length ? NodeOf(level[left], level[left + 1], domain) : level[left];
            }

            levels.Add(above);
            level = above;
        }

        _levels = levels.ToImmutable();
    }

    public Digest Top => _levels[^1] is [Digest top] ? top : default;

    /// <summary>Returns the hashes beside the way of a leaf to the top, from the bottom up.</summary>
    public ImmutableArray<Digest> PathTo(int index)
    {
        ImmutableArray<Digest>.Builder path = ImmutableArray.CreateBuilder<Digest>(_levels.Length);
        int place = index;
        foreach (Digest[] level in _levels)
        {
            int neighbour = place ^ 1;
            if (neighbour < level.Length)
            {
                path.Add(level[neighbour]);
            }

            place /= 2;
        }

        return path.ToImmutable();
    }

    /// <summary>Goes up from a leaf; fails when the place is none or the path is not exactly as long as the way.</summary>
    public static bool TryClimb(Digest leaf, int index, int count, ReadOnlySpan<Digest> path, ReadOnlySpan<byte> domain, out Digest top)
    {
        top = leaf;
        if (index < 0 || index >= count)
        {
            return false;
        }

        int used = 0, place = index;
        for (int width = count; width > 1; width = (width / 2) + (width % 2))
        {
            bool isRight = place % 2 == 1;
            if (isRight || place + 1 < width)
            {
                if (used == path.Length)
                {
                    return false;
                }

                top = isRight ? NodeOf(path[used], top, domain) : NodeOf(top, path[used], domain);
                used++;
            }

            place /= 2;
        }

        return used == path.Length;
    }

    private static Digest NodeOf(Digest left, Digest right, ReadOnlySpan<byte> domain)
    {
        CanonicalEncoder encoder = new(stackalloc byte[128], domain);
        encoder.Append(left);
        encoder.Append(right);
        return encoder.Hash();
    }
}
