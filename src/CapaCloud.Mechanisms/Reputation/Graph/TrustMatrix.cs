using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Reputation;

/// <summary>A sparse matrix of shares by rows: who hands which part of what it has to whom.</summary>
internal sealed class TrustMatrix
{
    private readonly int[] _rowStarts;
    private readonly int[] _targets;
    private readonly ulong[] _shares;

    private TrustMatrix(int[] rowStarts, int[] targets, ulong[] shares)
    {
        _rowStarts = rowStarts;
        _targets = targets;
        _shares = shares;
    }

    public int Entries => _targets.Length;

    /// <summary>The targets of one row, in rising order.</summary>
    public ReadOnlySpan<int> Targets(int row) => _targets.AsSpan(_rowStarts[row].._rowStarts[row + 1]);

    /// <summary>The shares of one row, in parts of 2^64 rounded down; they add up to at most one.</summary>
    public ReadOnlySpan<ulong> Shares(int row) => _shares.AsSpan(_rowStarts[row].._rowStarts[row + 1]);

    /// <summary>Sorts the statements of one sign by row and target in two counting passes, adds up repeated ones and normalises the rows.</summary>
    public static TrustMatrix Of(int peers, ReadOnlySpan<TrustStatement> statements, int sign, bool keepSelfStatements)
    {
        TrustStatement[] byTarget = Sorted(peers, Chosen(statements, sign, keepSelfStatements), static item => item.To);
        TrustStatement[] sorted = Sorted(peers, byTarget, static item => item.From);
        int[] rowStarts = new int[peers + 1];
        int[] targets = new int[sorted.Length];
        ulong[] shares = new ulong[sorted.Length];
        UInt128[] weights = new UInt128[sorted.Length];
        int entries = 0;
        int next = 0;
        for (int row = 0; row < peers; row++)
        {
            rowStarts[row] = entries;
            UInt128 sum = UInt128.Zero;
            for (; next < sorted.Length && sorted[next].From == row; next++)
            {
                UInt128 weight = Magnitude(sorted[next].Weight);
                sum += weight;
                if (entries > rowStarts[row] && targets[entries - 1] == sorted[next].To)
                {
                    weights[entries - 1] += weight;
                    continue;
                }

                targets[entries] = sorted[next].To;
                weights[entries++] = weight;
            }

            for (int entry = rowStarts[row]; entry < entries; entry++)
            {
                shares[entry] = weights[entry] == sum
                    ? ulong.MaxValue
                    : (ulong)MultiplyDivide.Down(weights[entry], UInt128.One << 64, sum);
            }
        }

        rowStarts[peers] = entries;
        return new TrustMatrix(rowStarts, targets[..entries], shares[..entries]);
    }

    private static UInt128 Magnitude(long weight) => weight >= 0 ? (UInt128)weight : (UInt128)(-(Int128)weight);

    private static TrustStatement[] Chosen(ReadOnlySpan<TrustStatement> statements, int sign, bool keepSelfStatements)
    {
        TrustStatement[] chosen = new TrustStatement[statements.Length];
        int count = 0;
        foreach (ref readonly TrustStatement statement in statements)
        {
            if (Math.Sign(statement.Weight) == sign && (keepSelfStatements || statement.From != statement.To))
            {
                chosen[count++] = statement;
            }
        }

        return chosen[..count];
    }

    private static TrustStatement[] Sorted(int peers, TrustStatement[] statements, Func<TrustStatement, int> key)
    {
        int[] positions = new int[peers + 1];
        foreach (TrustStatement statement in statements)
        {
            positions[key(statement) + 1]++;
        }

        for (int peer = 0; peer < peers; peer++)
        {
            positions[peer + 1] += positions[peer];
        }

        TrustStatement[] sorted = new TrustStatement[statements.Length];
        foreach (TrustStatement statement in statements)
        {
            sorted[positions[key(statement)]++] = statement;
        }

        return sorted;
    }
}
