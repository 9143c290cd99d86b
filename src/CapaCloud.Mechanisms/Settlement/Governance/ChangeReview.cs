using System.Collections.Immutable;
using CapaCloud.Mechanisms.Adaptation;
using CapaCloud.Mechanisms.Numerics;

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
    /// <param name="state">The network's state, in which it would come to hold: under the policy whose content the book holds.</param>
    /// <param name="supply">All money that could be deposited, in base units.</param>
    /// <param name="types">The names of the policy's rules; the built-in ones when left out.</param>
    /// <returns>What <see cref="ChangeBook.Activate"/> asks for.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ChangeRefusedException">There is no such proposal.</exception>
    /// <exception cref="ForeignStateException">The state is governed by another policy than the one that holds by the book.</exception>
    public static ReviewedChange Of(ChangeBook book, ulong version, MechanismPolicy policy, NetworkState state, Amount supply, PolicyTypes? types = null)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(state);
        _ = book.Require(version);
        RequireHeld(state.PolicyHash, book.Content, book);
        return Review(book, version, policy, state, supply, types);
    }

    /// <summary>Looks at a proposed change of a network that controllers steer: they move the numbers of the policy that holds by the book, and nothing else of it.</summary>
    /// <param name="book">The book that it is proposed in.</param>
    /// <param name="version">Its number.</param>
    /// <param name="policy">The policy that would hold.</param>
    /// <param name="state">The steered state in which it would come to hold.</param>
    /// <param name="steering">The controllers that it is under.</param>
    /// <param name="held">The policy that holds by the book, as it was proposed.</param>
    /// <param name="supply">All money that could be deposited, in base units.</param>
    /// <param name="types">The names of the rules of both policies; the built-in ones when left out.</param>
    /// <returns>What <see cref="ChangeBook.Activate"/> asks for.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The state is of another steering.</exception>
    /// <exception cref="ChangeRefusedException">There is no such proposal.</exception>
    /// <exception cref="ForeignStateException">The policy that was given does not hold by the book, or with the steered numbers it is not the policy that governs the state.</exception>
    public static ReviewedChange Of(
        ChangeBook book, ulong version, MechanismPolicy policy, AdaptiveState state, Steering steering, MechanismPolicy held, Amount supply, PolicyTypes? types = null)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(steering);
        ArgumentNullException.ThrowIfNull(held);
        _ = book.Require(version);
        RequireHeld(PolicyJson.Hash(held, types), book.Content, book);
        RequireHeld(state.Network.PolicyHash, PolicyJson.Hash(steering.PolicyOf(held, state, types), types), book);
        return Review(book, version, policy, state.Network, supply, types);
    }

    /// <summary>Puts a reviewed change in force and brings the state under it, in one act: neither happens without the other.</summary>
    /// <param name="book">The book.</param>
    /// <param name="review">The review.</param>
    /// <param name="mechanism">The mechanism of the policy that was reviewed.</param>
    /// <param name="state">The network's state: of the epoch of the review, and under the policy that governed it then.</param>
    /// <param name="oldPolicy">The policy that governs the state.</param>
    /// <param name="types">The names of the old policy's rules; those of the mechanism when left out.</param>
    /// <returns>The act on the book, and the state under the new policy with what it touches.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ChangeRefusedException">The state or the mechanism is not the one that was reviewed, or <see cref="ChangeBook.Activate"/> refuses.</exception>
    /// <exception cref="ForeignStateException">The old policy does not govern the state.</exception>
    public static (ChangeAct Act, Migration Migration) CarryOut(
        ChangeBook book, ReviewedChange review, Mechanism mechanism, NetworkState state, MechanismPolicy oldPolicy, PolicyTypes? types = null)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(review);
        ArgumentNullException.ThrowIfNull(mechanism);
        ArgumentNullException.ThrowIfNull(state);
        if (state.Epoch != review.Epoch || state.PolicyHash != review.Before)
        {
            throw new ChangeRefusedException(
                ChangeRefusal.AnotherState,
                $"A state of epoch {state.Epoch} under policy {state.PolicyHash} was brought; expected one of epoch {review.Epoch} under policy {review.Before}, as it was reviewed. Review the change again in this state.");
        }

        if (mechanism.PolicyHash != review.Content)
        {
            throw new ChangeRefusedException(ChangeRefusal.AnotherChange, $"The mechanism has policy {mechanism.PolicyHash}; expected {review.Content}, which was reviewed.");
        }

        ChangeAct act = book.Activate(review);
        return (act, mechanism.Migrate(state, oldPolicy, types));
    }

    private static ReviewedChange Review(ChangeBook book, ulong version, MechanismPolicy policy, NetworkState state, Amount supply, PolicyTypes? types)
    {
        ChangeRules rules = book.Require(version).NewRules ?? book.Rules;
        return new ReviewedChange(version, PolicyJson.Hash(policy, types), state.PolicyHash, rules, state.Epoch, Bricking(policy, rules, state, supply));
    }

    private static void RequireHeld(Digest given, Digest expected, ChangeBook book)
    {
        if (given != expected)
        {
            throw new ForeignStateException(
                $"The state is governed by policy {given}; expected {expected}: version {DecimalText.Format(book.Version)} with content {book.Content} holds by the book, and a change is reviewed in the network's own state.");
        }
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
