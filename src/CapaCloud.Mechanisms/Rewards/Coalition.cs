using System.Numerics;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>Some of the players of a coalition game, numbered from 0.</summary>
/// <remarks>No formula. Valid only during the call it is handed to. <c>default</c> is the empty coalition.</remarks>
public readonly ref struct Coalition
{
    private readonly ReadOnlySpan<ulong> _words;

    internal Coalition(ReadOnlySpan<ulong> words) => _words = words;

    /// <summary>Gets how many players it has.</summary>
    public int Count
    {
        get
        {
            int count = 0;
            foreach (ulong word in _words)
            {
                count += BitOperations.PopCount(word);
            }

            return count;
        }
    }

    /// <summary>Gets the first 64 players as bits, player 0 the lowest.</summary>
    public ulong FirstWord => _words.IsEmpty ? 0 : _words[0];

    /// <summary>Tells whether a player belongs to it.</summary>
    /// <param name="player">The player's number, from 0.</param>
    /// <returns><see langword="true"/> when the player does.</returns>
    public bool Contains(int player)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(player);
        return player / 64 < _words.Length && ((_words[player / 64] >> (player % 64)) & 1) == 1;
    }
}
