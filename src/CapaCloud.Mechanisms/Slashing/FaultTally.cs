using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Slashing;

/// <summary>
/// How much stake was at fault, as seen from each epoch: what correlated penalties and circuit breakers look at. Each owner counts once, with its
/// largest fault of the window, however many pieces of evidence there are against it.
/// </summary>
/// <remarks>
/// <code>
/// of one owner:  at fault(f) = max over its faults in [f - window, f] of the stake at fault, 0 without any
/// of several:    at fault(f) = sum over the owners, at most 2^128 - 1
/// share(f)       = at fault(f) / all stake at epoch f, rounded up, at most 1
/// </code>
/// In base units. The stake of a fault is <c>ceiling(stake at the fault * severity)</c>. A step function of the epoch, kept as its steps:
/// at most two for each fault. Merging is commutative and associative with <see cref="Empty"/> as its identity, so a network may be
/// cut into pieces in any way and summed in any order. <c>default</c> is <see cref="Empty"/>. Immutable. Equal when the functions are.
/// </remarks>
public readonly struct FaultTally : IEquatable<FaultTally>
{
    private readonly ImmutableArray<FaultStep> _steps;

    /// <summary>Initializes a new instance of the <see cref="FaultTally"/> struct from its steps, as they were stored.</summary>
    /// <param name="steps">The steps in the order of their epochs, each with another amount than the one before it, the first not zero.</param>
    /// <exception cref="ArgumentException">The steps are out of order, or one changes nothing.</exception>
    [JsonConstructor]
    public FaultTally(ImmutableArray<FaultStep> steps)
    {
        _steps = steps.IsDefault ? [] : steps;
        Amount before = Amount.Zero;
        for (int index = 0; index < _steps.Length; index++)
        {
            FaultStep step = _steps[index];
            if (index > 0 && step.From <= _steps[index - 1].From)
            {
                throw new ArgumentException($"Step {index} begins at epoch {step.From}; expected one after {_steps[index - 1].From}.", nameof(steps));
            }

            if (step.AtFault == before)
            {
                throw new ArgumentException(
                    $"Step {index} leaves {Prose.Units(before)} at fault, as many as before it; expected a change.", nameof(steps));
            }

            before = step.AtFault;
        }
    }

    /// <summary>Gets the tally without faults, the value of <c>default</c>.</summary>
    public static FaultTally Empty => default;

    /// <summary>Gets the steps in the order of their epochs.</summary>
    public ImmutableArray<FaultStep> Steps => _steps.IsDefault ? [] : _steps;

    /// <summary>Gets a value indicating whether nothing was ever at fault.</summary>
    [JsonIgnore]
    public bool IsEmpty => Steps.IsEmpty;

    /// <summary>Tells whether two tallies are the same function.</summary>
    /// <param name="left">One tally.</param>
    /// <param name="right">The other tally.</param>
    /// <returns><see langword="true"/> when the same.</returns>
    public static bool operator ==(FaultTally left, FaultTally right) => left.Equals(right);

    /// <summary>Tells whether two tallies are different functions.</summary>
    /// <param name="left">One tally.</param>
    /// <param name="right">The other tally.</param>
    /// <returns><see langword="true"/> when different.</returns>
    public static bool operator !=(FaultTally left, FaultTally right) => !left.Equals(right);

    /// <summary>Returns what one owner adds: its largest fault of each window.</summary>
    /// <param name="faults">The owner's faults of one kind, in any order, several of one epoch allowed: the epoch of each, and the stake at
    /// fault in base units, which is <c>ceiling(stake at that epoch * severity)</c>.</param>
    /// <param name="window">How many epochs before an epoch count beside it; 0 for faults of the same epoch only.</param>
    /// <param name="now">The present epoch.</param>
    /// <returns>The tally. O(k log k) for k faults.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A fault is of an epoch after the present one.</exception>
    public static FaultTally Contribution(ReadOnlySpan<(Epoch Fault, Amount AtFault)> faults, EpochSpan window, Epoch now)
    {
        (Epoch Fault, Amount AtFault)[] ordered = faults.ToArray();
        Array.Sort(ordered, static (left, right) => left.Fault.CompareTo(right.Fault));
        if (ordered.Length > 0 && ordered[^1].Fault > now)
        {
            throw new ArgumentOutOfRangeException(
                nameof(faults), $"A fault of epoch {ordered[^1].Fault} is after the present epoch {now}; expected none from the future.");
        }

        SlidingMaximum largest = new(window);
        foreach ((Epoch fault, Amount atFault) in ordered)
        {
            largest.Add(fault, atFault);
        }

        return new FaultTally(largest.ToSteps());
    }

    /// <summary>Returns several tallies of different owners together.</summary>
    /// <param name="tallies">The tallies.</param>
    /// <returns>Their sum. O(s log n) for n tallies of s steps together.</returns>
    public static FaultTally Merge(params ReadOnlySpan<FaultTally> tallies)
    {
        // In pairs, so that no step is copied more than log n times.
        return tallies.Length switch
        {
            0 => Empty,
            1 => tallies[0],
            _ => Merge(tallies[..(tallies.Length / 2)]).Merge(Merge(tallies[(tallies.Length / 2)..])),
        };
    }

    /// <summary>Returns this tally and that of other owners together.</summary>
    /// <param name="other">The tally of other owners; an owner that is in both counts twice.</param>
    /// <returns>The sum. O(steps of both).</returns>
    public FaultTally Merge(FaultTally other)
    {
        if (IsEmpty || other.IsEmpty)
        {
            return IsEmpty ? other : this;
        }

        ReadOnlySpan<FaultStep> left = Steps.AsSpan(), right = other.Steps.AsSpan();
        StepList merged = new(left.Length + right.Length);
        int leftNext = 0, rightNext = 0;
        Amount leftNow = Amount.Zero, rightNow = Amount.Zero;
        while (leftNext < left.Length || rightNext < right.Length)
        {
            bool leftFirst = rightNext == right.Length || (leftNext < left.Length && left[leftNext].From <= right[rightNext].From);
            Epoch from = leftFirst ? left[leftNext].From : right[rightNext].From;
            if (leftNext < left.Length && left[leftNext].From == from)
            {
                leftNow = left[leftNext++].AtFault;
            }

            if (rightNext < right.Length && right[rightNext].From == from)
            {
                rightNow = right[rightNext++].AtFault;
            }

            merged.Add(from, Together(leftNow, rightNow));
        }

        return new FaultTally(merged.ToSteps());
    }

    /// <summary>Returns the tally without what is before an epoch: the same from that epoch on, and nothing before it.</summary>
    /// <param name="oldest">The oldest epoch that will still be asked for.</param>
    /// <returns>The tally, this very value when there is nothing to forget. O(steps).</returns>
    public FaultTally Since(Epoch oldest)
    {
        if (IsEmpty || Steps[0].From >= oldest)
        {
            return this;
        }

        StepList kept = new(Steps.Length);
        kept.Add(oldest, AtFault(oldest));
        foreach (FaultStep step in Steps)
        {
            if (step.From > oldest)
            {
                kept.Add(step.From, step.AtFault);
            }
        }

        return new FaultTally(kept.ToSteps());
    }

    /// <summary>Returns how much stake was at fault, seen from an epoch.</summary>
    /// <param name="epoch">The epoch of the fault that is judged.</param>
    /// <returns>The stake, in base units. O(log steps).</returns>
    public Amount AtFault(Epoch epoch)
    {
        ImmutableArray<FaultStep> steps = Steps;
        int first = 0, beyond = steps.Length;
        while (first < beyond)
        {
            int middle = (first + beyond) >>> 1;
            (first, beyond) = steps[middle].From <= epoch ? (middle + 1, beyond) : (first, middle);
        }

        return first == 0 ? Amount.Zero : steps[first - 1].AtFault;
    }

    /// <summary>Returns which share of all stake was at fault, seen from an epoch.</summary>
    /// <param name="epoch">The epoch of the fault that is judged.</param>
    /// <param name="allStake">All stake that stood at that epoch, in base units.</param>
    /// <returns>The share, rounded up at the 18th digit against the offender: 1 of 3 units is 0.333333333333333334. At most one; one when there is
    /// a fault and no stake.</returns>
    public Proportion ShareAt(Epoch epoch, Amount allStake)
    {
        Amount atFault = AtFault(epoch);
        return atFault.IsZero ? Proportion.Zero
            : atFault >= allStake ? Proportion.One
            : Proportion.FromQuotient(atFault.Units, allStake.Units, Rounding.Up);
    }

    /// <inheritdoc/>
    public bool Equals(FaultTally other) => Steps.AsSpan().SequenceEqual(other.Steps.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is FaultTally other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => IsEmpty ? 0 : Steps.Length ^ Steps[0].GetHashCode() ^ Steps[^1].GetHashCode();

    /// <summary>Returns the steps, or "(nothing at fault)".</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        IsEmpty ? "(nothing at fault)" : string.Join(", ", Steps.Select(step => $"{step.AtFault} from epoch {step.From}"));

    /// <summary>A sum that stops at the largest amount: it needs more than all stake there can be, and must not stop a settlement.</summary>
    private static Amount Together(Amount left, Amount right) => left > Amount.MaxValue - right ? Amount.MaxValue : left + right;
}
