using CapaCloud.Mechanisms.Reputation;

namespace CapaCloud.Mechanisms.Tests.Reputation;

public sealed class ForecastTests
{
    private static readonly Conduct OneGood = new(default, ConductKind.Proven, Ratio.One, Ratio.Zero);
    private static readonly Conduct OneBad = new(default, ConductKind.Proven, Ratio.Zero, Ratio.One);
    private static readonly EpochSpan Year = EpochSpan.Of(365);

    [Fact]
    public void TimeToReach_streak_isItsLength()
    {
        StreakReputation model = new();
        Assert.Equal(EpochSpan.Of(100), ReputationForecast.TimeToReach(model, model.Newcomer(default), Proportion.Percent(99), OneGood, Year));
        Assert.Null(ReputationForecast.TimeToReach(model, model.Newcomer(default), Proportion.Percent(99), OneGood, EpochSpan.Of(99)));
    }

    [Fact]
    public void TimeToReach_alreadyThere_isZero()
    {
        BetaReputation model = new();
        Assert.Equal(EpochSpan.Zero, ReputationForecast.TimeToReach(model, model.Newcomer(default), Proportion.Half, OneGood, Year));
    }

    [Fact]
    public void TimeToReach_beta_isTheFirstEpochAndNoEarlier()
    {
        BetaReputation model = new();
        Proportion tier = Proportion.Percent(90);
        ulong epochs = ReputationForecast.TimeToReach(model, model.Newcomer(default), tier, OneGood, Year)!.Value.Epochs;
        ReputationRecord record = model.Newcomer(default);
        for (ulong epoch = 1; epoch <= epochs; epoch++)
        {
            Assert.True(model.Read(record) < tier);
            record = model.Add(record, OneGood with { Epoch = Epoch.Of(epoch) });
        }

        Assert.True(model.Read(record) >= tier);
    }

    /// <summary>A beta score of long standing tends to (1 + w) / (2 + w) with w = 1 / (1 - 2^(-1/30)): no tier above is ever reached.</summary>
    [Fact]
    public void TimeToReach_beyondTheSteadyState_isNever() =>
        Assert.Null(ReputationForecast.TimeToReach(new BetaReputation(), default, Proportion.Percent(99), OneGood, EpochSpan.Of(5_000)));

    [Fact]
    public void CostOfFailure_halfLife_halvesTheScore()
    {
        HalfLifeReputation model = new() { Prior = Proportion.Percent(80) };
        FailureForecast cost = ReputationForecast.CostOfFailure(model, model.Newcomer(default), OneBad, OneGood, EpochSpan.Of(1_000));
        Assert.Equal(("0.8", "0.4", "0.4"), (cost.Before.ToString(), cost.After.ToString(), cost.Lost.ToString()));
        Assert.InRange(cost.Recovery!.Value.Epochs, 50UL, 200UL);
    }

    [Fact]
    public void CostOfFailure_blacklisting_neverRecovers()
    {
        CredibilityReputation model = new() { Blacklisting = true };
        FailureForecast cost = ReputationForecast.CostOfFailure(model, model.Newcomer(default), OneBad, OneGood, EpochSpan.Of(1_000));
        Assert.Equal(("0.8", "0"), (cost.Before.ToString(), cost.After.ToString()));
        Assert.Null(cost.Recovery);
    }
}
