namespace CapaCloud.Mechanisms.Samples.Quickstart;

/// <summary>What became of the providers of one habit, on average, up to an epoch.</summary>
internal sealed record ConductSummary(Conduct Conduct, ulong Epoch, double Stake, double Score, double Paid, double Lost);

/// <summary>Adds up, epoch by epoch, what each provider was paid and lost.</summary>
internal sealed class History(Mechanism mechanism, IReadOnlyList<Provider> providers)
{
    private readonly Dictionary<Provider, (Amount Paid, Amount Lost)> _sums = providers.ToDictionary(provider => provider, _ => (Amount.Zero, Amount.Zero));

    public void Add(EpochSettlement settled)
    {
        foreach (Provider provider in providers)
        {
            ParticipantOutcome outcome = settled.OutcomeOf(provider.Name);
            (Amount paid, Amount lost) = _sums[provider];
            _sums[provider] = (paid + outcome.Reward, lost + outcome.Slashed);
        }
    }

    public IEnumerable<ConductSummary> Summarise(NetworkState state)
    {
        foreach (IGrouping<Conduct, Provider> group in providers.GroupBy(provider => provider.Conduct).OrderBy(group => group.Key))
        {
            yield return new ConductSummary(
                group.Key,
                state.Epoch.Number,
                group.Average(provider => (double)state.StateOf(provider.Name).Stake.Total.Units),
                group.Average(provider => mechanism.ScoreOf(state.StateOf(provider.Name), state.Epoch).Parts / 1e18),
                group.Average(provider => (double)_sums[provider].Paid.Units),
                group.Average(provider => (double)_sums[provider].Lost.Units));
        }
    }
}
