using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Staking;

/// <summary>What an operator is paid by its delegators: its part of their rewards, by the epoch in which they were earned, with bounds, a step and a notice.</summary>
/// <remarks>
/// <code>
/// commission of a reward earned in e = floor(reward * rate in e)
/// a change announced in epoch a counts from a + 1 on where it lowers the rate, and from a + 1 + Notice on where it raises it
/// refused: a rate outside [Floor, Ceiling], a step above LargestStep, less than Pause epochs after the change before
/// a movement toward a bound that was tightened is always allowed: under a ceiling of 10 %, from 20 % to 19 % or to 10 %, whatever step and pause are
/// </code>
/// In base units, rounded down: 10 % of 19 units is 1, the delegators get 18. What was earned up to the epoch of the announcement is divided as it was earned, whenever it is
/// paid; who leaves during the notice pays nothing of the raise. A second change during a notice cannot shorten it. <c>default</c> of the properties: no commission that can
/// never change. Finding a rate is linear in the changes that are kept; <see cref="Forget"/> drops those that no unpaid epoch needs. Immutable.
/// </remarks>
public sealed record Commission
{
    private readonly ImmutableArray<CommissionChange> _changes = [];

    /// <summary>Gets the operator's part before the first of <see cref="Changes"/>.</summary>
    public Proportion Rate { get; init; }

    /// <summary>Gets the least the part may ever be.</summary>
    public Proportion Floor { get; init; }

    /// <summary>Gets the most the part may ever be.</summary>
    public Proportion Ceiling { get; init; }

    /// <summary>Gets the most one change may be.</summary>
    public Proportion LargestStep { get; init; }

    /// <summary>Gets how long lies between two changes, at least.</summary>
    public EpochSpan Pause { get; init; }

    /// <summary>Gets how long after the epoch of its announcement a raise does not count: the time to leave.</summary>
    public EpochSpan Notice { get; init; }

    /// <summary>Gets the epoch of the last change.</summary>
    public Epoch ChangedAt { get; init; }

    /// <summary>Gets the changes, each from its epoch on, the earliest first.</summary>
    public ImmutableArray<CommissionChange> Changes
    {
        get => _changes;
        init => _changes = value.IsDefault ? [] : value;
    }

    /// <summary>Gets the part that was announced last, whether or not it counts yet.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public Proportion Announced => Changes.IsEmpty ? Rate : Changes[^1].Rate;

    /// <summary>Returns the part that counts for what is earned in an epoch.</summary>
    /// <param name="earned">The epoch.</param>
    /// <returns>The part.</returns>
    public Proportion RateIn(Epoch earned)
    {
        Proportion rate = Rate;
        foreach (CommissionChange change in Changes)
        {
            rate = change.From <= earned ? change.Rate : rate;
        }

        return rate;
    }

    /// <summary>Divides a reward.</summary>
    /// <param name="reward">The reward, in base units.</param>
    /// <param name="earned">The epoch in which it was earned, not the one in which it is paid.</param>
    /// <returns>The operator's part and the delegators'; they sum to the reward.</returns>
    public (Amount Operator, Amount Delegators) Divide(Amount reward, Epoch earned)
    {
        Amount commission = reward.Multiply(RateIn(earned), Rounding.Down);
        return (commission, reward - commission);
    }

