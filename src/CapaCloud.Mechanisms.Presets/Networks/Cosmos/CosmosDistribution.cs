using System.Numerics;

namespace CapaCloud.Mechanisms.Presets.Networks.Cosmos;

/// <summary>Rewards of one validator and its delegators by the Cosmos SDK's periods (F1), digit for digit.</summary>
/// <remarks>
/// <code>
/// a period ends with every delegation, withdrawal and slash: ratio' = ratio + truncate(rewards / tokens)
/// reward = sum over slash segments of truncate((ratio at its end - ratio at its begin) * stake);  stake' = truncate(stake * (1 - fraction))
/// the last stake is at most what the shares are worth, within 3 parts of 10^18; commission = reward * rate, ties to even
/// </code>
/// Tokens in base units, the rest with 18 digits. Payments are whole units; a delegator's fraction goes to the community pool, an operator's stays. A delegation earns nothing in
/// its first block. Mutable: it replays a chain. New mechanisms take <c>DelegatorRewards</c> of CapaCloud.Mechanisms, which rounds no stake and depends on no order of calls.
/// Source: cosmos/cosmos-sdk, x/distribution/keeper/delegation.go and validator.go.
/// </remarks>
public sealed class CosmosDistribution
{
    private static readonly BigInteger Margin = 3;

    private readonly CosmosDecimal _rate;

    private readonly BigInteger _powerReduction;

    private readonly Dictionary<ulong, (CosmosDecimal Ratio, int References)> _history = new() { [0] = (default, 1) };

    private readonly Dictionary<string, Delegation> _delegations = new(StringComparer.Ordinal);

    private readonly List<(ulong Height, ulong Period, CosmosDecimal Fraction)> _slashes = [];

    private ulong _period = 1;

    private ulong _height;

    private CosmosDecimal _current, _outstanding;

    private CosmosValidatorTokens _validator;

    /// <summary>Initializes a new instance of the <see cref="CosmosDistribution"/> class with the operator's own delegation.</summary>
    /// <param name="operatorName">The name of the operator as a delegator.</param>
    /// <param name="tokens">Its own tokens, in base units.</param>
    /// <param name="commissionRate">The operator's part of rewards.</param>
    /// <param name="powerReduction">How many base units one unit of voting power stands for.</param>
    public CosmosDistribution(string operatorName, Amount tokens, CosmosDecimal commissionRate, BigInteger powerReduction)
    {
        _rate = commissionRate;
        _powerReduction = powerReduction;
        (_validator, CosmosDecimal shares) = default(CosmosValidatorTokens).Delegate(CosmosTokens.From(tokens));
        EndPeriod();
        Begin(operatorName, shares);
    }

    /// <summary>Gets the commission that was not withdrawn.</summary>
    public CosmosDecimal Commission { get; private set; }

    /// <summary>Gets what went to the community pool.</summary>
    public CosmosDecimal CommunityPool { get; private set; }

    /// <summary>Gets how many references to past periods are kept.</summary>
    public int References => _history.Values.Sum(entry => entry.References);

    /// <summary>Lets blocks pass.</summary>
    /// <param name="blocks">How many.</param>
    public void NextBlock(ulong blocks) => _height += blocks;

    /// <summary>Adds a reward.</summary>
    /// <param name="amount">The reward.</param>
    public void Allocate(CosmosDecimal amount)
    {
        CosmosDecimal commission = amount.Multiply(_rate);
        Commission = Commission.Add(commission);
        _current = _current.Add(amount.Subtract(commission));
        _outstanding = _outstanding.Add(amount);
    }

    /// <summary>Adds a delegation; who has one is paid first.</summary>
    /// <param name="delegator">The delegator.</param>
    /// <param name="tokens">How much, in base units.</param>
    /// <returns>What it is paid, in base units.</returns>
    public BigInteger Delegate(string delegator, Amount tokens)
    {
        BigInteger paid = BigInteger.Zero;
        CosmosDecimal shares = default;
        if (_delegations.TryGetValue(delegator, out Delegation? delegation))
        {
            shares = delegation.Shares;
            paid = Settle(delegator);
        }
        else
        {
            EndPeriod();
        }

        (_validator, CosmosDecimal issued) = _validator.Delegate(CosmosTokens.From(tokens));
        Begin(delegator, shares.Add(issued));
        return paid;
    }

    /// <summary>Pays a delegator.</summary>
    /// <param name="delegator">The delegator.</param>
    /// <returns>What is paid, in base units.</returns>
    public BigInteger Withdraw(string delegator)
    {
        CosmosDecimal shares = _delegations[delegator].Shares;
        BigInteger paid = Settle(delegator);
        Begin(delegator, shares);
        return paid;
    }

