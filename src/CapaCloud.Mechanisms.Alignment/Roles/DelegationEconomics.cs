using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Alignment;

/// <summary>What a delegator puts behind an operator, and what it gets for it.</summary>
/// <remarks>
/// <code>
/// income of an epoch = (RewardPerEpoch - commission) * Delegation / (Delegation + OtherDelegations)
/// </code>
/// Amounts in base units, times in epochs. The operator's jobs, costs and audits come from <see cref="Economics"/>: its jobs are those it
/// gets with all delegations behind it. Immutable; goes to JSON by <see cref="DelegationJson"/>.
/// </remarks>
public sealed record DelegationEconomics
{
    /// <summary>Gets what the operator itself has bonded.</summary>
    public required Amount OperatorBond { get; init; }

    /// <summary>Gets what the delegator that asks has delegated.</summary>
    public required Amount Delegation { get; init; }

    /// <summary>Gets what all others have delegated to the same operator. 0 when left out.</summary>
    public Amount OtherDelegations { get; init; }

    /// <summary>Gets what delegations to the operator earn in an epoch, before its commission.</summary>
    public required RationalInterval RewardPerEpoch { get; init; }

    /// <summary>Gets the operator's commission and how fast it may rise. None when left out.</summary>
    public Commission Commission { get; init; } = new();

    /// <summary>Gets what the delegation could earn elsewhere in an epoch. 0 when left out.</summary>
    public RationalInterval OutsideOption { get; init; }

    /// <summary>Gets everything that is delegated to the operator.</summary>
    [JsonIgnore]
    public Amount All => Delegation + OtherDelegations;

    /// <summary>Says what is wrong with these numbers, all of it at once.</summary>
    /// <param name="minimumBond">The least bond of the mechanism that is asked about.</param>
    /// <returns>One sentence for each fault; none when they can be judged.</returns>
    public IReadOnlyList<string> Validate(Amount minimumBond)
    {
        List<string> faults = [];
        if (OperatorBond < minimumBond || OperatorBond.IsZero)
        {
            faults.Add($"{nameof(OperatorBond)} is {Prose.Units(OperatorBond)}: expected at least the minimum bond of {Prose.Number(minimumBond)}, and at least 1.");
        }

        if (Delegation.IsZero)
        {
            faults.Add($"{nameof(Delegation)} is 0 units: expected at least 1.");
        }

        if (Delegation > Largest || OtherDelegations > Largest)
        {
            faults.Add($"{nameof(Delegation)} is {Prose.Number(Delegation)} and {nameof(OtherDelegations)} {Prose.Units(OtherDelegations)}: expected at most {Prose.Number(Largest)} each.");
        }

        if (RewardPerEpoch.Low.IsNegative)
        {
            faults.Add($"{nameof(RewardPerEpoch)} is {RewardPerEpoch}: expected nothing below 0.");
        }

        if (RewardPerEpoch.High > Largest.ToFraction())
        {
            faults.Add($"{nameof(RewardPerEpoch)} is {RewardPerEpoch}: expected at most {Prose.Units(Largest)}.");
        }

        if (OutsideOption.Low.IsNegative)
        {
            faults.Add($"{nameof(OutsideOption)} is {OutsideOption}: expected nothing below 0.");
        }

        return faults;
    }

    /// <summary>A pool has 10^6 shares for a unit and holds 2^128 of them: 10^30 units are within reach.</summary>
    private static Amount Largest { get; } = Designs.PolicyDesign.LargestStake;
}
