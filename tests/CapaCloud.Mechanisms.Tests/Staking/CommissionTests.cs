using System.Text.Json;
using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Tests.Staking;

public sealed class CommissionTests
{
    private static Commission Five => new()
    {
        Rate = Proportion.Percent(5),
        Ceiling = Proportion.One,
        LargestStep = Proportion.One,
        Notice = EpochSpan.Of(7),
    };

    /// <summary>The reported fault: from 5 % to 100 % in the epoch of the payment took 1,000,000 of what was earned in the 21 epochs before.</summary>
    [Fact]
    public void ChangeTo_raiseInThePayoutEpoch_takesNothingOfWhatWasEarnedBefore()
    {
        Commission raised = Five.ChangeTo(Proportion.One, Epoch.Of(21));
        for (ulong earned = 0; earned <= 28; earned++)
        {
            Assert.Equal(Amount.Of(50_000), raised.Divide(Amount.Of(1_000_000), Epoch.Of(earned)).Operator);
        }

        Assert.Equal((Amount.Of(1_000_000), Amount.Zero), raised.Divide(Amount.Of(1_000_000), Epoch.Of(29)));
        Assert.Equal(Proportion.One, raised.Announced);
    }

    [Fact]
    public void ChangeTo_cut_countsFromTheNextEpoch()
    {
        Commission cut = Five.ChangeTo(Proportion.Percent(2), Epoch.Of(3));
        Assert.Equal((Proportion.Percent(5), Proportion.Percent(2)), (cut.RateIn(Epoch.Of(3)), cut.RateIn(Epoch.Of(4))));
    }

    /// <summary>A cut of a raise that does not count yet is a raise of what counts: it cannot shorten the notice.</summary>
    [Fact]
    public void ChangeTo_cutOfAPendingRaise_keepsTheNotice()
    {
        Commission twice = Five.ChangeTo(Proportion.Percent(50), Epoch.Of(10)).ChangeTo(Proportion.Percent(40), Epoch.Of(12));
        Assert.Equal(Proportion.Percent(5), twice.RateIn(Epoch.Of(17)));
        Assert.Equal(Proportion.Percent(40), twice.RateIn(Epoch.Of(18)));
        Assert.Equal(Proportion.Percent(40), twice.RateIn(Epoch.Of(20)));
        Commission back = twice.ChangeTo(Proportion.Percent(1), Epoch.Of(13));
        Assert.Equal((Proportion.Percent(5), Proportion.Percent(1), Proportion.Percent(1)), (back.RateIn(Epoch.Of(13)), back.RateIn(Epoch.Of(14)), back.RateIn(Epoch.Of(99))));
    }

    [Theory]
    [InlineData(19U)]
    [InlineData(10U)]
    public void ChangeTo_towardATightenedCeiling_isAlwaysAllowed(uint percent)
    {
        Commission tightened = new() { Rate = Proportion.Percent(20), Ceiling = Proportion.Percent(10), LargestStep = Proportion.Percent(1), Pause = EpochSpan.Of(100) };
        Assert.Equal(Proportion.Percent(percent), tightened.ChangeTo(Proportion.Percent(percent), Epoch.Of(1)).RateIn(Epoch.Of(2)));
    }

    [Fact]
    public void ChangeTo_towardARaisedFloor_isAlwaysAllowedAndIsARaise()
    {
        Commission raised = Five with { Floor = Proportion.Percent(10), LargestStep = Proportion.Percent(1), Pause = EpochSpan.Of(100) };
        Commission moved = raised.ChangeTo(Proportion.Percent(10), Epoch.Of(1));
        Assert.Equal((Proportion.Percent(5), Proportion.Percent(10)), (moved.RateIn(Epoch.Of(8)), moved.RateIn(Epoch.Of(9))));
        Assert.Equal(Proportion.Percent(6), raised.ChangeTo(Proportion.Percent(6), Epoch.Of(1)).Announced);
    }

