using CapaCloud.Mechanisms.Slashing;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What a decided case comes to in the epoch in which it is charged: the part of the stake at the fault, and how it was found.</summary>
internal readonly record struct Charge
{
    /// <summary>Gets where the case stands in the file.</summary>
    public required int Position { get; init; }

    public required OffencePolicy Rule { get; init; }

    public required Epoch FaultEpoch { get; init; }

    public required OffenceContext Context { get; init; }

    /// <summary>Gets a value indicating whether it never waited: then it forfeits the reward of this epoch.</summary>
    public bool IsImmediate { get; init; }

    /// <summary>Gets a value indicating whether the circuit breaker was open: then nothing follows from the fault.</summary>
    public bool IsSuspended { get; init; }

    /// <summary>Gets the part of the stake at the fault.</summary>
    public Proportion Part { get; init; }

    /// <summary>Gets the stake that stood in the fault's epoch, in base units.</summary>
    public Amount Standing { get; init; }

    /// <summary>Gets what is due, in base units, before what an earlier charge for the same fault came to.</summary>
    public Amount Due { get; init; }

    /// <summary>Gets what an earlier charge for the same fault came to, in base units.</summary>
    public Amount ChargedBefore { get; init; }

    /// <summary>Gets what the charges of earlier epochs for the same fault came to, in base units: what it asks for by itself is the rest.</summary>
    public Amount ChargedInEarlierEpochs { get; init; }

    /// <summary>Gets a value indicating whether the fault counts as an earlier offence from now on.</summary>
    public bool CountsAsEarlier { get; init; }

    /// <summary>Gets a value indicating whether the same fault was charged before, as a lighter one.</summary>
    public bool WasCharged { get; init; }

    /// <summary>
    /// Gets a value indicating whether the fault costs something for the first time: then it leads to jail too, where the policy says so.
    /// </summary>
    public bool Costs => !IsSuspended && !Due.IsZero && ChargedBefore.IsZero;

    /// <summary>Gets a value indicating whether it costs the reward of its epoch: a fault does so once, when it first costs something, or is brought as one that makes the reward void.</summary>
    public bool Forfeits => Rule.ForfeitsReward && (Costs || (Rule.IsInvalidating && !IsSuspended && !WasCharged));

    /// <summary>Gets what would be due now if nothing else were charged with it, in base units.</summary>
    public Amount DueAlone => IsSuspended || Due <= ChargedInEarlierEpochs ? Amount.Zero : Due - ChargedInEarlierEpochs;

    /// <summary>Gets what it makes the dearest fault of its span dearer, in base units; null where every fault costs in full.</summary>
    public Amount? OfSpan { get; init; }

    /// <summary>Gets the same as if nothing else were charged now; null where every fault costs in full.</summary>
    public Amount? OfSpanAlone { get; init; }

    /// <summary>Gets what is asked for, in base units: what is still due, or what that makes its span dearer.</summary>
    public Amount Asked => OfSpan ?? StillDue;

    /// <summary>Gets what would be asked for if nothing else were charged now, in base units.</summary>
    public Amount AskedAlone => OfSpanAlone ?? DueAlone;

    /// <summary>Gets what is still due, in base units.</summary>
    public Amount StillDue => IsSuspended || Due <= ChargedBefore ? Amount.Zero : Due - ChargedBefore;
}
