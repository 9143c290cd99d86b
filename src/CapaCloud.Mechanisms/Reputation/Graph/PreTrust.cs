using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Reputation;

/// <summary>Whom the network trusts before anybody said anything: founders, auditors, accounts known outside.</summary>
/// <remarks>
/// <code>part(i) = weight(i) / sum of weights; the parts add up to exactly one</code>
/// Parts round down, and the few parts of 10^18 that are left go one each to the first of the pre-trusted. Everything a graph
/// reputation says rests on this set: a Sybil ring can only be kept out if none of it is in here. Immutable.
/// </remarks>
public sealed class PreTrust
{
    private readonly ulong[] _parts;
    private readonly int[] _members;

    private PreTrust(ulong[] parts, int[] members)
    {
        _parts = parts;
        _members = members;
    }

    /// <summary>Gets how many peers there are, pre-trusted or not.</summary>
    public int Peers => _parts.Length;

    /// <summary>Gets the pre-trusted, in rising order.</summary>
    public ReadOnlySpan<int> Members => _members;

    /// <summary>Returns pre-trust by weight.</summary>
    /// <param name="weights">A weight for each peer; zero for those not pre-trusted.</param>
    /// <returns>The pre-trust.</returns>
    /// <exception cref="ArgumentException">The weights sum to zero: nobody is pre-trusted, so there is nothing to start from.</exception>
    public static PreTrust ByWeight(ReadOnlySpan<ulong> weights)
    {
        UInt128 sum = UInt128.Zero;
        List<int> members = [];
        for (int peer = 0; peer < weights.Length; peer++)
        {
            sum += weights[peer];
            if (weights[peer] != 0)
            {
                members.Add(peer);
            }
        }

        if (sum == UInt128.Zero)
        {
            throw new ArgumentException(
                $"The pre-trust of {Prose.Count(weights.Length, "peer")} sums to zero; expected at least one peer to start from.", nameof(weights));
        }

        ulong[] parts = new ulong[weights.Length];
        ulong left = Proportion.PartsPerOne;
        foreach (int member in members)
        {
            parts[member] = (ulong)MultiplyDivide.Down(weights[member], Proportion.PartsPerOne, sum);
            left -= parts[member];
        }

        for (int position = 0; left > 0; position++, left--)
        {
            parts[members[position]]++;
        }

        return new PreTrust(parts, [.. members]);
    }

    /// <summary>Returns equal pre-trust in a few peers.</summary>
    /// <param name="peers">How many peers there are.</param>
    /// <param name="members">The pre-trusted.</param>
    /// <returns>The pre-trust.</returns>
    /// <exception cref="ArgumentException">No member.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A member that does not exist.</exception>
    public static PreTrust In(int peers, params ReadOnlySpan<int> members)
    {
        ulong[] weights = new ulong[peers];
        foreach (int member in members)
        {
            if ((uint)member >= (uint)peers)
            {
                throw new ArgumentOutOfRangeException(nameof(members), member, $"Expected a peer from 0 to {peers - 1}.");
            }

            weights[member] = 1;
        }

        return ByWeight(weights);
    }

    /// <summary>Returns equal pre-trust in everybody: no protection against Sybils, who are everybody too.</summary>
    /// <param name="peers">How many peers there are.</param>
    /// <returns>The pre-trust.</returns>
    /// <exception cref="ArgumentException">No peers.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than no peers.</exception>
    public static PreTrust InEverybody(int peers)
    {
        if (peers < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(peers), peers, $"Trust in {Prose.Count(peers, "peer")} was asked for; expected at least 1.");
        }

        ulong[] weights = new ulong[peers];
        Array.Fill(weights, 1UL);
        return ByWeight(weights);
    }

    /// <summary>Returns the part of one peer.</summary>
    /// <param name="peer">The peer.</param>
    /// <returns>Its part of the pre-trust.</returns>
    public Proportion Of(int peer) => Proportion.FromParts(_parts[peer]);

    /// <summary>Adds an amount to a column by the parts, every unit of it.</summary>
    internal void Distribute(ulong amount, ulong[] column)
    {
        ulong left = amount;
        foreach (int member in _members)
        {
            ulong part = _members.Length == 1 ? amount : (ulong)(Math.BigMul(amount, _parts[member]) / Proportion.PartsPerOne);
            column[member] += part;
            left -= part;
        }

        for (int position = 0; left > 0; position++, left--)
        {
            column[_members[position]]++;
        }
    }
}
