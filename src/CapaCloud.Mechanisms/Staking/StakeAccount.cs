using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Staking;

/// <summary>
/// What one participant has at stake: tranches that stand behind operators or wait for their release, each with its history, so
/// that a fault can be charged to exactly the stake that stood at the fault.
/// </summary>
/// <remarks>
/// <code>
/// total       = bonded + unbonding
/// standing(f) = sum over tranches that stood at any moment of epoch f of (remaining + what left them in epochs &gt;= f)
/// slash(f, p): due = ceiling(standing(f) * p), taken = min(due, what remains of those tranches)
/// </code>
/// In base units. Penalties round up: 5 % of 101 units is 6. Stake bonded after the fault is not touched; stake that was unbonded,
/// bonded again or redelegated since the fault still is, until the liability window closes; the release is never before that. A fault that
/// is held is decided later, and all that stood at it waits. The
/// number of tranches is bounded by the rules and what no fault can reach any more is forgotten. A participant's own stake stands
/// behind itself; a delegator's stands behind its operator. Every unit lies in exactly one tranche of one account, so the same stake
/// cannot stand behind two names. Immutable; an operation returns the new account, or this very instance when nothing changed.
/// Safe to share between threads. Operations throw <see cref="StakeRefusedException"/> and change nothing when they are refused.
/// </remarks>
[DebuggerDisplay("{Owner}: {Bonded} bonded, {Unbonding} unbonding")]
public sealed partial class StakeAccount : IEquatable<StakeAccount>
{
    private readonly Epoch _oldestHeld = Epoch.MaxValue;

    /// <summary>Initializes a new instance of the <see cref="StakeAccount"/> class from its parts, as they were stored.</summary>
    /// <param name="owner">Whose money it is.</param>
    /// <param name="tranches">The tranches.</param>
    /// <param name="holds">The faults that wait for a decision.</param>
    /// <exception cref="ArgumentException">
    /// The owner is nobody, or the parts contradict each other: the message names the tranche or the hold, and what was expected.
    /// </exception>
    /// <exception cref="OverflowException">The tranches hold more than 2^128 - 1 units.</exception>
    [JsonConstructor]
    public StakeAccount(ParticipantId owner, ImmutableArray<StakeTranche> tranches, ImmutableArray<StakeHold> holds)
        : this(tranches.IsDefault ? [] : tranches, holds.IsDefault ? [] : holds, owner)
    {
        StakeAccountParts.Require(this);
    }

    /// <summary>The account with other parts, which are known to fit.</summary>
    private StakeAccount(StakeAccount account, ImmutableArray<StakeTranche> tranches, ImmutableArray<StakeHold> holds)
        : this(tranches, holds, account.Owner)
    {
    }

    private StakeAccount(ImmutableArray<StakeTranche> tranches, ImmutableArray<StakeHold> holds, ParticipantId owner)
    {
        Owner = owner;
        Tranches = tranches;
        Holds = holds;
        foreach (StakeHold hold in Holds)
        {
            _oldestHeld = Epoch.Min(_oldestHeld, hold.Fault);
        }

        foreach (StakeTranche tranche in Tranches)
        {
            if (tranche.IsBonded)
            {
                Bonded += tranche.Remaining;
            }
            else
            {
                Unbonding += tranche.Remaining;
            }
        }

        Total = Bonded + Unbonding;
    }

    /// <summary>Gets whose money it is.</summary>
    public ParticipantId Owner { get; }

    /// <summary>Gets the tranches, bonded ones first; no two have the same history.</summary>
    public ImmutableArray<StakeTranche> Tranches { get; }

    /// <summary>Gets the faults that wait for a decision, by operator and then by epoch, each once.</summary>
    public ImmutableArray<StakeHold> Holds { get; }

    /// <summary>Gets what stands, behind whomever.</summary>
    [JsonIgnore]
    public Amount Bonded { get; }

    /// <summary>Gets what waits for its release or for its withdrawal.</summary>
    [JsonIgnore]
    public Amount Unbonding { get; }

