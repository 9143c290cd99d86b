namespace CapaCloud.Mechanisms.Markets;

/// <summary>Puts other values in the place of each bid for a bundle and asks the market again.</summary>
internal sealed class BundleTrials
{
    private readonly IBundleAuction _rule;
    private readonly BundleLot _lot;
    private readonly BundleBid[] _bids;
    private readonly Digest _seed;
    private readonly UInt128 _most;
    private readonly BundleOutcome _truthful;

    public BundleTrials(IBundleAuction rule, BundleLot lot, BundleBid[] bids, Digest seed, UInt128 most)
    {
        (_rule, _lot, _bids, _seed, _most) = (rule, lot, bids, seed, most);
        _truthful = rule.Clear(lot, bids, seed);
    }

    public ulong Cleared { get; private set; } = 1;

    public bool EveryValue { get; private set; } = true;

    public BundleDeviation Best(int position)
    {
        SignedAmount before = Payoff(position, _truthful);
        BundleDeviation best = new(position, _bids[position], _bids[position].Value, before, before);
        UInt128 top = UInt128.One;
        for (int other = 0; other < _bids.Length; other++)
        {
            top += other == position ? UInt128.Zero : _bids[other].Value.Units;
        }

        top = UInt128.Min(top, (UInt128.One << 96) - UInt128.One);
        HashSet<UInt128> tried = [];
        if (top < _most)
        {
            return Try(position, Spaced(UInt128.Zero, top, UInt128.One), tried, best);
        }

        EveryValue = false;
        UInt128 step = top / _most;
        best = Try(position, Spaced(UInt128.Zero, top, step), tried, best);
        best = Try(position, Marked(position, top), tried, best);
        while (step > UInt128.One)
        {
            UInt128 centre = best.BestValue.Units, wide = step;
            step = UInt128.Max(UInt128.One, step / 4);
            best = Try(position, Spaced(centre > wide ? centre - wide : UInt128.Zero, UInt128.Min(top, centre + wide), step), tried, best);
        }

        return best;
    }

    private static IEnumerable<UInt128> Spaced(UInt128 from, UInt128 to, UInt128 step)
    {
        for (UInt128 value = from; value <= to; value += step)
        {
            yield return value;
        }

        yield return to;
    }

    /// <summary>What the bid is charged and what others are worth, with the neighbours.</summary>
    private IEnumerable<UInt128> Marked(int position, UInt128 top)
    {
        foreach (UInt128 mark in _bids.Select(bid => bid.Value.Units).Append(_truthful.Awards[position].Payment.Units).Where(mark => mark < top))
        {
            yield return mark;
            yield return mark + UInt128.One;
            yield return mark > UInt128.Zero ? mark - UInt128.One : mark;
        }
    }

    private BundleDeviation Try(int position, IEnumerable<UInt128> values, HashSet<UInt128> tried, BundleDeviation best)
    {
        foreach (UInt128 value in values)
        {
            if (value == _bids[position].Value.Units || !tried.Add(value))
            {
                continue;
            }

            BundleBid[] others = [.. _bids];
            others[position] = others[position] with { Value = Amount.Of(value) };
            SignedAmount payoff = Payoff(position, _rule.Clear(_lot, others, _seed));
            Cleared++;
            best = payoff > best.Best ? best with { BestValue = Amount.Of(value), Best = payoff } : best;
        }

        return best;
    }

    /// <summary>What all bids of the bidder brought it, by what the bundles are really worth.</summary>
    private SignedAmount Payoff(int position, BundleOutcome outcome)
    {
        (Amount worth, Amount paid) = (Amount.Zero, Amount.Zero);
        for (int own = 0; own < _bids.Length; own++)
        {
            if (_bids[own].Bidder == _bids[position].Bidder && outcome.Awards[own].Won)
            {
                (worth, paid) = (worth + _bids[own].Value, paid + outcome.Awards[own].Payment);
            }
        }

        return SignedAmount.Change(paid, worth);
    }
}
