using System.Collections.Immutable;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment;

/// <summary>Cheating on so many jobs in every epoch until the first verdicts come, branch by branch, with what the mechanism did in each.</summary>
/// <remarks>
/// Verdicts in the job's epoch, K binomial(<see cref="Cheated"/>, <see cref="Detection"/>):
/// <code>profit = Cheated * Gain - sum over k of P(K = k) * (Slashed[k] + Forgone[k] + discount * AfterEffects, the last for k above 0) - Unpassed</code>
/// E epochs whatever comes, whose verdicts come D epochs later, K binomial(E * <see cref="Cheated"/>, <see cref="Detection"/>), the K verdicts as far apart as can be:
/// <code>profit = sum over t = 0..E-1 of discount^t * Cheated * Gain - discount^D * sum over k of P(K = k) * (Slashed[k] + Forgone[k] - Unworked[k] * cost of an epoch + discount * AfterEffects, the last for k above 0) - Unpassed</code>
/// Every epoch until the verdicts come D epochs later, with s the chance that an epoch's work stays unfound and the branches listed from "never found" to "found from the first epoch on":
/// <code>profit = sum over t = 0..D of discount^t * (Cheated * Gain - s^t * (1 - s) * discount^D * (Slashed + Forgone + discount * AfterEffects in the branch of t)) - Unpassed</code>
/// While wrongful accusations wait for their appeals, with L epochs, everything found false, and branches 0 (nothing is cheated) and 1:
/// <code>profit &gt;= sum over t = 0..L-1 of discount^t * Cheated * Gain + discount^IdleUntil * Idle * cost of an epoch - (Slashed[1] - Slashed[0]) - Forgone[1]</code>
/// Everything reported again and again (<see cref="IsRenewed"/>), with branches 0 (nothing is cheated) and 1, and the sum over <see cref="CheatedIn"/>:
/// <code>profit &gt;= sum over t of discount^t * Cheated * Gain + discount^IdleUntil * Idle * cost of an epoch - (Slashed[1] - Slashed[0]) - Forgone[1] - AfterEffects - Unpassed</code>
/// With a <see cref="Detection"/> below one nobody idles, the stake is counted as if everything were found false, and Forgone[1] is multiplied by the chance that an epoch's work is found out; only where nobody is jailed.
/// Money in base units. <see cref="AttackReplay"/> plays each branch through the network again and must find the same figures.
/// </remarks>
public sealed record AttackTrace
{
    /// <summary>Gets the stake the attacker holds, in base units.</summary>
    public required Amount Stake { get; init; }

    /// <summary>Gets how many jobs are cheated in each of the epochs.</summary>
    public required long Cheated { get; init; }

    /// <summary>Gets after how many epochs the verdicts are settled.</summary>
    public required long Delay { get; init; }

    /// <summary>Gets for how many epochs after its verdict a penalty can be put off by an appeal; an attack on every epoch lasts so much longer.</summary>
    public long Wait { get; init; }

    /// <summary>Gets in how many epochs it is cheated, whatever comes; 0 for an attack that goes on until the first penalty.</summary>
    public long Epochs { get; init; }

    /// <summary>Gets how many honest results are found false first: the attack begins when they are accused, and ends when they are charged. 0 where it begins with a clear record.</summary>
    public int Wrongful { get; init; }

    /// <summary>Gets in how many epochs the attacker does no work where it would work honestly: it idles in those whose reward a verdict would forfeit, or is in jail.</summary>
    public long Idle { get; init; }

    /// <summary>Gets the last epoch of the play in which it idles, counted from 0; what idling spares is worth no less than then.</summary>
    public long IdleUntil { get; init; }

    /// <summary>Gets a value indicating whether an accomplice reports everything that was cheated in the epoch after the last cheated one, before the audits do: one reward pays for all of it.</summary>
    public bool Reports { get; init; }

    /// <summary>
    /// Gets a value indicating whether the accomplice reports again and again: whenever the first verdict of what was not reported yet comes, with appeals also whenever a case is decided, and in the last epoch.
    /// </summary>
    public bool IsRenewed { get; init; }

    /// <summary>Gets in which epochs of the play it is cheated, counted from 0; empty where it is in the first <see cref="Length"/>.</summary>
    public ImmutableArray<long> CheatedIn { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Gets how many epochs are cheated.</summary>
    public long Length => Epochs > 0 ? Epochs : PenaltyDelay + 1;

    /// <summary>Gets in how many epochs of each branch the attacker is given no work where an honest participant is: their cost is spared. None where that is not counted.</summary>
    public ImmutableArray<long> Unworked { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Gets after how many epochs a penalty is taken at the latest.</summary>
    public long PenaltyDelay => Delay + Wait;

    /// <summary>Gets what one cheated job saves and brings from outside, the mean over the cheated ones.</summary>
    public required Fraction Gain { get; init; }

    /// <summary>Gets the chance that one cheated job leads to a verdict, at most.</summary>
    public required Fraction Detection { get; init; }

    /// <summary>Gets what being caught costs after the branch, at most: jail, a worse record, or a new name instead.</summary>
    public Fraction AfterEffects { get; init; }

    /// <summary>Gets what the audits cost later that it does not pass while it cheats, at most: honest work would have had a better record by then. 0 where a record moves neither pay nor audits.</summary>
    public Fraction Unpassed { get; init; }

    /// <summary>Gets what the mechanism took in each branch.</summary>
    public required ImmutableArray<Amount> Slashed { get; init => field = value.IsDefault ? [] : value; }

    /// <summary>Gets what reward the mechanism did not pay in each branch.</summary>
    public required ImmutableArray<Amount> Forgone { get; init => field = value.IsDefault ? [] : value; }

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"AttackTrace {{ Stake = {Stake}, Cheated = {Cheated}, Delay = {Delay}, Wait = {Wait}, Epochs = {Epochs}, Wrongful = {Wrongful}, Idle = {Idle}, "
        + $"IdleUntil = {IdleUntil}, Reports = {Reports}, IsRenewed = {IsRenewed}, CheatedIn = {Prose.List(CheatedIn)}, Length = {Length}, Unworked = {Prose.List(Unworked)}, PenaltyDelay = {PenaltyDelay}, Gain = {Gain}, "
        + $"Detection = {Detection}, AfterEffects = {AfterEffects}, Unpassed = {Unpassed}, Slashed = {Prose.List(Slashed)}, Forgone = {Prose.List(Forgone)} }}";

    /// <inheritdoc/>
    public bool Equals(AttackTrace? other) =>
        other is not null
        && Stake == other.Stake
        && Cheated == other.Cheated
        && Delay == other.Delay
        && Wait == other.Wait
        && Epochs == other.Epochs
        && Wrongful == other.Wrongful
        && Idle == other.Idle
        && IdleUntil == other.IdleUntil
        && Reports == other.Reports
        && IsRenewed == other.IsRenewed
        && CheatedIn.SequenceEqual(other.CheatedIn)
        && Gain == other.Gain
        && Detection == other.Detection
        && AfterEffects == other.AfterEffects
        && Unpassed == other.Unpassed
        && Unworked.SequenceEqual(other.Unworked)
        && Slashed.SequenceEqual(other.Slashed)
        && Forgone.SequenceEqual(other.Forgone);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Stake, Cheated, Delay, Epochs);
}
