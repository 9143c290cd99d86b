using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Tests.Settlement.Acceptance;

/// <summary>A case is remembered exactly as long as its fault could be brought again: no epoch longer, and none shorter.</summary>
public sealed class CaseMemoryTests
{
    private const ulong Fault = 4, Brought = 6;

    private static readonly ParticipantId Alice = ParticipantId.Of("alice");

    /// <summary>The same proof, in every later epoch and under every epoch up to the one that counted it: it costs nothing more, and once it would, it is too old.</summary>
    [Theory]
    [InlineData(3UL)]
    [InlineData(4UL)]
    [InlineData(7UL)]
    public void Proof_broughtAgainUnderAnyEpoch_costsNothing_untilItIsTooOld(ulong window)
    {
        Mechanism network = Network(window);
        NetworkState state = Charged(network);
        bool wasForgotten = false;
        for (; state.Epoch <= Epoch.Of(Brought + window + 3); state = network.Settle(state, new EpochReport { Epoch = state.Epoch }).After)
        {
            for (ulong said = 0; said <= Brought; said++)
            {
                EpochSettlement again = network.Settle(state, new EpochReport { Epoch = state.Epoch, Evidence = [Proof(said)] });
                Assert.Equal(Amount.Zero, again.OutcomeOf(Alice).Slashed);
                bool isTooOld = state.Epoch - Epoch.Of(said) > EpochSpan.Of(window - 1);
                Assert.Equal(isTooOld, again.SetAside is [{ Reason: SetAsideReason.Expired }]);
            }

            // The state keeps the case while the youngest of those epochs can be brought in it, and lets it go then.
            bool canBeBrought = state.Epoch - Epoch.Of(Brought) <= EpochSpan.Of(window - 1);
            Assert.Equal(canBeBrought, !state.StateOf(Alice).Cases.IsEmpty);
            wasForgotten |= !canBeBrought;
        }

        Assert.True(wasForgotten);
    }

    /// <summary>Under a later epoch the proof is said of another deed, of which the dearest counts: it costs nothing more while the first is remembered, and everything once it is not.</summary>
    [Fact]
    public void Proof_ofALaterEpoch_costsAgain_onceTheFirstIsForgotten()
    {
        Mechanism network = Network(window: 3);
        NetworkState state = Charged(network);
        for (; state.Epoch < Epoch.Of(Brought + 3); state = network.Settle(state, new EpochReport { Epoch = state.Epoch }).After)
        {
            Assert.Equal(Amount.Zero, network.Settle(state, new EpochReport { Epoch = state.Epoch, Evidence = [Proof(state.Epoch.Number)] }).OutcomeOf(Alice).Slashed);
        }

        Assert.Equal(Amount.Of(90), network.Settle(state, new EpochReport { Epoch = state.Epoch, Evidence = [Proof(state.Epoch.Number)] }).OutcomeOf(Alice).Slashed);
    }

    private static Mechanism Network(ulong window) => Mechanism.Create(build => build
        .Stake(stake => stake.MinimumBond(10).UnbondingPeriod(EpochSpan.Of(window)).LiabilityWindow(EpochSpan.Of(window)))
        .Slash(Offence.Equivocation, SlashingCurve.Constant(Proportion.Percent(10))));

    /// <summary>Alice had 1,000 units; a fault of epoch 4, brought in epoch 6, took 100. It is epoch 7.</summary>
    private static NetworkState Charged(Mechanism network)
    {
        NetworkState state = network.Open(Epoch.Zero, [KeyValuePair.Create(Alice, Amount.Of(1_000))]).State;
        while (state.Epoch < Epoch.Of(Brought))
        {
            state = network.Settle(state, new EpochReport { Epoch = state.Epoch }).After;
        }

        EpochSettlement settled = network.Settle(state, new EpochReport { Epoch = state.Epoch, Evidence = [Proof(Fault)] });
        Assert.Equal(Amount.Of(100), settled.OutcomeOf(Alice).Slashed);
        return settled.After;
    }

    private static Evidence Proof(ulong epoch) =>
        new() { Offence = Offence.Equivocation, Offender = Alice, FaultEpoch = Epoch.Of(epoch), Severity = Proportion.One, Subject = ResultHash.OfChoice(1) };
}
