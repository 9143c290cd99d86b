namespace CapaCloud.Mechanisms.Markets;

/// <summary>Puts other bids in the place of each bid of one side and asks the market again.</summary>
internal sealed class DeviationTrials(
    MarketSide side,
    Bid[] bids,
    UInt128[] otherPrices,
    Func<int, UInt128> otherUnits,
    DeviationQuantities? quantities,
    bool together,
    Func<Bid, Bid, UInt128?>? priceLike = null,
    string[]? classes = null)
{
    /// <summary>What one side's search found.</summary>
    internal readonly record struct Result(
        List<Deviation> Profitable, List<JointDeviation> Together, int Searched, ulong Cleared, bool EveryQuantity, bool EveryLargerQuantity, bool EveryBidTogether);

    public Result Run(Func<Bid[], Award[]> clear, IReadOnlyCollection<int>? only)
    {
        Award[] truthful = clear([.. bids]);
        Result result = new([], [], 0, 1, quantities is not null, quantities is not null, true);
        SortedSet<int> first = [];
        foreach (int position in only ?? [.. Enumerable.Range(0, bids.Length)])
        {
            if (position < 0 || position >= bids.Length)
            {
                throw new ArgumentOutOfRangeException(nameof(only), $"There is no bid {position}; expected a position from 0 to {bids.Length - 1}.");
            }

            result = Alone(position, truthful, clear, result);
            first.Add(OwnOf(position)[0]);
        }

        return first.Aggregate(result, (found, position) => Together(OwnOf(position), truthful, clear, found));
    }

    private Result Alone(int position, Award[] truthful, Func<Bid[], Award[]> clear, Result result)
    {
        Bid truth = bids[position];
        SignedAmount before = Payoff(truth, truthful)!.Value;
        UInt128[] prices = CriticalPrices(truth);
        Deviation best = new(side, position, truth, truth, before, before);
        DeviationQuantities.Choice choice = quantities?.Of(truth.Quantity, otherUnits(position)) ?? new([truth.Quantity], false, false);
        ulong cleared = result.Cleared;
        foreach (ulong quantity in choice.Quantities)
        {
            foreach (UInt128 price in prices)
            {
                Bid other = truth with { Quantity = quantity, UnitPrice = Amount.Of(price) };
                if (other == truth || !Worth.Fits(quantity, other.UnitPrice) || IsDuplicate(other, position))
                {
                    continue;
                }

                SignedAmount? payoff = Payoff(truth, clear([.. bids[..position], other, .. bids[(position + 1)..]]));
                cleared++;
                best = payoff > best.Best ? best with { BestBid = other, Best = payoff.Value } : best;
            }
        }

        if (!best.Gain.IsZero)
        {
            result.Profitable.Add(best);
        }

        return result with
        {
            Searched = result.Searched + 1,
            Cleared = cleared,
            EveryQuantity = result.EveryQuantity && choice.EverySmaller,
            EveryLargerQuantity = result.EveryLargerQuantity && choice.EveryLarger,
        };
    }

    /// <summary>Every combination of prices for the bids of one bidder, their quantities as they are.</summary>
    private Result Together(int[] own, Award[] truthful, Func<Bid[], Award[]> clear, Result result)
    {
        if (own.Length < 2)
        {
            return result;
        }

        UInt128[] prices = !together || own.Length > DeviationSearch.MostBidsTogether ? [] : [.. own.SelectMany(position => CriticalPrices(bids[position])).Concat(FarPrices()).Distinct().Order()];
        ulong combinations = own.Aggregate(1UL, (product, _) => product > DeviationSearch.MostCombinations ? product : product * (ulong)prices.Length);
        if (prices.Length == 0 || combinations > DeviationSearch.MostCombinations)
        {
            return result with { EveryBidTogether = false };
        }

        SignedAmount before = Payoff(bids[own[0]], truthful)!.Value;
        (SignedAmount best, Bid[] bestBids, ulong cleared) = (before, [], result.Cleared);
        Bid[] all = [.. bids];
        for (ulong number = 0; number < combinations; number++)
        {
            ulong rest = number;
            foreach (int position in own)
            {
                all[position] = bids[position] with { UnitPrice = Amount.Of(prices[(int)(rest % (ulong)prices.Length)]) };
                rest /= (ulong)prices.Length;
            }

            if (own.All(position => Worth.Fits(all[position].Quantity, all[position].UnitPrice)) && !AreTwice(all, own) && Payoff(bids[own[0]], clear([.. all])) is { } payoff)
            {
                cleared++;
                (best, bestBids) = payoff > best ? (payoff, [.. own.Select(position => all[position])]) : (best, bestBids);
            }
        }

        if (best > before)
        {
            result.Together.Add(new JointDeviation(side, [.. own], [.. own.Select(position => bids[position])], [.. bestBids], before, best));
        }

        return result with { Cleared = cleared };
    }

    /// <summary>Prices at which a bid is as good as withdrawn, one for each bid: two of one bidder and price would be refused.</summary>
    private IEnumerable<UInt128> FarPrices()
    {
        UInt128 highest = otherPrices.Concat(bids.Select(bid => bid.UnitPrice.Units)).DefaultIfEmpty().Max();
        for (uint step = 0; step < DeviationSearch.MostBidsTogether; step++)
        {
            if (side == MarketSide.Buy)
            {
                yield return step;
            }
            else if (highest < UInt128.MaxValue - step)
            {
                yield return highest + step + UInt128.One;
            }
        }
    }

    private bool AreTwice(Bid[] all, int[] own)
    {
        foreach (int one in own)
        {
            foreach (int other in own)
            {
                if (one < other && all[one].UnitPrice == all[other].UnitPrice && ClassOf(one) == ClassOf(other))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private int[] OwnOf(int position) => [.. Enumerable.Range(0, bids.Length).Where(own => bids[own].Bidder == bids[position].Bidder)];

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

    /// <summary>The worth of all units the bidder got, in each class the dearest of its true bids first, less what it paid; or the mirror of it. A seller of more than it has gets null: it could not deliver.</summary>
    private SignedAmount? Payoff(Bid bidder, Award[] awards)
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
            if (side == MarketSide.Sell && units > kept.Aggregate(UInt128.Zero, (sum, bid) => sum + bid.Quantity))
            {
                return null;
            }

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
