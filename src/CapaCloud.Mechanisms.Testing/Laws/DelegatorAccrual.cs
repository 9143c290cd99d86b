using CapaCloud.Mechanisms.Rewards;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>The library's own <see cref="DelegatorRewards"/>, for <see cref="AccrualLaws"/>; override a step to see a law fail.</summary>
/// <remarks>No formula.</remarks>
internal class DelegatorAccrual : IAccrual
{
    private readonly List<DelegatorPosition> _positions = [];

    /// <inheritdoc/>
    public virtual Amount Held => Rewards.Held;

    /// <summary>Gets the rewards.</summary>
    public DelegatorRewards Rewards { get; private set; } = DelegatorRewards.Begin(Epoch.Of(1));

    /// <inheritdoc/>
    public virtual void Join(UInt128 stake, Epoch now)
    {
        (Rewards, DelegatorPosition position) = Rewards.Join(stake, now);
        _positions.Add(position);
    }

    /// <inheritdoc/>
    public virtual void Leave(int member, Epoch now) => (Rewards, _, _positions[member]) = Rewards.Leave(_positions[member], _positions[member].Stake, now);

    /// <inheritdoc/>
    public virtual void Slash(Epoch fault, Proportion fraction, Epoch now) => Rewards = Rewards.Slash(fault, fraction, now);

    /// <inheritdoc/>
    public virtual Amount Close(Epoch epoch, Amount reward)
    {
        (Rewards, Amount refused) = Rewards.Close(epoch, reward);
        return refused;
    }

    /// <inheritdoc/>
    public virtual Amount Claim(int member)
    {
        (Rewards, _positions[member], Amount paid) = Rewards.Claim(_positions[member]);
        return paid;
    }
}
