using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms;

/// <summary>Says how stake enters, stands and leaves.</summary>
/// <remarks>No formula.</remarks>
public sealed class StakeBuilder
{
    private StakingRules _rules = new()
    {
        MinimumBond = Amount.One,
        UnbondingPeriod = EpochSpan.Of(21),
    };

    private EpochSpan? _liabilityWindow;
    private DelegationBuilder? _delegation;

    /// <summary>Sets the least stake that gets work and rewards. 1 unit when left out.</summary>
    /// <param name="units">The amount in base units.</param>
    /// <returns>This builder.</returns>
    public StakeBuilder MinimumBond(UInt128 units)
    {
        _rules = _rules with { MinimumBond = Amount.Of(units) };
        return this;
    }

    /// <summary>Sets how long stake takes to leave; for as long it stays liable, unless <see cref="LiabilityWindow"/> says less. 21 epochs when left out.</summary>
    /// <param name="span">The span.</param>
    /// <returns>This builder.</returns>
    public StakeBuilder UnbondingPeriod(EpochSpan span)
    {
        _rules = _rules with { UnbondingPeriod = span };
        return this;
    }

    /// <summary>Sets for how long a fault can be punished, at most the unbonding period. The unbonding period when left out.</summary>
    /// <param name="span">The span.</param>
    /// <returns>This builder.</returns>
    public StakeBuilder LiabilityWindow(EpochSpan span)
    {
        _liabilityWindow = span;
        return this;
    }

    /// <summary>Sets how many tranches with different histories one account may have, at least 2. 64 when left out.</summary>
    /// <param name="count">The number.</param>
    /// <returns>This builder.</returns>
    public StakeBuilder MaximumTranches(int count)
    {
        _rules = _rules with { MaximumTranches = count };
        return this;
    }

    /// <summary>Lets others put stake behind an operator. Nobody does when left out.</summary>
    /// <param name="build">Says on what terms.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="build"/> is null.</exception>
    public StakeBuilder Delegated(Action<DelegationBuilder> build)
    {
        ArgumentNullException.ThrowIfNull(build);
        build(_delegation ??= new DelegationBuilder());
        return this;
    }

    internal DelegationPolicy? ToDelegation() => _delegation?.ToPolicy(_rules.UnbondingPeriod);

    internal StakingRules ToRules() => _rules with { LiabilityWindow = _liabilityWindow ?? _rules.UnbondingPeriod };
}
