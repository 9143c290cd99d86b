namespace CapaCloud.Mechanisms.Markets;

/// <summary>Puts other bids in the place of each bid of one side and asks the market again.</summary>
internal sealed class DeviationTrials(MarketSide side, Bid[] bids, UInt128[] otherPrices, bool quantities, Func<Bid, Bid, UInt128?>? priceLike = null, string[]? classes = null)
{
    /// <summary>What one side's search found.</summary>
    internal readonly record struct Result(List<Deviation> Profitable, int Searched, ulong Cleared, bool EveryQuantity);

    public Result Run(Func<Bid[], Award[]> clear, IReadOnlyCollection<int>? only)
    {
        List<Deviation> profitable = [];
        Award[] truthful = clear([.. bids]);
        ulong cleared = 1;
        bool everyQuantity = true;
        IEnumerable<int> searched = only ?? Enumerable.Range(0, bids.Length);
        int count = 0;
        foreach (int position in searched)
        {
            if (position < 0 || position >= bids.Length)
            {
                throw new ArgumentOutOfRangeException(nameof(only), $"There is no bid {position}; expected a position from 0 to {bids.Length - 1}.");
            }

            count++;
            SignedAmount before = Payoff(bids[position], truthful);
            UInt128[] prices = CriticalPrices(bids[position]);
            Deviation best = new(side, position, bids[position], bids[position], before, before);
            foreach (ulong quantity in Quantities(bids[position].Quantity, ref everyQuantity))
            {
                foreach (UInt128 price in prices)
                {
                    Bid other = bids[position] with { Quantity = quantity, UnitPrice = Amount.Of(price) };
                    if (other == bids[position] || !Worth.Fits(quantity, other.UnitPrice) || IsDuplicate(other, position))
                    {
                        continue;
                    }

                    SignedAmount payoff = Payoff(bids[position], clear([.. bids[..position], other, .. bids[(position + 1)..]]));
                    cleared++;
                    best = payoff > best.Best ? best with { BestBid = other, Best = payoff } : best;
                }
            }

            if (!best.Gain.IsZero)
            {
                profitable.Add(best);
            }
        }

        return new Result(profitable, count, cleared, everyQuantity);
    }

    /// <summary>Every price at which the order of bids changes, and its neighbours.</summary>
    private UInt128[] CriticalPrices(Bid own)
    {
        SortedSet<UInt128> prices = [UInt128.Zero];
        IEnumerable<UInt128> alike = priceLike is null ? [] : bids.Select(other => priceLike(own, other)).OfType<UInt128>();
        foreach (UInt128 price in otherPrices.Concat(bids.Select(bid => bid.UnitPrice.Units)).Concat(alike))
        {
            prices.Add(price);
            if (price < UInt128.MaxValue)
            {
                prices.Add(price + UInt128.One);
            }

            if (price > UInt128.Zero)
            {
                prices.Add(price - UInt128.One);
            }
        }

        return [.. prices];
    }

    private ulong[] Quantities(ulong whole, ref bool everyQuantity)
    {
        if (!quantities)
        {
            return [whole];
        }

        if (whole <= DeviationSearch.MostQuantities)
        {
            return [.. Enumerable.Range(1, (int)whole).Select(quantity => (ulong)quantity)];
        }

        everyQuantity = false;
        SortedSet<ulong> part = [1, whole, whole - 1];
        for (ulong step = 1; step < DeviationSearch.MostQuantities; step++)
        {
            part.Add(ulong.Max(1, (ulong)((UInt128)whole * step / DeviationSearch.MostQuantities)));
        }

        return [.. part];
    }

    private bool IsDuplicate(Bid other, int position)
    {
        for (int own = 0; own < bids.Length; own++)
        {
            if (own != position && bids[own].Bidder == other.Bidder && bids[own].UnitPrice == other.UnitPrice && ClassOf(own) == ClassOf(position))
            {
                return true;
            }
        }

        return false;
    }

    private string ClassOf(int position) => classes is null ? "" : classes[position];

    /// <summary>The worth of all units the bidder got, in each class the dearest of its true bids first, less what it paid; or the mirror of it.</summary>
    private SignedAmount Payoff(Bid bidder, Award[] awards)
    {
        Amount money = Amount.Zero, worth = Amount.Zero;
        Dictionary<string, (UInt128 Units, List<Bid> Bids)> own = new(StringComparer.Ordinal);
        for (int position = 0; position < bids.Length; position++)
        {
            if (bids[position].Bidder == bidder.Bidder)
            {
                money += awards[position].Payment;
                (UInt128 units, List<Bid> kept) = own.GetValueOrDefault(ClassOf(position), (UInt128.Zero, []));
                kept.Add(bids[position]);
                own[ClassOf(position)] = (units + awards[position].Quantity, kept);
            }
        }

        foreach ((UInt128 units, List<Bid> kept) in own.Values)
        {
            worth += WorthOf(units, kept);
        }

        return side == MarketSide.Buy ? SignedAmount.Change(money, worth) : SignedAmount.Change(worth, money);
    }

    private Amount WorthOf(UInt128 units, List<Bid> own)
    {
        own.Sort((left, right) => side == MarketSide.Buy ? right.UnitPrice.CompareTo(left.UnitPrice) : left.UnitPrice.CompareTo(right.UnitPrice));
        Amount worth = Amount.Zero;
        foreach (Bid bid in own)
        {
            UInt128 taken = UInt128.Min(units, bid.Quantity);
            worth += Amount.Of(taken * bid.UnitPrice.Units);
            units -= taken;
        }

        return worth;
    }
}
