using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Staking;

/// <summary>An operator's delegations, by shares, in which a fault is charged to those who stood at the fault, wherever their stake is now.</summary>
/// <remarks>
/// <code>
/// standing(f) = sum over layers joined by f of what their shares were worth in epoch f + the same over exits that stood in f
/// slash(f, p): each of them loses min(ceiling(its standing * p), what is left of it)
/// </code>
/// In base units. Who joined after the fault loses nothing, who left after it still answers until the release; what a slash took between the fault and now stood at the
/// fault and is counted again, so that two faults cost what they cost apart. A slash costs a step for each layer and exit, not for each delegator: a pool has one layer
/// more for each slash that divided its members in the last two liability windows, and exits for the epochs of one. Shares are those of <see cref="DelegationPool"/>, with its defence
/// against the first depositor. What a delegator holds is a <see cref="PoolShare"/>, later a <see cref="PoolClaim"/>; the pool knows both by number and honours each once. Rounding: penalties up, claims
/// down, by less than a unit for each layer and exit; what is left belongs to those who stay. Stake that is to move at once to another operator, or to be bonded
/// again, is delegated through <see cref="StakeAccount"/>. Immutable; an operation returns the new pool, or throws <see cref="StakeRefusedException"/> and changes nothing.
/// </remarks>
public sealed partial record OperatorPool
{
    /// <summary>Initializes a new instance of the <see cref="OperatorPool"/> class from its parts, as they were stored.</summary>
    /// <param name="operatorId">Whose delegations they are.</param>
    /// <param name="layers">The layers, by their first epoch.</param>
    /// <param name="exits">What waits for its release.</param>
    /// <param name="settled">What is released, was never slashed, and waits for withdrawal, in base units.</param>
    /// <param name="latest">The epoch of the last operation.</param>
    /// <param name="holdings">What delegators hold, by number.</param>
    /// <param name="claims">What delegators that left have not been paid yet, by number.</param>
    /// <param name="given">How many numbers have been given out.</param>
    /// <exception cref="ArgumentException">
    /// The operator is nobody, or the parts contradict each other: the message names the layer, the exit, the holding or the claim.
    /// </exception>
    [JsonConstructor]
    public OperatorPool(
        ParticipantId operatorId,
        ImmutableArray<PoolLayer> layers,
        ImmutableArray<PoolExit> exits,
        Amount settled,
        Epoch latest,
        ImmutableList<PoolHolding> holdings,
        ImmutableList<PoolClaim> claims,
        ulong given)
    {
        OperatorId = operatorId;
        Layers = layers.IsDefault ? [] : layers;
        Exits = exits.IsDefault ? [] : exits;
        Settled = settled;
        Latest = latest;
        Holdings = holdings ?? [];
        Claims = claims ?? [];
        Given = given;
        OperatorPoolParts.Require(this);
    }

    /// <summary>Gets whose delegations they are.</summary>
    public ParticipantId OperatorId { get; }

    /// <summary>Gets the layers, by their first epoch.</summary>
    public ImmutableArray<PoolLayer> Layers { get; private init; }

    /// <summary>Gets what left and waits for its release or for its withdrawal.</summary>
    public ImmutableArray<PoolExit> Exits { get; private init; }

    /// <summary>Gets what is past all liability, was never slashed, and waits for its withdrawal, in base units.</summary>
    public Amount Settled { get; private init; }

    /// <summary>Gets the epoch of the last operation.</summary>
    public Epoch Latest { get; private init; }

    /// <summary>Gets what delegators hold, by number.</summary>
    public ImmutableList<PoolHolding> Holdings { get; private init; }

    /// <summary>Gets what delegators that left have not been paid yet, by number: the claims that can still be brought.</summary>
    public ImmutableList<PoolClaim> Claims { get; private init; }

    /// <summary>Gets how many numbers have been given out, to holdings and to claims.</summary>
    [JsonConverter(typeof(WholeNumberJsonConverter<ulong>))]
    public ulong Given { get; private init; }

    /// <summary>Gets what stands behind the operator, in base units.</summary>
    [JsonIgnore]
    public Amount Bonded => Layers.Aggregate(Amount.Zero, (sum, layer) => sum + layer.Pot.Assets);

    /// <summary>Gets what left and was not withdrawn, in base units.</summary>
    [JsonIgnore]
    public Amount Unbonding => Exits.Aggregate(Settled, (sum, exit) => sum + exit.Assets);

    /// <summary>Gets all that the ledger account of the pool must hold, in base units.</summary>
    [JsonIgnore]
    public Amount Total => Bonded + Unbonding;

