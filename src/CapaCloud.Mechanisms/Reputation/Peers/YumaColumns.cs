namespace CapaCloud.Mechanisms.Reputation;

/// <summary>The matrix steps of Yuma consensus, over normalised stakes and weights.</summary>
internal sealed class YumaColumns
{
    private readonly Proportion[] _stakes;
    private readonly Proportion[] _weights;
    private readonly int _servers;

    private YumaColumns(Proportion[] stakes, Proportion[] weights, int servers)
    {
        _stakes = stakes;
        _weights = weights;
        _servers = servers;
    }

    private int Validators => _stakes.Length;

    public static YumaColumns Of(YumaRound round)
    {
        int validators = round.Stakes.Length;
        if (validators == 0 || round.Weights.Length % validators != 0 || round.Bonds.Length != round.Weights.Length)
        {
            throw new ArgumentException(
                $"{Prose.Count(round.Weights.Length, "weight")} and {round.Bonds.Length} bonds of {Prose.Count(validators, "validator")}; expected one of each for every "
                    + "pair of validator and server.",
                nameof(round));
        }

        Amount total = Amount.Zero;
        foreach (Amount stake in round.Stakes)
        {
            total += stake;
        }

        if (total.IsZero)
        {
            throw new ArgumentException($"The stake of all {Prose.Count(validators, "validator")} is 0; nobody has a say.", nameof(round));
        }

        Proportion[] stakes = new Proportion[validators];
        for (int validator = 0; validator < validators; validator++)
        {
            stakes[validator] = Proportion.FromQuotient(round.Stakes[validator].Units, total.Units, Rounding.Down);
        }

        int servers = round.Weights.Length / validators;
        Proportion[] weights = new Proportion[round.Weights.Length];
        for (int validator = 0; validator < validators; validator++)
        {
            RowToOne(round.Weights.Slice(validator * servers, servers), weights.AsSpan(validator * servers, servers));
        }

        return new YumaColumns(stakes, weights, servers);
    }

    /// <summary>Each value's share of the sum, rounded down; all zero when the sum is.</summary>
    public static Proportion[] Shares(UInt128[] values)
    {
        UInt128 sum = UInt128.Zero;
        foreach (UInt128 value in values)
        {
            sum += value;
        }

        return Array.ConvertAll(values, value => sum == UInt128.Zero ? Proportion.Zero : Proportion.FromQuotient(value, sum, Rounding.Down));
    }

    public Proportion[] Consensus(ReadOnlySpan<Amount> stakes, Proportion kappa)
    {
        Proportion[] consensus = new Proportion[_servers];
        Proportion[] column = new Proportion[Validators];
        for (int server = 0; server < _servers; server++)
        {
            for (int validator = 0; validator < Validators; validator++)
            {
                column[validator] = _weights[(validator * _servers) + server];
            }

            consensus[server] = StakeWeightedMedian.Of(stakes, column, kappa);
        }

        return consensus;
    }

    public Proportion[] Clipped(Proportion[] consensus)
    {
        Proportion[] clipped = new Proportion[_weights.Length];
        for (int pair = 0; pair < clipped.Length; pair++)
        {
            clipped[pair] = Proportion.Min(_weights[pair], consensus[pair % _servers]);
        }

        return clipped;
    }

    public UInt128[] Ranks(Proportion[] clipped)
    {
        UInt128[] ranks = new UInt128[_servers];
        for (int pair = 0; pair < clipped.Length; pair++)
        {
            ranks[pair % _servers] += Math.BigMul(_stakes[pair / _servers].Parts, clipped[pair].Parts);
        }

        return Array.ConvertAll(ranks, rank => rank / Proportion.PartsPerOne);
    }

