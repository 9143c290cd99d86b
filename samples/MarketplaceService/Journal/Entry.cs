using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Network;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Journal;

/// <summary>
/// One thing that somebody told the service, or that it decided itself. Entries are all that is written between two settlements: the state follows from them,
/// because the mechanism is pure.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(StakeDeposited), "stake-deposited")]
[JsonDerivedType(typeof(StakeUnbonded), "stake-unbonded")]
[JsonDerivedType(typeof(UnbondingCancelled), "unbonding-cancelled")]
[JsonDerivedType(typeof(StakeWithdrawn), "stake-withdrawn")]
[JsonDerivedType(typeof(CommissionSet), "commission-set")]
[JsonDerivedType(typeof(StakeDelegated), "stake-delegated")]
[JsonDerivedType(typeof(StakeUndelegated), "stake-undelegated")]
[JsonDerivedType(typeof(DelegationWithdrawn), "delegation-withdrawn")]
[JsonDerivedType(typeof(StakeRedelegated), "stake-redelegated")]
[JsonDerivedType(typeof(DelegationRewardsClaimed), "delegation-rewards-claimed")]
[JsonDerivedType(typeof(DelegationRewardsCompounded), "delegation-rewards-compounded")]
[JsonDerivedType(typeof(PaymentReceived), "payment-received")]
[JsonDerivedType(typeof(WorkMeasured), "work-measured")]
[JsonDerivedType(typeof(ResultCommitted), "result-committed")]
[JsonDerivedType(typeof(BeaconPublished), "beacon-published")]
[JsonDerivedType(typeof(AnswersGiven), "answers-given")]
[JsonDerivedType(typeof(VerdictBrought), "verdict-brought")]
[JsonDerivedType(typeof(EvidenceBrought), "evidence-brought")]
[JsonDerivedType(typeof(AppealFiled), "appeal-filed")]
[JsonDerivedType(typeof(RulingGiven), "ruling-given")]
[JsonDerivedType(typeof(EntryRetracted), "entry-retracted")]
[JsonDerivedType(typeof(PolicyAdopted), "policy-adopted")]
[JsonDerivedType(typeof(EpochSettled), "epoch-settled")]
internal abstract record Entry
{
    /// <summary>Gets whom it is about, or nobody.</summary>
    [JsonIgnore]
    public virtual ParticipantId Subject => ParticipantId.None;

    /// <summary>Returns what the network is after it, or refuses it by an exception; then nothing was changed.</summary>
    /// <param name="network">The network before.</param>
    /// <param name="number">The place in the journal that the entry would get.</param>
    public abstract NetworkChange ApplyTo(OpenNetwork network, long number);
}
