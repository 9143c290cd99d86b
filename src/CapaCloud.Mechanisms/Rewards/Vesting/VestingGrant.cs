using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>Money that comes to belong to its grantee over time, and may be revoked, returned or clawed back before it is paid.</summary>
/// <remarks>
/// <code>
/// Total = Released + Vested and waiting + Unvested + Recovered
/// releasable = vested - Released from Start + Lock on, and nothing before
/// </code>
/// In base units and epochs; what is vested rounds down. Vesting and the lock are two things: the schedule's cliff says when money belongs to the grantee, the lock when it may
/// be taken. Revoking and returning take the unvested part only, once. A clawback for a proven fault takes the unvested part first and then what is vested and was not
/// released; what was released is gone and is reported as not covered. An operation is in the epoch of the one before it or later, and never gives out more than is left of
/// <c>Total - Released - Recovered</c>. Immutable; an operation returns the new grant, or throws <see cref="RewardRefusedException"/>.
/// </remarks>
public sealed record VestingGrant
{
    /// <summary>Gets what was granted, in base units.</summary>
    public required Amount Total { get; init; }

    /// <summary>Gets the epoch in which vesting begins.</summary>
    public required Epoch Start { get; init; }

    /// <summary>Gets how it vests.</summary>
    public required IVestingSchedule Schedule { get; init => field = value ?? throw new ArgumentNullException(nameof(value), "A grant without a schedule; expected one, such as LinearVesting."); }

    /// <summary>Gets how long after the start nothing may be taken, whatever is vested.</summary>
    public EpochSpan Lock { get; init; }

    /// <summary>Gets a value indicating whether the grantor may revoke the unvested part.</summary>
    public bool IsRevocable { get; init; }

    /// <summary>Gets what was paid to the grantee, in base units.</summary>
    public Amount Released { get; init; }

    /// <summary>Gets what went back by revocation, return or clawback, in base units.</summary>
    public Amount Recovered { get; init; }

    /// <summary>Gets the part of <see cref="Recovered"/> that was vested, in base units.</summary>
    public Amount RecoveredVested { get; init; }

    /// <summary>Gets the epoch after which nothing vests any more, or null.</summary>
    public Epoch? EndedAt { get; init; }

    /// <summary>Gets the epoch of the last operation; nothing may happen before it. The first epoch when nothing has happened.</summary>
    public Epoch Latest { get; init; }

    private Amount Left => Total.SubtractToZero(Released).SubtractToZero(Recovered);

    /// <summary>Returns what had vested by an epoch and was not clawed back, in base units.</summary>
    /// <param name="now">The epoch.</param>
    /// <returns>The vested part, released or not.</returns>
    public Amount VestedAt(Epoch now)
    {
        Epoch until = EndedAt is { } ended && ended < now ? ended : now;
        Amount vested = until < Start ? Amount.Zero : Schedule.Vested(Total, until - Start);

        // What was taken of the unvested part comes off the end.
        Amount left = Total.SubtractToZero(Recovered.SubtractToZero(RecoveredVested));
        return Amount.Min(vested, left).SubtractToZero(RecoveredVested);
    }

    /// <summary>Returns what has not vested by an epoch, in base units.</summary>
    /// <param name="now">The epoch.</param>
    /// <returns>The unvested part; zero once the grant has ended.</returns>
    public Amount UnvestedAt(Epoch now) => Total.SubtractToZero(Recovered).SubtractToZero(VestedAt(now));

    /// <summary>Returns what may be taken in an epoch, in base units.</summary>
    /// <param name="now">The epoch.</param>
    /// <returns>What is vested and was not released, after the lock.</returns>
    public Amount ReleasableAt(Epoch now) => now < Start || now - Start < Lock ? Amount.Zero : Amount.Min(VestedAt(now).SubtractToZero(Released), Left);

    /// <summary>Pays what may be taken.</summary>
    /// <param name="now">The present epoch.</param>
    /// <returns>The grant afterwards and what is paid, zero when there is nothing.</returns>
    /// <exception cref="RewardRefusedException">The epoch is before <see cref="Latest"/>.</exception>
    public (VestingGrant Grant, Amount Paid) Release(Epoch now)
    {
        RefuseThePast(now);
        Amount paid = ReleasableAt(now);
        return (this with { Released = Released + paid, Latest = now }, paid);
    }

    /// <summary>The grantor takes the unvested part back; what is vested stays with the grantee.</summary>
    /// <param name="now">The present epoch.</param>
    /// <returns>The grant afterwards and what goes back.</returns>
    /// <exception cref="RewardRefusedException">The grant cannot be revoked, or has ended before, or the epoch is before <see cref="Latest"/>.</exception>
    public (VestingGrant Grant, Amount Returned) Revoke(Epoch now) => IsRevocable
        ? End(now, "revoked")
        : throw new RewardRefusedException(RewardRefusal.NotRevocable, $"A grant of {Total} base units cannot be revoked; its grantee may return it.");

    /// <summary>The grantee gives the unvested part back, whether or not the grant can be revoked.</summary>
    /// <param name="now">The present epoch.</param>
    /// <returns>The grant afterwards and what goes back.</returns>
    /// <exception cref="RewardRefusedException">The grant has ended before, or the epoch is before <see cref="Latest"/>.</exception>
    public (VestingGrant Grant, Amount Returned) Return(Epoch now) => End(now, "returned");

    /// <summary>Takes a penalty for a fault that was proven later: of the unvested part first, then of what is vested and was not released.</summary>
    /// <param name="due">The penalty, in base units.</param>
    /// <param name="now">The present epoch.</param>
    /// <returns>The grant afterwards, what is taken, and what is not covered because it was released or recovered before.</returns>
    /// <exception cref="RewardRefusedException">The epoch is before <see cref="Latest"/>.</exception>
    public (VestingGrant Grant, Amount Taken, Amount NotCovered) ClawBack(Amount due, Epoch now)
    {
        RefuseThePast(now);
        Amount ofUnvested = Amount.Min(due, Amount.Min(UnvestedAt(now), Left));
        Amount ofVested = Amount.Min(due - ofUnvested, Amount.Min(VestedAt(now).SubtractToZero(Released), Left - ofUnvested)), taken = ofUnvested + ofVested;
        VestingGrant grant = this with { Recovered = Recovered + taken, RecoveredVested = RecoveredVested + ofVested, Latest = now };
        return (grant, taken, due - taken);
    }

    private (VestingGrant Grant, Amount Returned) End(Epoch now, string how)
    {
        RefuseThePast(now);
        if (EndedAt is { } ended)
        {
            throw new RewardRefusedException(RewardRefusal.AlreadyEnded, $"A grant of {Total} base units was to be {how} in epoch {now}; it ended in epoch {ended}.");
        }

        Amount unvested = Amount.Min(UnvestedAt(now), Left);
        return (this with { EndedAt = now, Recovered = Recovered + unvested, Latest = now }, unvested);
    }

    private void RefuseThePast(Epoch now)
    {
        if (now < Latest)
        {
            throw new RewardRefusedException(
                RewardRefusal.EpochInPast, $"Something happened to a grant of {Total} base units in epoch {Latest}, and an act came for epoch {now}; expected that epoch or a later one.");
        }
    }
}