    /// <summary>Pays the operator its commission.</summary>
    /// <returns>What is paid, in base units.</returns>
    public BigInteger WithdrawCommission()
    {
        CosmosDecimal whole = Commission.TruncateToInteger();
        Commission = Commission.Subtract(whole);
        _outstanding = _outstanding.Subtract(whole);
        return whole.Parts / CosmosDecimal.One.Parts;
    }

    /// <summary>Slashes for a fault of the present block.</summary>
    /// <param name="power">The voting power at the fault.</param>
    /// <param name="fraction">The part that is slashed.</param>
    public void Slash(BigInteger power, CosmosDecimal fraction)
    {
        BigInteger wanted = CosmosDecimal.FromInteger(power * _powerReduction).Multiply(fraction).TruncateToInteger().Parts / CosmosDecimal.One.Parts;
        BigInteger burned = BigInteger.Min(wanted, _validator.Tokens.Units);
        CosmosDecimal effective = CosmosDecimal.FromInteger(burned).DivideRoundUp(CosmosDecimal.FromInteger(_validator.Tokens.Units));
        ulong period = EndPeriod();
        Refer(period, 1);
        _slashes.Add((_height, period, effective.CompareTo(CosmosDecimal.One) > 0 ? CosmosDecimal.One : effective));
        (_validator, _) = _validator.Burn(new CosmosTokens(burned));
    }

    /// <summary>Ends the period and returns what delegators could withdraw, with its fraction.</summary>
    /// <param name="delegators">The delegators.</param>
    /// <returns>The rewards, in the same order.</returns>
    public IReadOnlyList<CosmosDecimal> Rewards(IReadOnlyList<string> delegators)
    {
        ulong end = EndPeriod();
        return [.. delegators.Select(delegator => RewardOf(_delegations[delegator], end))];
    }

    private BigInteger Settle(string delegator)
    {
        Delegation delegation = _delegations[delegator];
        CosmosDecimal reward = RewardOf(delegation, EndPeriod());
        reward = reward.CompareTo(_outstanding) > 0 ? _outstanding : reward;
        CosmosDecimal paid = reward.TruncateToInteger();
        _outstanding = _outstanding.Subtract(reward);
        CommunityPool = CommunityPool.Add(reward.Subtract(paid));
        Refer(delegation.Period, -1);
        _delegations.Remove(delegator);
        return paid.Parts / CosmosDecimal.One.Parts;
    }

    private void Begin(string delegator, CosmosDecimal shares)
    {
        ulong period = _period - 1;
        Refer(period, 1);
        CosmosDecimal stake = new(shares.Parts * _validator.Tokens.Units * CosmosDecimal.One.Parts / _validator.Shares.Parts);
        _delegations[delegator] = new Delegation(shares, period, stake, _height);
    }

    private CosmosDecimal RewardOf(Delegation delegation, ulong end)
    {
        if (delegation.Height == _height)
        {
            return default;
        }

        CosmosDecimal reward = default, stake = delegation.Stake;
        ulong begin = delegation.Period;
        foreach ((ulong height, ulong period, CosmosDecimal fraction) in _slashes)
        {
            if (height >= delegation.Height && height <= _height && period > begin)
            {
                reward = reward.Add(_history[period].Ratio.Subtract(_history[begin].Ratio).MultiplyTruncate(stake));
                stake = stake.MultiplyTruncate(CosmosDecimal.One.Subtract(fraction));
                begin = period;
            }
        }

        CosmosDecimal worth = _validator.TokensOf(delegation.Shares);
        if (stake.CompareTo(worth) > 0)
        {
            stake = stake.Parts - worth.Parts <= Margin
                ? worth
                : throw new InvalidOperationException($"A stake of {stake} after slashes exceeds the {worth} that the shares are worth by more than {Margin} parts of 10^18.");
        }

        return reward.Add(_history[end].Ratio.Subtract(_history[begin].Ratio).MultiplyTruncate(stake));
    }

    private ulong EndPeriod()
    {
        CosmosDecimal ratio = default;
        if (_validator.Tokens.IsZero)
        {
            CommunityPool = CommunityPool.Add(_current);
            _outstanding = _outstanding.Subtract(_current);
        }
        else
        {
            ratio = _current.DivideTruncate(CosmosDecimal.FromInteger(_validator.Tokens.Units));
        }

        CosmosDecimal before = _history[_period - 1].Ratio;
        Refer(_period - 1, -1);
        _history[_period] = (before.Add(ratio), 1);
        _current = default;
        return _period++;
    }

    private void Refer(ulong period, int change)
    {
        (CosmosDecimal ratio, int references) = _history[period];
        if (references + change == 0)
        {
            _history.Remove(period);
        }
        else
        {
            _history[period] = (ratio, references + change);
        }
    }

    private sealed record Delegation(CosmosDecimal Shares, ulong Period, CosmosDecimal Stake, ulong Height);
}
