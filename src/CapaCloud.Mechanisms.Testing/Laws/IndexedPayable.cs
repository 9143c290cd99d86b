using CapaCloud.Mechanisms.Rewards;

namespace CapaCloud.Mechanisms.Testing;

/// <summary><see cref="IndexedRewards"/> as a pool with numbered members.</summary>
/// <remarks>No formula. Members are virtual so that a test can break them.</remarks>
internal class IndexedPayable : IPayable
{
    private readonly List<IndexedPosition> _positions = [];

    private IndexedRewards _rewards = new();

    /// <inheritdoc/>
    public virtual Amount Held => _rewards.Held;

    /// <inheritdoc/>
    public virtual void Join(UInt128 stake)
    {
        (_rewards, IndexedPosition position) = _rewards.Join(default, stake);
        _positions.Add(position);
    }

    /// <inheritdoc/>
    public virtual void Leave(int member) => (_rewards, _positions[member]) = _rewards.Leave(_positions[member], _positions[member].Stake);

    /// <inheritdoc/>
    public virtual void Reward(Amount reward) => (_rewards, _) = _rewards.Reward(reward);

    /// <inheritdoc/>
    public virtual Amount Payable(int member) => _rewards.Payable(_positions[member]);

    /// <inheritdoc/>
    public virtual Amount Claim(int member)
    {
        (_rewards, _positions[member], Amount paid) = _rewards.Claim(_positions[member]);
        return paid;
    }
}
