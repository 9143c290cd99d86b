using CapaCloud.Mechanisms.Rewards;

namespace CapaCloud.Mechanisms.Testing;

/// <summary><see cref="DelegatorRewards"/> as a pool with numbered members; each reward closes an epoch.</summary>
/// <remarks>No formula. Members are virtual so that a test can break them.</remarks>
internal class DelegatorPayable : IPayable
{
    private readonly List<DelegatorPosition> _positions = [];

    private DelegatorRewards _rewards = DelegatorRewards.Begin(Epoch.Of(1));

    /// <inheritdoc/>
    public virtual Amount Held => _rewards.Held;

    /// <inheritdoc/>
    public virtual void Join(UInt128 stake)
    {
        (_rewards, DelegatorPosition position) = _rewards.Join(stake, _rewards.Open);
        _positions.Add(position);
    }

    /// <inheritdoc/>
    public virtual void Leave(int member) => (_rewards, _, _positions[member]) = _rewards.Leave(_positions[member], _positions[member].Stake, _rewards.Open);

    /// <inheritdoc/>
    public virtual void Reward(Amount reward) => (_rewards, _) = _rewards.Close(_rewards.Open, reward);

    /// <inheritdoc/>
    public virtual Amount Payable(int member) => _rewards.Payable(_positions[member]);

    /// <inheritdoc/>
    public virtual Amount Claim(int member)
    {
        (_rewards, _positions[member], Amount paid) = _rewards.Claim(_positions[member]);
        return paid;
    }
}