    /// <summary>Returns a pool without delegations.</summary>
    /// <param name="operatorId">The operator.</param>
    /// <returns>The pool.</returns>
    /// <exception cref="ArgumentException">The operator is nobody.</exception>
    public static OperatorPool Open(ParticipantId operatorId) => new(operatorId, [], [], Amount.Zero, Epoch.Zero, [], [], 0);

    /// <summary>Returns what shares are worth now.</summary>
    /// <param name="share">The shares, or some of them.</param>
    /// <returns>The worth, in base units, rounded down.</returns>
    /// <exception cref="StakeRefusedException">The holding has fewer, has left, or was never given out.</exception>
    public Amount WorthOf(PoolShare share) =>
        share.Shares == UInt128.Zero ? Amount.Zero : Holdings[PositionOf(share)] is var held ? Layers[IndexAt(held.Joined)].Pot.WorthOf(held.PartOf(share.Shares)) : default;

    /// <summary>Returns what a claim is worth now.</summary>
    /// <param name="claim">The claim, all of it.</param>
    /// <returns>The worth, in base units, rounded down.</returns>
    /// <exception cref="StakeRefusedException">The claim was paid already, was never given out, or is another one than was given out.</exception>
    public Amount WorthOf(PoolClaim claim)
    {
        _ = PositionOf(claim);
        int exit = ExitOf(claim);
        return exit < 0 ? Amount.Of(claim.Units) : Exits[exit].WorthOf(claim.Units);
    }

    /// <summary>What shares that are still there were worth in the epoch of a fault; nothing when they joined later.</summary>
    internal Amount StoodAt(PoolShare share, Epoch fault)
    {
        if (share.Joined > fault)
        {
            return Amount.Zero;
        }

        PoolHolding held = Holdings[PositionOf(share)];
        return Layers[IndexAt(held.Joined)].WorthAt(fault, held.PartOf(share.Shares));
    }

    /// <summary>What a claim that was not paid yet was worth in the epoch of a fault; nothing when it did not stand then.</summary>
    internal Amount StoodAt(PoolClaim claim, Epoch fault) =>
        ExitOf(claim) is >= 0 and int exit && !Exits[exit].StandingAt(fault).IsZero ? Exits[exit].StandingAt(fault).Multiply(claim.Units, Exits[exit].Units, Rounding.Down) : Amount.Zero;

    /// <summary>Returns the stake that a fault of the operator in an epoch is charged on.</summary>
    /// <param name="fault">The epoch, inside the liability window.</param>
    /// <returns>What stood then, in base units, rounded up by less than two units for each layer and exit.</returns>
    public Amount StandingAt(Epoch fault)
    {
        Amount standing = Amount.Zero;
        foreach (PoolLayer layer in Layers)
        {
            standing += layer.From > fault ? Amount.Zero : layer.WorthAt(fault, layer.Pot.Shares - layer.JoinedAfter(fault));
        }

        foreach (PoolExit exit in Exits)
        {
            standing += exit.StandingAt(fault);
        }

        return standing;
    }

    /// <inheritdoc/>
    public bool Equals(OperatorPool? other) =>
        other is not null && OperatorId == other.OperatorId && Settled == other.Settled && Latest == other.Latest
        && Given == other.Given
        && Layers.AsSpan().SequenceEqual(other.Layers.AsSpan()) && Exits.AsSpan().SequenceEqual(other.Exits.AsSpan())
        && Holdings.SequenceEqual(other.Holdings) && Claims.SequenceEqual(other.Claims);

    /// <inheritdoc/>
    public override int GetHashCode() => OperatorId.GetHashCode() ^ Total.GetHashCode() ^ Layers.Length;

    /// <summary>Returns one line: whose pool, how much stands, how much leaves.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"pool of {OperatorId}: {Bonded} bonded, {Unbonding} unbonding, {Prose.Count(Layers.Length, "layer")}";

    private int IndexAt(Epoch joined)
    {
        int found = -1;
        for (int index = 0; index < Layers.Length && Layers[index].From <= joined; index++)
        {
            found = index;
        }

        return found;
    }

    /// <summary>Where the claim's exit is, or -1 when it is past all liability and was never slashed.</summary>
    private int ExitOf(in PoolClaim claim)
    {
        for (int index = 0; index < Exits.Length; index++)
        {
            if (Exits[index].Is(claim))
            {
                return index;
            }
        }

        return -1;
    }

    private void RequireForward(Epoch now)
    {
        if (now < Latest)
        {
            throw new StakeRefusedException(StakeRefusal.EpochInPast, $"Epoch {now} is before epoch {Latest}, in which something happened to the pool of {OperatorId}; expected an epoch from that on.");
        }
    }
}
