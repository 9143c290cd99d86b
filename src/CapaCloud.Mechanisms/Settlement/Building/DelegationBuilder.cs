namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Says on what terms others put stake behind an operator.</summary>
/// <remarks>No formula of its own; see <see cref="DelegationPolicy"/>. A higher commission is announced an unbonding period before it counts, unless another notice is set.</remarks>
public sealed class DelegationBuilder
{
    private DelegationPolicy _policy = new() { CommissionAtMost = Proportion.One };
    private EpochSpan? _notice;

    /// <summary>Sets the largest commission. All of the delegators' rewards when left out.</summary>
    /// <param name="rate">The part of the delegators' rewards.</param>
    /// <returns>This builder.</returns>
    public DelegationBuilder CommissionAtMost(Proportion rate)
    {
        _policy = _policy with { CommissionAtMost = rate };
        return this;
    }

    /// <summary>Sets the smallest commission, so that operators cannot outbid each other down to nothing. None when left out.</summary>
    /// <param name="rate">The part of the delegators' rewards.</param>
    /// <returns>This builder.</returns>
    public DelegationBuilder CommissionAtLeast(Proportion rate)
    {
        _policy = _policy with { CommissionAtLeast = rate };
        return this;
    }

    /// <summary>Sets how fast a commission changes.</summary>
    /// <param name="step">The most at once.</param>
    /// <param name="pause">Epochs between two changes.</param>
    /// <returns>This builder.</returns>
    public DelegationBuilder CommissionStep(Proportion step, EpochSpan pause)
    {
        _policy = _policy with { LargestCommissionStep = step, CommissionPause = pause };
        return this;
    }

    /// <summary>Sets how many epochs before it counts a higher commission is announced. The unbonding period when left out.</summary>
    /// <param name="span">The epochs.</param>
    /// <returns>This builder.</returns>
    public DelegationBuilder CommissionNotice(EpochSpan span)
    {
        _notice = span;
        return this;
    }

    /// <summary>Sets the smallest delegation. One unit when left out.</summary>
    /// <param name="units">Base units.</param>
    /// <returns>This builder.</returns>
    public DelegationBuilder AtLeast(UInt128 units)
    {
        _policy = _policy with { MinimumDelegation = Amount.Of(units) };
        return this;
    }

    /// <summary>Lets the operator's own stake pay a penalty before its delegators' does. In proportion when left out.</summary>
    /// <returns>This builder.</returns>
    public DelegationBuilder OwnStakeFirst()
    {
        _policy = _policy with { OwnStakeFirst = true };
        return this;
    }

    internal DelegationPolicy ToPolicy(EpochSpan unbondingPeriod) => _policy with { CommissionNotice = _notice ?? unbondingPeriod };
}