    /// <summary>Gets all the account holds: what the ledger account <c>Stake(owner)</c> must hold.</summary>
    [JsonIgnore]
    public Amount Total { get; }

    /// <summary>Gets a value indicating whether nothing is here and nothing here can be charged.</summary>
    [JsonIgnore]
    public bool IsClosed => Tranches.IsEmpty;

    /// <summary>Returns the account of a participant that has staked nothing.</summary>
    /// <param name="owner">The participant.</param>
    /// <returns>The account.</returns>
    /// <exception cref="ArgumentException">The owner is nobody.</exception>
    public static StakeAccount Open(ParticipantId owner) => new(owner, [], []);

    /// <summary>Returns what stands behind an operator.</summary>
    /// <param name="operatorId">The operator.</param>
    /// <returns>The bonded stake, in base units.</returns>
    public Amount BondedWith(ParticipantId operatorId)
    {
        Amount total = Amount.Zero;
        foreach (StakeTranche tranche in Tranches)
        {
            if (tranche.IsBonded && tranche.Operator == operatorId)
            {
                total += tranche.Remaining;
            }
        }

        return total;
    }

    /// <summary>Returns the stake that a fault of the owner in an epoch is charged on.</summary>
    /// <param name="fault">The epoch, inside the liability window or held.</param>
    /// <returns>What stood behind the owner itself at any moment of that epoch, in base units; of an epoch that is over it never changes.</returns>
    public Amount StandingAt(Epoch fault) => StandingAt(Owner, fault);

    /// <summary>Returns the stake that an operator's fault in an epoch is charged on.</summary>
    /// <param name="operatorId">The operator.</param>
    /// <param name="fault">The epoch, inside the liability window or held.</param>
    /// <returns>What stood behind that operator at any moment of that epoch, in base units; of an epoch that is over it never changes.</returns>
    public Amount StandingAt(ParticipantId operatorId, Epoch fault)
    {
        Amount total = Amount.Zero;
        foreach (StakeTranche tranche in Tranches)
        {
            total += tranche.StandingAt(operatorId, fault);
        }

        return total;
    }

    /// <summary>Returns the account with everything forgotten that no fault can reach any more.</summary>
    /// <remarks>
    /// <code>kept = what faults of the epochs from min(now - LiabilityWindow + 1, oldest held fault) on can be charged to</code>
    /// Call it each epoch: nothing is copied when there is nothing to forget. What stood in an epoch that can be charged or is held is
    /// the same before and after.
    /// </remarks>
    /// <param name="now">The present epoch.</param>
    /// <param name="rules">The network's rules.</param>
    /// <returns>The account, this very instance when there was nothing to forget.</returns>
    public StakeAccount Prune(Epoch now, StakingRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ImmutableArray<StakeTranche> tranches = StakeTranches.Normalise(Tranches, Horizon(now, rules));
        return tranches == Tranches ? this : new StakeAccount(this, tranches, Holds);
    }

    /// <summary>What stood behind its owner in an epoch, stands in a later one, and was there all along: later stake does not make up for what was lost between.</summary>
    internal Amount StandingThrough(Epoch before, Epoch now)
    {
        Amount total = Amount.Zero;
        foreach (StakeTranche tranche in Tranches)
        {
            total += Amount.Min(tranche.StandingAt(Owner, before), tranche.StandingAt(Owner, now));
        }

        return total;
    }

    /// <summary>Returns one account of several, under one name: every tranche and hold of theirs, standing behind the new owner where it stood behind its own.</summary>
    internal static StakeAccount Joined(ParticipantId owner, ReadOnlySpan<StakeAccount> accounts)
    {
        ImmutableArray<StakeTranche>.Builder tranches = ImmutableArray.CreateBuilder<StakeTranche>();
        SortedSet<StakeHold> holds = [];
        foreach (StakeAccount account in accounts)
        {
            foreach (StakeTranche tranche in account.Tranches)
            {
                tranches.Add(tranche with
                {
                    Operator = tranche.Operator == account.Owner ? owner : tranche.Operator,
                    Earlier = [.. tranche.Earlier.Select(interval => interval.Operator == account.Owner ? interval with { Operator = owner } : interval).Order()],
                });
            }

            foreach (StakeHold hold in account.Holds)
            {
                holds.Add(hold.Operator == account.Owner ? hold with { Operator = owner } : hold);
            }
        }

        return new StakeAccount(owner, StakeTranches.Normalise(tranches.ToImmutable(), Epoch.Zero), [.. holds]);
    }

