using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms.Tests.Settlement.Acceptance;

/// <summary>Who reports lesser faults of an offender takes nothing from who reports the heavier one.</summary>
public sealed class BountyTests
{
    private static readonly ParticipantId Carol = ParticipantId.Of("carol");

    private static readonly Mechanism Linear = Mechanism.Create(build => build
        .Slash(Offence.IncorrectResult, SlashingCurve.Linear(Proportion.One))
        .DividePenalties(bounty: Proportion.Percent(10), treasury: Proportion.Percent(40)));

    /// <summary>Alice has 1,000 units. A proof of severity 1 earns 100; ten of severity 0.1 are charged first and leave nothing to take for it.</summary>
    [Fact]
    public void TenLightProofs_takeNothingFromTheHeavyOne()
    {
        NetworkState state = Trial.Open(Linear, (Trial.Alice, 1_000), (Trial.Bob, 1_000), (Carol, 1_000));
        Evidence heavy = Trial.WrongEvidence(Trial.Alice, "heavy", Epoch.Zero, Proportion.One, Carol);
        Evidence[] light = [.. Enumerable.Range(0, 10).Select(number => Trial.WrongEvidence(Trial.Alice, $"light-{number}", Epoch.Zero, Proportion.Percent(10), Trial.Bob))];
        EpochSettlement settled = Trial.Settle(Linear, state, report => report with { Evidence = [.. light, heavy] });
        Assert.Equal((Amount.Of(1_000), Amount.Of(100)), (settled.OutcomeOf(Trial.Alice).Slashed, settled.OutcomeOf(Trial.Alice).Bounties));
        Assert.Equal((Amount.Of(100), Amount.Zero), (Trial.ToWallet(Carol, settled), Trial.ToWallet(Trial.Bob, settled)));
    }

    /// <summary>A heavy proof of half of the stake leaves the other half of the bounty to the light ones, in the order of what they take.</summary>
    [Fact]
    public void WhatTheHeavyProofDoesNotTake_isTheLighterOnes()
    {
        NetworkState state = Trial.Open(Linear, (Trial.Alice, 1_000), (Trial.Bob, 1_000), (Carol, 1_000));
        Evidence heavy = Trial.WrongEvidence(Trial.Alice, "heavy", Epoch.Zero, Proportion.Half, Carol);
        Evidence[] light = [.. Enumerable.Range(0, 9).Select(number => Trial.WrongEvidence(Trial.Alice, $"light-{number}", Epoch.Zero, Proportion.Percent(10), Trial.Bob))];
        EpochSettlement settled = Trial.Settle(Linear, state, report => report with { Evidence = [.. light, heavy] });
        Assert.Equal((Amount.Of(50), Amount.Of(50)), (Trial.ToWallet(Carol, settled), Trial.ToWallet(Trial.Bob, settled)));
    }

    /// <summary>The same fault as a light one under an earlier epoch, in the same report: charged first, and the dear one pays only the difference. The bounty is the dear one's all the same.</summary>
    [Fact]
    public void LightReportOfTheSameFaultUnderAnotherEpoch_takesNothing()
    {
        NetworkState state = Trial.Idle(Linear, Trial.Open(Linear, (Trial.Alice, 1_000), (Trial.Bob, 1_000), (Carol, 1_000)), 2);
        Evidence heavy = Trial.WrongEvidence(Trial.Alice, "t", Epoch.Of(1), Proportion.One, Carol), light = Trial.WrongEvidence(Trial.Alice, "t", Epoch.Zero, Proportion.Percent(90), Trial.Bob);
        EpochSettlement settled = Trial.Settle(Linear, state, report => report with { Evidence = [light, heavy] });
        Assert.Equal((Amount.Of(100), Amount.Zero), (Trial.ToWallet(Carol, settled), Trial.ToWallet(Trial.Bob, settled)));
    }
}
