using System.Collections.Immutable;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Staking;
using CapaCloud.Mechanisms.Tests.Settlement.Delegations;

namespace CapaCloud.Mechanisms.Tests.Settlement.States;

/// <summary>Everything that can be wrong with what stands behind an operator is found at its place: each row breaks one thing of a state that is in order.</summary>
public sealed class DelegationConsistencyTests
{
    private static readonly NetworkState Sound = Open();

    private static readonly Dictionary<string, (Func<DelegatedStake, DelegatedStake> Break, string Path)> Faults = new(StringComparer.Ordinal)
    {
        ["no pool"] = (delegated => delegated with { Pool = null! }, ""),
        ["no rewards"] = (delegated => delegated with { Rewards = null! }, ""),
        ["no commission"] = (delegated => delegated with { Commission = null! }, ""),
        ["another's pool"] = (delegated => delegated with { Pool = OperatorPool.Open(DelegationTrial.Bob) }, ".pool"),
        ["delegations out of order"] = (delegated => delegated with { Delegations = [.. delegated.Delegations.Reverse()] }, ".delegations"),
        ["a delegation twice"] = (delegated => delegated with { Delegations = [delegated.Delegations[0], .. delegated.Delegations] }, ".delegations"),
        ["a delegation of nobody"] = (delegated => delegated with { Delegations = [delegated.Delegations[0] with { Delegator = default }, .. delegated.Delegations.Skip(1)] }, ".delegations"),
        ["a delegation to itself"] = (delegated => delegated with { Delegations = [delegated.Delegations[0] with { Delegator = DelegationTrial.Alice }, .. delegated.Delegations.Skip(1)] }, ".delegations"),
        ["a delegation left out"] = (delegated => delegated with { Delegations = delegated.Delegations.RemoveAt(0) }, ".delegations"),
        ["a delegation that joined at another time"] = (delegated => delegated with { Delegations = [Earning(delegated.Delegations[0], earning => earning with { Joined = Epoch.Of(7) }), .. delegated.Delegations.Skip(1)] }, ".rewards"),
        ["a delegation that earns on other stake"] = (delegated => delegated with { Delegations = [Earning(delegated.Delegations[0], earning => earning with { Stake = 1 }), .. delegated.Delegations.Skip(1)] }, ".rewards"),
        ["a delegation that earns no more"] = (delegated => delegated with { Delegations = [Earning(delegated.Delegations[0], earning => earning with { Until = Epoch.Of(1) }), .. delegated.Delegations.Skip(1)] }, ".rewards"),
        ["a claim left out"] = (delegated => delegated with { Leaving = [] }, ".leaving"),
        ["a claim twice"] = (delegated => delegated with { Leaving = [delegated.Leaving[0], .. delegated.Leaving] }, ".leaving"),
        ["a claim of nobody"] = (delegated => delegated with { Leaving = [delegated.Leaving[0] with { Delegator = default }] }, ".delegations"),
        ["rewards of somebody who never came"] = (delegated => delegated with { Departed = [new DepartedDelegation(DelegationTrial.Dan, delegated.Delegations[0].Earning with { Until = delegated.Rewards.Open })] }, ".rewards"),
        ["rewards of somebody who never left"] = (delegated => delegated with { Departed = [new DepartedDelegation(DelegationTrial.Dan, delegated.Delegations[0].Earning)] }, ".rewards"),
        ["a reward that waits for no epoch of the operator"] = (delegated => delegated with { Waiting = [new WaitingShare(delegated.Rewards.Open, Amount.One, IsWithheld: true)] }, ".waiting"),
        ["a reward that waits for nothing"] = (delegated => delegated with { Waiting = [new WaitingShare(delegated.Rewards.Open, Amount.One, IsWithheld: false)] }, ".waiting"),
    };

    public static TheoryData<string> Names => [.. Faults.Keys];

    [Fact]
    public void Sound_hasNoInconsistency() => Assert.Empty(Sound.Inconsistencies());

    [Theory]
    [MemberData(nameof(Names))]
    public void Fault_isFoundAtItsPlace(string name)
    {
        (Func<DelegatedStake, DelegatedStake> broken, string path) = Faults[name];
        ParticipantState alice = Sound.Participants[0];
        NetworkState state = Sound with { Participants = Sound.Participants.SetItem(0, alice with { Delegated = broken(alice.Delegated!) }) };
        Assert.Contains($"$.participants[0].delegated{path}", state.Inconsistencies().Select(fault => fault.Path));
    }

    /// <summary>More than can be counted is more than the books say, however often it cannot be counted.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Waiting_moreThanCanBeCounted_isSaid(ulong shares)
    {
        ParticipantState alice = Sound.Participants[0];
        DelegatedStake delegated = alice.Delegated! with { Waiting = [.. Enumerable.Range(0, (int)shares).Select(number => new WaitingShare(Epoch.Of((ulong)number), Amount.MaxValue, IsWithheld: false))] };
        NetworkState state = Sound with { Participants = Sound.Participants.SetItem(0, alice with { Delegated = delegated }) };
        Assert.Contains("expected less than 2^128 units", Assert.Single(state.Inconsistencies(), fault => fault.Path == "$.books.held").Message, StringComparison.Ordinal);
    }

    private static Delegation Earning(Delegation delegation, Func<CapaCloud.Mechanisms.Rewards.DelegatorPosition, CapaCloud.Mechanisms.Rewards.DelegatorPosition> change) => delegation with { Earning = change(delegation.Earning) };

    /// <summary>Dora and dan stand behind alice; a part of dora's is leaving.</summary>
    private static NetworkState Open()
    {
        NetworkState state = DelegationTrial.Open(DelegationTrial.Delegated);
        state = DelegationTrial.Delegated.UndelegateStake(state, DelegationTrial.Dora, DelegationTrial.Alice, Amount.Of(5_000));
        return DelegationTrial.Settle(DelegationTrial.Delegated, state).After;
    }
}
