using System.Collections.Immutable;
using CapaCloud.Mechanisms.Slashing;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>
/// What is added up over all participants: the policy's offences, and those that a policy before it counted otherwise, as long as faults of its time can be charged. A fault is priced by
/// the policy of its own epoch, also in what others add to it.
/// </summary>
internal sealed class TalliedOffences
{
    private readonly ImmutableArray<(Offence Offence, EpochSpan Window, bool IsCollective)> _items;

    public TalliedOffences(OffenceTable offences, FormerRules rules, ImmutableArray<FormerOffences> former)
    {
        ImmutableArray<OffencePolicy> current = offences.Policy.Offences;
        List<(Offence Offence, EpochSpan Window, bool IsCollective)> items = [.. current.Select(static rule => (rule.Offence, rule.CorrelationWindow, IsCollective(rule)))];
        WaitsForNetwork = current.Any(static rule => IsCollective(rule) && !rule.AppealWindow.IsZero);
        foreach (FormerOffences period in former)
        {
            foreach (OffencePolicy rule in rules.OffencesOf(period.Rules).Values.Where(IsCollective).OrderBy(static rule => rule.Offence))
            {
                // Its cases wait as long as they could be appealed when they were brought: then, or now.
                WaitsForNetwork |= !rule.AppealWindow.IsZero || (offences.Prices(rule.Offence) && !offences.RuleOf(rule.Offence).AppealWindow.IsZero);
                if (!items.Contains((rule.Offence, rule.CorrelationWindow, true)))
                {
                    items.Add((rule.Offence, rule.CorrelationWindow, true));
                }
            }
        }

        _items = [.. items];
        Any = items.Exists(static item => item.IsCollective);
    }

    /// <summary>Gets how many tallies there are: one for each of the policy's offences, and one for each that was counted otherwise.</summary>
    public int Count => _items.Length;

    /// <summary>Gets a value indicating whether what one participant pays can depend on the faults of others.</summary>
    public bool Any { get; }

    /// <summary>Gets a value indicating whether penalties of the whole network wait for each other: the faults of others matter, and can be overturned.</summary>
    public bool WaitsForNetwork { get; }

    /// <summary>Tells whether what an offence costs can depend on the faults of others.</summary>
    public static bool IsCollective(OffencePolicy rule) => rule.CircuitBreaker is not null || rule.Curve.Reads.HasFlag(SlashingInputs.ShareAtFault);

    /// <summary>Returns an offence that is counted, and over how many epochs before a fault; nobody's when nothing of it is counted.</summary>
    public (Offence Offence, EpochSpan Window) At(int tally) => _items[tally].IsCollective ? (_items[tally].Offence, _items[tally].Window) : default;

    /// <summary>Returns where the faults of others are counted by which a rule prices, or -1 when it does not look at them.</summary>
    public int IndexOf(OffencePolicy rule) => IsCollective(rule) ? _items.IndexOf((rule.Offence, rule.CorrelationWindow, true)) : -1;

    /// <summary>Returns the batch by which a participant's cases are charged: the network's where faults of others matter, else its own.</summary>
    public CaseBatch BatchOf(in ParticipantEpoch epoch, CaseBatch network) => WaitsForNetwork ? network : epoch.Batch;
}
