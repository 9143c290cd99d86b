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
/// Window and breaker are those of epoch f, where the policy changed after it.
/// The share rounds up, against the offender: 1 of 3 units is 0.333333333333333334. Immutable and safe to share between threads.
/// </remarks>
public sealed class FaultClimate
{
    private readonly SettlementRules _rules;
    private readonly NetworkState _state;

    internal FaultClimate(SettlementRules rules, NetworkState state, CaseBatch batch, FaultTotals totals, TalliedOffences? tallied = null)
    {
        _rules = rules;
        _state = state;
        Tallied = tallied ?? rules.TalliedIn(state);
        if (!totals.Tallies.IsEmpty && totals.Tallies.Length != Tallied.Count)
        {
            throw new ArgumentException(
                $"The totals have {totals.Tallies.Length} tallies; expected {Tallied.Count}, one for each offence of the policy and of the prices that the state keeps. Make them with {nameof(Mechanism.CreateFaultTotals)} of this state.", nameof(totals));
        }

        Batch = batch;
        Totals = totals;
        Combines = rules.Policy.Penalty.DearestInSpan is not null || state.FormerOffences.Any(period => rules.Former.DearestInSpanOf(period.Rules) is not null);
        StakeRules = LiabilitySchedule.RulesAt(rules.Policy.Stake, state.Liability.AsSpan(), state.Epoch);
    }

    /// <summary>Gets a value indicating whether of several faults the dearest of a span counts, now or for faults of before.</summary>
    internal bool Combines { get; }

    /// <summary>Gets what is added up over all participants.</summary>
    internal TalliedOffences Tallied { get; }

    /// <summary>Gets the rules by which stake answers in this epoch.</summary>
    internal StakingRules StakeRules { get; }

    /// <summary>Gets the cases that are charged together.</summary>
    internal CaseBatch Batch { get; }

    /// <summary>Gets the merged totals it was made from.</summary>
    public FaultTotals Totals { get; }

    /// <summary>The share of all stake at fault by which a rule prices a fault; none where it does not look at others.</summary>
    internal Proportion ShareAtFault(OffencePolicy rule, Epoch fault) => TallyOf(rule).InWindow.ShareAt(fault, _state.StakeOf(fault, Totals.Stake));

    internal bool IsSuspended(OffencePolicy rule, Epoch fault) =>
        rule.CircuitBreaker is { } breaker && TallyOf(rule).InEpoch.ShareAt(fault, _state.StakeOf(fault, Totals.Stake)) >= breaker;

    /// <summary>The rule by which a fault is priced: a fault keeps the price of its own epoch.</summary>
    internal OffencePolicy RuleOf(Offence offence, Epoch fault) => _rules.Former.RuleOf(_rules.Offences, offence, _state.FormerOffences, fault);

    /// <summary>In which spans of epochs the dearest fault counts, by the policy of the fault's epoch, and until when that was in force.</summary>
    internal (EpochSpan? Length, Epoch? Until) DearestInSpan(Epoch fault) => _rules.Former.DearestInSpan(_state.FormerOffences, fault);

    private OffenceTally TallyOf(OffencePolicy rule) => Totals.Tallies.IsEmpty || Tallied.IndexOf(rule) is not (>= 0 and int tally) ? default : Totals.Tallies[tally];
}