    [Theory]
    [InlineData(21U, 50UL, "exceeds the ceiling; expected at most 0.2")]
    [InlineData(4U, 50UL, "is below the floor; expected at least 0.05")]
    [InlineData(13U, 50UL, "is a step of 0.03; expected at most 0.02")]
    [InlineData(7U, 50UL, "is a step of 0.03; expected at most 0.02")]
    [InlineData(11U, 6UL, "comes in epoch 6; expected 7 epochs or more since epoch 0")]
    public void ChangeTo_outOfBounds_isRefusedByName(uint percent, ulong now, string complaint)
    {
        Commission commission = new()
        {
            Rate = Proportion.Percent(10),
            Floor = Proportion.Percent(5),
            Ceiling = Proportion.Percent(20),
            LargestStep = Proportion.Percent(2),
            Pause = EpochSpan.Of(7),
        };
        StakeRefusedException refused = Assert.Throws<StakeRefusedException>(() => commission.ChangeTo(Proportion.Percent(percent), Epoch.Of(now)));
        Assert.Equal(StakeRefusal.ChangeTooLarge, refused.Refusal);
        Assert.Contains(complaint, refused.Message, StringComparison.Ordinal);
        Assert.Equal(Proportion.Percent(12), commission.ChangeTo(Proportion.Percent(12), Epoch.Of(7)).Announced);
        Assert.Equal(Proportion.Percent(8), commission.ChangeTo(Proportion.Percent(8), Epoch.Of(7)).Announced);
    }

    [Fact]
    public void ChangeTo_beyondATightenedCeiling_isAStepFromIt()
    {
        Commission tightened = new() { Rate = Proportion.Percent(20), Ceiling = Proportion.Percent(10), LargestStep = Proportion.Percent(1) };
        Assert.Equal(Proportion.Percent(9), tightened.ChangeTo(Proportion.Percent(9), Epoch.Of(1)).Announced);
        Assert.Contains("is a step of 0.02", Assert.Throws<StakeRefusedException>(() => tightened.ChangeTo(Proportion.Percent(8), Epoch.Of(1))).Message, StringComparison.Ordinal);
        Assert.Throws<StakeRefusedException>(() => tightened.ChangeTo(Proportion.Percent(21), Epoch.Of(1)));
    }

    [Fact]
    public void ChangeTo_inThePastOrBeyondTime_isRefused()
    {
        Commission changed = Five.ChangeTo(Proportion.Percent(6), Epoch.Of(9));
        Assert.Equal(StakeRefusal.EpochInPast, Assert.Throws<StakeRefusedException>(() => changed.ChangeTo(Proportion.Percent(7), Epoch.Of(8))).Refusal);
        Assert.Equal(StakeRefusal.ReleaseBeyondTime, Assert.Throws<StakeRefusedException>(() => changed.ChangeTo(Proportion.Percent(7), Epoch.Of(ulong.MaxValue - 7))).Refusal);
        Assert.Equal(StakeRefusal.ReleaseBeyondTime, Assert.Throws<StakeRefusedException>(() => changed.ChangeTo(Proportion.Percent(7), Epoch.MaxValue)).Refusal);
        Assert.Equal(Proportion.Percent(7), changed.ChangeTo(Proportion.Percent(7), Epoch.Of(ulong.MaxValue - 8)).RateIn(Epoch.MaxValue));
    }

    /// <summary>Of two raises of one epoch the second counts, from the epoch in which the first would have counted, and nothing is left of the first.</summary>
    [Fact]
    public void ChangeTo_raisedTwiceInOneEpoch_isRaisedOnce()
    {
        Commission raised = Five.ChangeTo(Proportion.Percent(20), Epoch.Of(3)).ChangeTo(Proportion.Percent(30), Epoch.Of(3));
        Assert.Equal<CommissionChange>([new CommissionChange(Epoch.Of(11), Proportion.Percent(30))], raised.Changes);
    }

    [Fact]
    public void Forget_paidEpochs_changesNothingLater()
    {
        Commission changed = Five.ChangeTo(Proportion.Percent(6), Epoch.Of(9)).ChangeTo(Proportion.Percent(2), Epoch.Of(30)), forgotten = changed.Forget(Epoch.Of(20));
        Assert.Single(forgotten.Changes);
        for (ulong epoch = 20; epoch < 40; epoch++)
        {
            Assert.Equal(changed.RateIn(Epoch.Of(epoch)), forgotten.RateIn(Epoch.Of(epoch)));
        }
    }

    [Fact]
    public void Json_roundTrip_isEqual()
    {
        Commission changed = Five.ChangeTo(Proportion.Percent(6), Epoch.Of(9));
        Commission read = JsonSerializer.Deserialize<Commission>(JsonSerializer.Serialize(changed))!;
        Assert.Equal(changed, read);
        Assert.Equal(changed.GetHashCode(), read.GetHashCode());
        Assert.Equal(new Commission(), JsonSerializer.Deserialize<Commission>("{}"));
    }
}