    /// <summary>Announces another part.</summary>
    /// <param name="rate">The new part.</param>
    /// <param name="now">The present epoch.</param>
    /// <returns>The commission afterwards.</returns>
    /// <exception cref="StakeRefusedException">The change is too large, outside the bounds or too soon, or would count from an epoch beyond the last.</exception>
    public Commission ChangeTo(Proportion rate, Epoch now)
    {
        Proportion before = Announced;
        if (now < ChangedAt)
        {
            throw new StakeRefusedException(StakeRefusal.EpochInPast, $"A change of commission in epoch {now} comes after one of epoch {ChangedAt}; expected an epoch from that on.");
        }

        if (now.Number == ulong.MaxValue || Notice.Epochs > ulong.MaxValue - 1 - now.Number)
        {
            throw new StakeRefusedException(StakeRefusal.ReleaseBeyondTime, $"A change of commission announced in epoch {now} would count {Prose.Epochs(Notice)} later, after the last epoch, 2^64 - 1; expected one that comes before.");
        }

        string? complaint = Complaint(before, rate, now);
        return complaint is null
            ? this with { Changes = ChangesWith(rate, now), ChangedAt = now }
            : throw new StakeRefusedException(StakeRefusal.ChangeTooLarge, $"A change of commission from {before} to {rate} {complaint}.");
    }

    /// <summary>Drops the parts that counted before an epoch: everything earned then is paid.</summary>
    /// <param name="before">The first epoch that is not paid.</param>
    /// <returns>The commission afterwards, the same from that epoch on.</returns>
    public Commission Forget(Epoch before) =>
        this with { Rate = RateIn(before), Changes = Changes.RemoveAll(change => change.From <= before) };

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"Commission {{ Rate = {Rate}, Floor = {Floor}, Ceiling = {Ceiling}, LargestStep = {LargestStep}, Pause = {Pause}, Notice = {Notice}, "
        + $"ChangedAt = {ChangedAt}, Changes = {Prose.List(Changes)}, Announced = {Announced} }}";

    /// <inheritdoc/>
    public bool Equals(Commission? other) =>
        other is not null && Rate == other.Rate && Floor == other.Floor && Ceiling == other.Ceiling && LargestStep == other.LargestStep && Pause == other.Pause
        && Notice == other.Notice && ChangedAt == other.ChangedAt && Changes.AsSpan().SequenceEqual(other.Changes.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Rate.GetHashCode() ^ Ceiling.GetHashCode() ^ ChangedAt.GetHashCode() ^ Changes.Length;

    private string? Complaint(Proportion before, Proportion rate, Epoch now)
    {
        // From outside the bounds, the way to the bound is free; what goes beyond it is an ordinary step from there.
        Proportion bound = before > Ceiling ? Ceiling : before < Floor ? Floor : before;
        bool towardBound = (before > Ceiling && rate < before && rate >= Ceiling) || (before < Floor && rate > before && rate <= Floor);
        Proportion step = rate > bound ? rate.SubtractToZero(bound) : bound.SubtractToZero(rate);
        return towardBound ? null
            : rate > Ceiling ? $"exceeds the ceiling; expected at most {Ceiling}"
            : rate < Floor ? $"is below the floor; expected at least {Floor}"
            : step > LargestStep ? $"is a step of {step}; expected at most {LargestStep}"
            : now.Since(ChangedAt) < Pause ? $"comes in epoch {now}; expected {Prose.Epochs(Pause)} or more since epoch {ChangedAt}"
            : null;
    }

    /// <summary>Until the notice is over, what was to count anyway but not more than the new part; from then on the new part.</summary>
    private ImmutableArray<CommissionChange> ChangesWith(Proportion rate, Epoch now)
    {
        Epoch next = now.Next, raised = next + Notice;
        ImmutableArray<CommissionChange>.Builder changes = ImmutableArray.CreateBuilder<CommissionChange>();
        Proportion last = Rate;
        foreach (CommissionChange change in Changes)
        {
            if (change.From <= now)
            {
                Append(change);
            }
        }

        Append(new CommissionChange(next, Proportion.Min(RateIn(next), rate)));
        foreach (CommissionChange change in Changes)
        {
            if (change.From > next && change.From < raised)
            {
                Append(change with { Rate = Proportion.Min(change.Rate, rate) });
            }
        }

        Append(new CommissionChange(raised, rate));
        return changes.ToImmutable();

        void Append(CommissionChange change)
        {
            if (change.Rate != last)
            {
                changes.Add(change);
                last = change.Rate;
            }
        }
    }
}
