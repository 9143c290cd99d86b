using System.Collections.Immutable;
using CapaCloud.Mechanisms.Adaptation;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Looks at a proposed policy before it holds: would anybody be able to work in the network, or to change it again.</summary>
/// <remarks>
/// <code>Bricking = what PolicyValidator refuses + nobody bonds the minimum + what ChangeRules.Bricking finds</code>
/// In base units. Linear in the participants.
/// </remarks>
public static class ChangeReview
{
    /// <summary>Looks at a proposed change in the state in which it would come to hold.</summary>
    /// <param name="book">The book that it is proposed in.</param>
    /// <param name="version">Its number.</param>
    /// <param name="policy">The policy that would hold.</param>
    /// <param name="state">The state in which it would come to hold.</param>
    /// <param name="supply">All money that could be deposited, in base units.</param>
    /// <param name="types">The names of the policy's rules; the built-in ones when left out.</param>
    /// <returns>What <see cref="ChangeBook.Activate"/> asks for.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ChangeRefusedException">There is no such proposal.</exception>
    public static ReviewedChange Of(ChangeBook book, ulong version, MechanismPolicy policy, NetworkState state, Amount supply, PolicyTypes? types = null)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(state);
        ChangeRules rules = book.Require(version).NewRules ?? book.Rules;
        return new ReviewedChange(version, PolicyJson.Hash(policy, types), rules, state.Epoch, Bricking(policy, rules, state, supply));
    }

    /// <summary>Returns why a change would brick the network.</summary>
    /// <param name="policy">The policy that would hold.</param>
    /// <param name="rules">The rules of change that would hold.</param>
    /// <param name="state">The state in which they would come to hold.</param>
    /// <param name="supply">All money that could be deposited, in base units.</param>
    /// <returns>The reasons, none when the network can work and change.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static ImmutableArray<BrickingReason> Bricking(MechanismPolicy policy, ChangeRules rules, NetworkState state, Amount supply)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(state);
        ImmutableArray<BrickingReason>.Builder reasons = ImmutableArray.CreateBuilder<BrickingReason>();
        bool isRefused = !PolicyValidator.Validate(policy).IsEmpty;
        if (isRefused)
        {
            reasons.Add(BrickingReason.PolicyRefused);
        }

        Amount bonded = Amount.Zero;
        bool anyEligible = state.Participants.IsEmpty;
        foreach (ParticipantState participant in state.Participants)
        {
            bonded += participant.Stake.Bonded;
            anyEligible |= !isRefused && participant.Stake.Bonded >= policy.Stake.MinimumBond && !participant.Stake.Bonded.IsZero;
        }

        if (!isRefused && !anyEligible)
        {
            reasons.Add(BrickingReason.NobodyEligible);
        }

        reasons.AddRange(rules.Bricking(state.Participants.IsEmpty ? Amount.One : bonded, supply));
        return reasons.ToImmutable();
    }
}
