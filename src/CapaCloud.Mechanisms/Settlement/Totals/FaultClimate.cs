using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>
/// What everybody's faults mean for each: which share of all stake was at fault in an epoch, and whether the circuit breaker is open for it. It is known before
/// anybody's weight is.
/// </summary>
/// <remarks>
/// <code>
/// share(offence, f)     = ceiling(sum over owners of the largest stake at fault in the CorrelationWindow up to f / all stake of epoch f)
/// suspended(offence, f) = share over epoch f alone &gt;= CircuitBreaker
/// </code>
/// The share rounds up, against the offender: 1 of 3 units is 0.333333333333333334. Immutable and safe to share between threads.
/// </remarks>
public sealed class FaultClimate
{
    private readonly SettlementRules _rules;
    private readonly NetworkState _state;

    internal FaultClimate(SettlementRules rules, NetworkState state, CaseBatch batch, FaultTotals totals)
    {
        _rules = rules;
        _state = state;
        Batch = batch;
        Totals = totals;
        StakeRules = LiabilitySchedule.RulesAt(rules.Policy.Stake, state.Liability.AsSpan(), state.Epoch);
    }

    /// <summary>Gets the rules by which stake answers in this epoch.</summary>
    internal StakingRules StakeRules { get; }

    /// <summary>Gets the cases that are charged together.</summary>
    internal CaseBatch Batch { get; }

    /// <summary>Gets the merged totals it was made from.</summary>
    public FaultTotals Totals { get; }

    internal Proportion ShareAtFault(int offence, Epoch fault) =>
        offence < 0 || Totals.Tallies.IsEmpty ? Proportion.Zero : Totals.Tallies[offence].InWindow.ShareAt(fault, _state.StakeOf(fault, Totals.Stake));

    /// <summary>The share of one fault alone: where the policy in force does not add up what others did, and the price of before asks for it.</summary>
    internal Proportion OwnShare(Amount atFault, Epoch fault)
    {
        Amount all = _state.StakeOf(fault, Totals.Stake);
        return atFault.IsZero ? Proportion.Zero : atFault >= all ? Proportion.One : Proportion.FromQuotient(atFault.Units, all.Units, Rounding.Up);
    }

    internal bool IsSuspended(int offence, Epoch fault) =>
        offence >= 0
        && _rules.Policy.Offences[offence].CircuitBreaker is { } breaker
        && !Totals.Tallies.IsEmpty
        && Totals.Tallies[offence].InEpoch.ShareAt(fault, _state.StakeOf(fault, Totals.Stake)) >= breaker;

    /// <summary>The rule by which a fault is priced: a fault keeps the price of its own epoch.</summary>
    internal OffencePolicy RuleOf(Offence offence, Epoch fault) => _rules.Former.RuleOf(_rules.Offences, offence, _state.FormerOffences, fault);
}
