using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Staking;
using static CapaCloud.Mechanisms.Tests.Settlement.Delegations.DelegationTrial;

namespace CapaCloud.Mechanisms.Tests.Settlement.Delegations;

/// <summary>What becomes of delegations when the policy changes or a name does, and what their JSON looks like.</summary>
public sealed class DelegationGovernanceTests
{
    [Fact]
    public void PolicyWithoutDelegation_sendsStakeHome()
    {
        Mechanism without = Mechanism.FromPolicy(Delegated.Policy with { Delegation = null });
        NetworkState state = Work(Delegated, Open(Delegated)).After;
        Migration migration = without.Migrate(state, Delegated.Policy);
        Assert.Contains(migration.Changes, change => change.Effect == MigrationEffect.DelegationReturned && change.Participant == Alice);
        Assert.Empty(migration.State.Inconsistencies());
        NetworkState later = Work(without, migration.State).After;
        for (int epoch = 0; epoch < 5; epoch++)
        {
            later = Settle(without, later).After;
        }

        // They stood in epoch 2, the last one, as well; and nobody earns afterwards.
        StateChange paid = without.WithdrawDelegation(later, Dora, Alice);
        Assert.Equal(Amount.Of(20_000), paid.Postings.Single().Amount);
        Assert.Equal(Amount.Of(900), without.ClaimRewards(paid.State, Dora, Alice).Postings.Single().Amount);
        Assert.Equal(StakeRefusal.NoDelegation, Refusal(() => without.DelegateStake(later, Dora, Alice, Amount.Of(100))));
    }

    [Fact]
    public void LowerCeiling_countsAtOnce_andIsSaid()
    {
        Mechanism lower = Mechanism.FromPolicy(Delegated.Policy with { Delegation = Delegated.Policy.Delegation! with { CommissionAtMost = Proportion.Percent(4) } });
        Migration migration = lower.Migrate(Open(Delegated), Delegated.Policy);
        Assert.Contains(migration.Changes, change => change.Effect == MigrationEffect.CommissionBounded && change.Participant == Alice);
        Assert.Equal(Amount.Of(30), Work(lower, migration.State).OutcomeOf(Alice).Delegators!.Commission);
    }

    [Fact]
    public void Names_followTheirStake()
    {
        NetworkState state = Work(Delegated, Open(Delegated)).After;
        RepairOrder order = new("council", "a lost key");
        ParticipantId anna = ParticipantId.Of("anna");
        RepairReceipt renamed = Repairs.ExchangeKey(Delegated, state, Alice, anna, order);
        Assert.Empty(renamed.After.Inconsistencies());
        Assert.Equal(Amount.Of(20_000), renamed.After.StateOf(anna).Delegated!.StakeOf(Dora));
        Assert.Contains(new Posting(LedgerAccount.DelegationPool(Alice), LedgerAccount.DelegationPool(anna), Amount.Of(30_675), PostingReason.Repair), renamed.Postings);

        // Bob has delegated to alice, and his key is exchanged.
        NetworkState delegated = Delegated.DelegateStake(state, Bob, Alice, Amount.Of(500)).State;
        RepairReceipt bob = Repairs.ExchangeKey(Delegated, delegated, Bob, ParticipantId.Of("bert"), order);
        Assert.Equal(Amount.Of(500), Pool(bob.After).StakeOf(ParticipantId.Of("bert")));
        Assert.Empty(bob.After.Inconsistencies());
        Assert.Throws<RepairRefusedException>(() => Repairs.MergeRecords(Delegated, delegated, Bob, Alice, order));
        NetworkState both = Delegated.SetCommission(state, Bob, Proportion.Zero);
        Assert.Throws<RepairRefusedException>(() => Repairs.MergeRecords(Delegated, both, Bob, Alice, order));
        Assert.Empty(Repairs.MergeRecords(Delegated, state, Alice, Bob, order).After.Inconsistencies());
    }

    [Fact]
    public void Policy_withoutDelegation_hasNoWordOfIt()
    {
        Assert.DoesNotContain("delegation", PolicyJson.Write(SmallNetwork.Mechanism.Policy), StringComparison.Ordinal);
        Assert.DoesNotContain("delegated", StateJson.Write(SmallNetwork.Open()), StringComparison.Ordinal);
        string json = PolicyJson.Write(Delegated.Policy);
        Assert.Equal(Delegated.Policy, PolicyJson.Read(json));
        string nothing = PolicyJson.Write(SmallNetwork.Mechanism.Policy);
        Assert.Contains("$.delegation", Assert.ThrowsAny<Exception>(() => PolicyJson.Read(nothing[..^2] + ",\n  \"delegation\": null\n}")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PolicyErrors_areNamed()
    {
        DelegationPolicy rules = Delegated.Policy.Delegation!;
        Assert.Equal("$.delegation.commissionAtLeast", ErrorOf(rules with { CommissionAtLeast = Proportion.Half }));
        Assert.Equal("$.delegation.largestCommissionStep", ErrorOf(rules with { LargestCommissionStep = Proportion.Zero }));
        Assert.Equal("$.delegation.minimumDelegation", ErrorOf(rules with { MinimumDelegation = Amount.Zero }));
        Assert.Equal("$.delegation.commissionNotice", ErrorOf(rules with { CommissionNotice = EpochSpan.MaxValue }));
        Assert.Equal("$.delegation.commissionPause", ErrorOf(rules with { CommissionPause = EpochSpan.MaxValue }));
        PolicyRefusedException refused = Assert.Throws<PolicyRefusedException>(() => Mechanism.FromPolicy(Delegated.Policy with { Delegation = rules with { CommissionAtLeast = Proportion.Half } }));
        Assert.Contains("is 0.5, above commissionAtMost, 0.2; expected at most that", refused.Message, StringComparison.Ordinal);
        DelegationPolicy narrow = rules with { CommissionAtLeast = rules.CommissionAtMost };
        Assert.Equal(narrow, Mechanism.FromPolicy(Delegated.Policy with { Delegation = narrow }).Policy.Delegation);
    }

    [Fact]
    public void Description_saysTheTerms() =>
        Assert.Contains("delegation.commission: from 0 % to 20 % of what the delegators' stake earns", Delegated.Describe().ToString(), StringComparison.Ordinal);

    private static string ErrorOf(DelegationPolicy rules) =>
        Assert.Throws<PolicyRefusedException>(() => Mechanism.FromPolicy(Delegated.Policy with { Delegation = rules })).Errors.Single().Path;
}
