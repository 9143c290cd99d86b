using CapaCloud.Mechanisms.Rewards;

namespace CapaCloud.Mechanisms.Tests.Rewards;

/// <summary>A splitter with one thing wrong, to see a law fail.</summary>
internal sealed class MutantSplitter(IRewardSplitter inner) : IRewardSplitter
{
    public RewardSplitterPromises Promises { get; init; }

    public Amount? Gain { get; init; }

    public Action<Amount[], Amount>? Alter { get; init; }

    public Func<UInt128, UInt128>? Weigh { get; init; }

    public RewardSplitOutcome? Outcome { get; init; }

    public bool KeepsWhatWasThere { get; init; }

    public Amount SplitGain(Amount pool) => Gain ?? inner.SplitGain(pool);

    public RewardSplit Split(Amount pool, ReadOnlySpan<UInt128> weights, in TieBreak tieBreak, Span<Amount> shares)
    {
        Amount before = shares.IsEmpty ? Amount.Zero : shares[0];
        UInt128[] weighed = Weigh is null ? weights.ToArray() : Array.ConvertAll(weights.ToArray(), weight => Weigh(weight));
        RewardSplit split = inner.Split(pool, weighed, tieBreak, shares);
        if (shares.IsEmpty)
        {
            return split;
        }

        Amount[] altered = shares.ToArray();
        Alter?.Invoke(altered, split.Remainder);
        altered.CopyTo(shares);
        if (KeepsWhatWasThere)
        {
            shares[0] = before;
        }

        return split with { Outcome = Outcome ?? split.Outcome };
    }
}
