using System.Text.Json;
using CapaCloud.Mechanisms.Presets.Networks.Kleros;
using FsCheck.Xunit;

namespace CapaCloud.Mechanisms.Presets.Tests.Networks.Kleros;

public sealed class KlerosRoundTests
{
    private static readonly KlerosRound Round = new() { MinStake = Amount.Of(1_000), AlphaBasisPoints = 10_000 };

    [Property]
    public void Execute_anyRound_paysOutExactlyWhatItTakes(int seed)
    {
        Random random = new(seed);
        KlerosRound round = new() { MinStake = Amount.Of((ulong)random.NextInt64()), AlphaBasisPoints = (uint)random.Next(0, 20_001) };
        KlerosVote[] votes = [.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => new KlerosVote(random.Next(4), random.Next(4) is var choice && choice == 3 ? null : choice))];
        Amount[] stakes = [.. Enumerable.Range(0, 4).Select(_ => Amount.Of((ulong)random.NextInt64()))];
        Amount fees = Amount.Of((ulong)random.NextInt64());
        KlerosExecution execution = round.Execute(votes, new KlerosRuling(random.Next(3), random.Next(3) == 0), fees, stakes);
        Amount Sum(Func<KlerosJuror, Amount> of) => execution.Jurors.Aggregate(Amount.Zero, (sum, juror) => sum + of(juror));
        Assert.Equal(execution.Penalties, Sum(juror => juror.Penalty));
        Assert.Equal(execution.Penalties, Sum(juror => juror.Reward) + execution.PenaltiesLeftOver);
        Assert.Equal(fees, Sum(juror => juror.Fee) + execution.FeesLeftOver);
        Assert.All(execution.Jurors.Select((juror, number) => (juror, number)), pair => Assert.Equal(stakes[pair.number], pair.juror.Penalty + pair.juror.Stake!.Value));
    }

    /// <summary>Three votes at 1,000 each against a stake of 1,500: the third finds nothing, and the winners share 1,500.</summary>
    [Fact]
    public void Execute_jurorOutOfStake_losesWhatItHas()
    {
        KlerosVote[] votes = [new(0, 1), new(0, 1), new(0, 1), new(1, 2), new(1, 2), new(1, 2), new(1, 2)];
        KlerosExecution execution = Round.Execute(votes, KlerosRuling.Of(votes), Amount.Zero, Amount.Of(1_500), Amount.Of(5_000));
        Assert.Equal(Amount.Of(1_500), execution.Penalties);
        Assert.Equal(Amount.Of(375), execution.RewardPerVote);
        Assert.True(execution.Jurors[0].IsUnstaked);
        Assert.False(execution.Jurors[1].IsUnstaked);
    }

    /// <summary>A later round ruled otherwise: the round's own minority is paid.</summary>
    [Fact]
    public void Execute_rulingOfALaterRound_decidesWhoIsCoherent()
    {
        KlerosVote[] votes = [new(0, 1), new(1, 2), new(2, 2)];
        KlerosExecution execution = Round.Execute(votes, new KlerosRuling(1, false), Amount.Of(90));
        Assert.Equal(Amount.Of(2_000), execution.Jurors[0].Reward);
        Assert.Equal(Amount.Of(90), execution.Jurors[0].Fee);
        Assert.Equal(execution, JsonSerializer.Deserialize<KlerosExecution>(JsonSerializer.Serialize(execution)));
    }

    [Fact]
    public void Execute_badRound_isRefused()
    {
        Assert.Throws<ArgumentException>(() => Round.Execute([], default, Amount.Zero));
        Assert.Throws<ArgumentException>(() => Round.Execute([new(-1, 1)], default, Amount.Zero));
        Assert.Throws<ArgumentException>(() => Round.Execute([new(2, 1)], default, Amount.Zero, Amount.Zero));
    }
}