    /// <summary>Returns this account with another's stake in it: it stands behind this owner from now on, and its history stays behind its own name.</summary>
    internal StakeAccount With(StakeAccount other, Epoch now)
    {
        ImmutableArray<StakeTranche>.Builder tranches = ImmutableArray.CreateBuilder<StakeTranche>();
        tranches.AddRange(Tranches);
        foreach (StakeTranche tranche in other.Tranches)
        {
            if (tranche.Operator != other.Owner)
            {
                tranches.Add(tranche);
                continue;
            }

            // What is leaving stands no more: only should it stand again, it does so behind this owner.
            Epoch last = tranche.IsBonded ? now : tranche.UnbondedAt;
            StandingInterval behindOther = new(other.Owner, tranche.Since, last);
            tranches.Add(tranche with
            {
                Operator = Owner,
                Since = last,
                Earlier = [.. tranche.Earlier.Append(behindOther).Distinct().Order()],
            });
        }

        SortedSet<StakeHold> holds = [.. Holds, .. other.Holds];
        return new StakeAccount(Owner, StakeTranches.Normalise(tranches.ToImmutable(), Epoch.Zero), [.. holds]);
    }

    /// <summary>Tells whether two are equal, by what they hold.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns><see langword="true"/> when they hold the same, or both are null.</returns>
    public static bool operator ==(StakeAccount? left, StakeAccount? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Tells whether two differ, by what they hold.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns><see langword="true"/> when they differ.</returns>
    public static bool operator !=(StakeAccount? left, StakeAccount? right) => !(left == right);

    /// <inheritdoc/>
    public bool Equals(StakeAccount? other) =>
        other is not null && Owner == other.Owner && Tranches.AsSpan().SequenceEqual(other.Tranches.AsSpan())
        && Holds.AsSpan().SequenceEqual(other.Holds.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as StakeAccount);

    /// <inheritdoc/>
    public override int GetHashCode() => Owner.GetHashCode() ^ Total.GetHashCode() ^ Tranches.Length;

    /// <summary>Returns one line: whose stake, how much stands, how much leaves.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Owner}: {Bonded} bonded, {Unbonding} unbonding";

    private static StakeRefusedException Refused(StakeRefusal refusal, string message) => new(refusal, message);

    /// <summary>From when on epochs are told apart: the oldest fault that can be charged or is held, and the epoch before this one, whose stake is asked for by rewards and draws.</summary>
    private Epoch Horizon(Epoch now, StakingRules rules) => Epoch.Min(rules.Horizon(now), _oldestHeld);

    private StakeAccount With(ImmutableArray<StakeTranche> tranches, Epoch now, StakingRules rules) =>
        new(this, StakeTranches.Normalise(tranches, Horizon(now, rules)), Holds);

    /// <summary>Refuses an epoch before the account's history: time does not run backwards.</summary>
    private void RequireForward(Epoch now)
    {
        Epoch latest = default;
        foreach (StakeTranche tranche in Tranches)
        {
            latest = Epoch.Max(latest, tranche.IsBonded ? tranche.Since : tranche.UnbondedAt);
            if (!tranche.Departures.IsEmpty)
            {
                latest = Epoch.Max(latest, tranche.Departures[^1].Epoch);
            }
        }

        if (now < latest)
        {
            throw Refused(StakeRefusal.EpochInPast, $"Epoch {now} is before epoch {latest}, in which something happened to the stake of {Owner}; expected an epoch from that on.");
        }
    }
}