    /// <summary>(1 - penalty) of the raw weights and penalty of the clipped ones.</summary>
    public Proportion[] Between(Proportion[] clipped, Proportion penalty)
    {
        Proportion[] between = new Proportion[clipped.Length];
        for (int pair = 0; pair < between.Length; pair++)
        {
            Proportion taken = _weights[pair].SubtractToZero(clipped[pair]).Multiply(penalty, Rounding.HalfUp);
            between[pair] = _weights[pair].SubtractToZero(taken);
        }

        return between;
    }

    public Proportion[] SharedBonds(Proportion[] followed, ReadOnlySpan<Proportion> before, Proportion rate)
    {
        Proportion[] bought = new Proportion[followed.Length];
        for (int pair = 0; pair < bought.Length; pair++)
        {
            bought[pair] = _stakes[pair / _servers].Multiply(followed[pair], Rounding.HalfUp);
        }

        bought = ToOne(bought);
        Proportion[] held = ToOne(before.ToArray());
        for (int pair = 0; pair < bought.Length; pair++)
        {
            bought[pair] = bought[pair].Multiply(rate, Rounding.HalfUp).AddToOne(held[pair].Multiply(rate.Complement, Rounding.HalfUp));
        }

        return ToOne(bought);
    }

    public Proportion[] OwnBonds(
        Proportion[] followed, ReadOnlySpan<Proportion> before, Proportion[] consensus, Proportion rate, LiquidAlpha? liquid)
    {
        Proportion[] bonds = new Proportion[followed.Length];
        for (int pair = 0; pair < bonds.Length; pair++)
        {
            Proportion share = liquid?.Rate(followed[pair], consensus[pair % _servers], before[pair]) ?? rate;
            bonds[pair] = before[pair].Multiply(share.Complement, Rounding.HalfUp).AddToOne(followed[pair].Multiply(share, Rounding.HalfUp));
        }

        return bonds;
    }

    /// <summary>Every column scaled to a sum of one, rounded down; a column of zeros stays.</summary>
    public Proportion[] ToOne(Proportion[] matrix)
    {
        UInt128[] sums = new UInt128[_servers];
        for (int pair = 0; pair < matrix.Length; pair++)
        {
            sums[pair % _servers] += matrix[pair].Parts;
        }

        Proportion[] scaled = new Proportion[matrix.Length];
        for (int pair = 0; pair < matrix.Length; pair++)
        {
            UInt128 sum = sums[pair % _servers];
            scaled[pair] = sum == UInt128.Zero ? Proportion.Zero : Proportion.FromQuotient(matrix[pair].Parts, sum, Rounding.Down);
        }

        return scaled;
    }

    public Proportion[] Dividends(Proportion[] bonds, Proportion[] incentive, bool byStake)
    {
        UInt128[] earned = new UInt128[Validators];
        for (int validator = 0; validator < Validators; validator++)
        {
            UInt128 sum = UInt128.Zero;
            for (int server = 0; server < _servers; server++)
            {
                sum += Math.BigMul(bonds[(validator * _servers) + server].Parts, incentive[server].Parts);
            }

            sum /= Proportion.PartsPerOne;
            earned[validator] = byStake ? Math.BigMul((ulong)sum, _stakes[validator].Parts) / Proportion.PartsPerOne : sum;
        }

        return Shares(earned);
    }

    public Proportion[] ValidatorTrust(Proportion[] clipped)
    {
        Proportion[] trust = new Proportion[Validators];
        for (int validator = 0; validator < Validators; validator++)
        {
            foreach (Proportion weight in clipped.AsSpan(validator * _servers, _servers))
            {
                trust[validator] = trust[validator].AddToOne(weight);
            }
        }

        return trust;
    }

    private static void RowToOne(ReadOnlySpan<ulong> raw, Span<Proportion> row)
    {
        UInt128 sum = UInt128.Zero;
        foreach (ulong weight in raw)
        {
            sum += weight;
        }

        for (int server = 0; server < raw.Length; server++)
        {
            row[server] = sum == UInt128.Zero ? Proportion.Zero : Proportion.FromQuotient(raw[server], sum, Rounding.Down);
        }
    }
}
