using System.Collections.Immutable;
using CapaCloud.Mechanisms.Markets;
using CapaCloud.Mechanisms.Rewards;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Says what jobs may be worth, when they are paid, and what happens when they are not delivered, late, called off or disputed.</summary>
/// <remarks>No formula of its own; see <see cref="JobPolicy"/>.</remarks>
public sealed class JobBuilder
{
    private JobPolicy _policy = new() { Classes = [], ReviewPeriod = EpochSpan.Of(2) };

    /// <summary>Adds a class of work.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="maximumValue">The most that one job of it may put at risk, in base units.</param>
    /// <param name="duration">In how many epochs it is ready; a deadline is not sooner. One when left out.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    public JobBuilder Class(string name, UInt128 maximumValue, EpochSpan? duration = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        _policy = _policy with { Classes = _policy.Classes.Add(new JobClass(name, Amount.Of(maximumValue), duration ?? EpochSpan.One)) };
        return this;
    }

    /// <summary>Sets how much work a stake covers: <c>open value * gain &lt;= coverage * bonded stake</c>. All of it when left out.</summary>
    /// <param name="gain">What part of a job's value whoever cheats can make its own.</param>
    /// <param name="coverage">What part of the stake is lost for it, at least.</param>
    /// <returns>This builder.</returns>
    public JobBuilder CoveredByStake(Ratio gain, Ratio coverage)
    {
        _policy = _policy with { Cover = new CoverRule(gain, coverage) };
        return this;
    }

    /// <summary>Sets the network's part of what a provider earns. None when left out.</summary>
    /// <param name="part">The part.</param>
    /// <returns>This builder.</returns>
    public JobBuilder Fee(Proportion part)
    {
        _policy = _policy with { Fee = part };
        return this;
    }

    /// <summary>Sets for how many epochs after its delivery a result can be judged or disputed; then it is paid. Two when left out.</summary>
    /// <param name="span">The epochs, at least one.</param>
    /// <returns>This builder.</returns>
    public JobBuilder ReviewedFor(EpochSpan span)
    {
        _policy = _policy with { ReviewPeriod = span };
        return this;
    }

    /// <summary>Takes results after their deadline too, for less: each epoch late takes an equal part of the price. Not at all when left out.</summary>
    /// <param name="grace">For how many epochs.</param>
    /// <returns>This builder.</returns>
    public JobBuilder LateUpTo(EpochSpan grace)
    {
        _policy = _policy with { Grace = grace };
        return this;
    }

    /// <summary>Sets what part of the price a service earns, by how much of what was promised it delivered. In proportion when left out.</summary>
    /// <param name="multiplier">The curve; what is above one counts as one.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="multiplier"/> is null.</exception>
    public JobBuilder PaidByService(IRewardMultiplier multiplier)
    {
        ArgumentNullException.ThrowIfNull(multiplier);
        _policy = _policy with { Service = multiplier };
        return this;
    }

    /// <summary>Sets what part of the price the provider gets when the requester calls the job off. Nothing when left out.</summary>
    /// <param name="part">The part.</param>
    /// <returns>This builder.</returns>
    public JobBuilder CancellationFee(Proportion part)
    {
        _policy = _policy with { CancellationFee = part };
        return this;
    }

    /// <summary>Lets requesters dispute results. Not at all when left out.</summary>
    /// <param name="bond">What part of the price the requester loses to the provider when it is wrong.</param>
    /// <param name="rulingPeriod">For how many epochs a ruling can come.</param>
    /// <param name="noRulingRefund">What part of what was earned goes back when no ruling comes. A half when left out.</param>
    /// <returns>This builder.</returns>
    public JobBuilder Disputed(Proportion bond, EpochSpan rulingPeriod, Proportion? noRulingRefund = null)
    {
        _policy = _policy with { DisputeBond = bond, RulingPeriod = rulingPeriod, NoRulingRefund = noRulingRefund ?? Proportion.Half };
        return this;
    }

    internal JobPolicy ToPolicy() => _policy;
}
