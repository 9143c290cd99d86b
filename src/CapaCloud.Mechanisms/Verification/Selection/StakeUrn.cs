using System.Numerics;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>Stakes laid end to end in the order of names, in a binary indexed tree: find and remove in O(log n).</summary>
internal sealed class StakeUrn
{
    private readonly ParticipantId[] _names;
    private readonly UInt128[] _stakes;
    private readonly UInt128[] _tree;
    private UInt128 _total;

    private StakeUrn(ParticipantId[] names, UInt128[] stakes)
    {
        _names = names;
        _stakes = stakes;
        _tree = new UInt128[names.Length + 1];
        for (int position = 0; position < names.Length; position++)
        {
            _total = checked(_total + stakes[position]);
            WithStake += stakes[position] > UInt128.Zero ? 1 : 0;
            _tree[position + 1] += stakes[position];
            int parent = position + 1 + LowestBit(position + 1);
            if (parent <= names.Length)
            {
                _tree[parent] += _tree[position + 1];
            }
        }
    }

    /// <summary>Gets how many had stake at the start.</summary>
    public int WithStake { get; }

    public static StakeUrn Of(ReadOnlySpan<StakedCandidate> candidates)
    {
        ParticipantId[] names = new ParticipantId[candidates.Length];
        UInt128[] stakes = new UInt128[candidates.Length];
        for (int position = 0; position < names.Length; position++)
        {
            CandidateNames.RequireNamed(candidates[position].Name, position);
            names[position] = candidates[position].Name;
            stakes[position] = candidates[position].Stake.Units;
        }

        Array.Sort(names, stakes);
        for (int position = 1; position < names.Length; position++)
        {
            CandidateNames.RequireDifferent(names[position - 1], names[position]);
        }

        return new StakeUrn(names, stakes);
    }

    public ParticipantId NameAt(int position) => _names[position];

    /// <summary>Returns whose stake the draw falls on.</summary>
    public int Find(Draw draw)
    {
        UInt128 rest = draw.Below(_total);
        int position = 0;
        for (int step = (int)BitOperations.RoundUpToPowerOf2((uint)_tree.Length); step > 0; step >>= 1)
        {
            if (position + step < _tree.Length && _tree[position + step] <= rest)
            {
                position += step;
                rest -= _tree[position];
            }
        }

        return position;
    }

    public void Remove(int position)
    {
        UInt128 stake = _stakes[position];
        _total -= stake;
        for (int node = position + 1; node < _tree.Length; node += LowestBit(node))
        {
            _tree[node] -= stake;
        }
    }

    private static int LowestBit(int value) => value & -value;
}
