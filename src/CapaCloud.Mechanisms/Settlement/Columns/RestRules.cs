using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>
/// Who rests from an epoch on, and until when: whose numbers alone are changed by an epoch that brings work and kept duties and nothing else. Whoever is in doubt does not rest; that costs
/// time and changes nothing.
/// </summary>
/// <remarks>
/// <code>
/// rests    = all stake stands behind its owner; no open case, hold, job, waiting reward, delegation, former name or merged record
/// wakes at = the first epoch whose settlement forgets a case, a passed task, a term of jail or a part of the stake's history
/// </code>
/// What is remembered rests only while one liability window has been in force for as long as it reaches, and closed cases only where no offence is counted over everybody.
/// </remarks>
internal sealed class RestRules
{
    private readonly Epoch _now;
    private readonly bool _isSteady;
    private readonly bool _canHaveCases;
    private readonly Epoch _since;
    private readonly EpochSpan _window;
    private readonly EpochSpan _memory;
    private readonly StakingRules _rules;

    public RestRules(SettlementRules rules, NetworkState frame)
    {
        _now = frame.Epoch;
        Allows = AllowsPolicy(rules.Policy);
        LiabilityPeriod period = frame.Liability is [var only] ? only : default;
        _isSteady = frame.FormerOffences.IsEmpty && frame.Liability.Length == 1 && period.Since <= _now
            && (period.Since == Epoch.Zero || _now - period.Since >= period.Window);
        _canHaveCases = !rules.TalliedIn(frame).Any;
        _since = period.Since;
        _window = period.Window;
        _memory = MemorySpan.Of(rules.Policy, rules.Policy.Stake.LiabilityWindow);
        _rules = rules.Policy.Stake;
        _isSteady &= _window == _rules.LiabilityWindow;
    }

    /// <summary>
    /// Gets a value indicating whether anybody can rest under the policy: a reputation model of somebody's own may remember by other epochs than those it is asked about, and who claims several
    /// pools has more than one number.
    /// </summary>
    public bool Allows { get; }

    /// <summary>Tells whether a policy's model is the library's own, and the pool of work its only one.</summary>
    public static bool AllowsPolicy(MechanismPolicy policy) => policy.Reputation.Model.GetType().Assembly == typeof(RestRules).Assembly && policy.Reward.Pools.IsEmpty;

    /// <summary>Tells whether a participant rests from the current epoch on.</summary>
    /// <param name="one">The participant.</param>
    /// <param name="asOf">The epoch as of which the reputation of those who rest is stated.</param>
    /// <param name="memory">What is remembered beside its numbers; null when nothing is.</param>
    /// <param name="wakesAt">The epoch in which it rests no more; 0 when its numbers are all there is.</param>
    /// <returns><see langword="true"/> when it rests.</returns>
    public bool TryRest(in ParticipantState one, Epoch asOf, out RestMemory? memory, out ulong wakesAt)
    {
        memory = null;
        wakesAt = 0;
        if (!Allows || one.Reputation.AsOf != asOf || asOf > _now || !IsFree(one) || !IsWholeStake(one.Stake))
        {
            return false;
        }

        if (IsPlain(one))
        {
            return true;
        }

        UInt128 first = UInt128.Min(UInt128.Min(OfCases(one), OfAudits(one)), UInt128.Min(OfJail(one), OfStake(one.Stake)));
        if (!_isSteady || first <= (UInt128)_now.Number + 1)
        {
            return false;
        }

        memory = new RestMemory(one.Stake, one.Jail, one.Cases, one.PassedAudits);

        // What the state of an epoch does not remember any more is forgotten by the settlement of the epoch before.
        wakesAt = first > ulong.MaxValue ? ulong.MaxValue : (ulong)first - 1;
        return true;
    }

    /// <summary>Returns whether an account is one plain tranche, which the numbers say in full.</summary>
    private static bool IsPlain(in ParticipantState one) =>
        one.Jail is null && one.Cases.IsEmpty && one.PassedAudits.IsEmpty
        && one.Stake.Tranches is [{ IsBonded: true, Earlier.IsEmpty: true, Departures.IsEmpty: true } tranche] && tranche.UnbondedAt == default && !tranche.Remaining.IsZero;

    private static bool IsFree(in ParticipantState one) =>
        one.Withheld.IsEmpty && one.Jobs.IsEmpty && one.FormerNames.IsEmpty && one.Merged is null && one.Delegated is null && one.Checking is null
        && !one.Participant.IsNone && one.Stake is { Holds.IsEmpty: true } && one.Stake.Owner == one.Participant;

    /// <summary>Tells whether from the current epoch on the standing stake is the bonded one.</summary>
    private bool IsWholeStake(StakeAccount stake)
    {
        foreach (ref readonly StakeTranche tranche in stake.Tranches.AsSpan())
        {
            if (tranche.IsBonded ? tranche.Operator != stake.Owner || tranche.Since > _now : tranche.UnbondedAt >= _now)
            {
                return false;
            }

            foreach (StandingInterval interval in tranche.Earlier)
            {
                if (interval.Until >= _now)
                {
                    return false;
                }
            }

            foreach (StakeDeparture departure in tranche.Departures)
            {
                if (departure.Epoch >= _now)
                {
                    return false;
                }
            }
        }

        return !stake.Tranches.IsEmpty;
    }

    /// <summary>Returns the first epoch whose state does not remember all of the cases.</summary>
    private UInt128 OfCases(in ParticipantState one)
    {
        UInt128 first = UInt128.MaxValue;
        foreach (ref readonly FaultCase item in one.Cases.AsSpan())
        {
            if (item.IsOpen || !_canHaveCases)
            {
                return UInt128.Zero;
            }

            first = UInt128.Min(first, UInt128.Max((UInt128)item.FaultEpoch.Number + _memory.Epochs + 1, Reaching(item.Accused)));
        }

        return first;
    }

    private UInt128 OfAudits(in ParticipantState one)
    {
        UInt128 first = UInt128.MaxValue;
        foreach (ref readonly PassedAudit audit in one.PassedAudits.AsSpan())
        {
            first = UInt128.Min(first, Reaching(audit.Epoch));
        }

        return first;
    }

    /// <summary>Returns the first epoch in which nothing of an epoch can be brought any more.</summary>
    private UInt128 Reaching(Epoch latest) => _since <= latest ? (UInt128)latest.Number + _window.Epochs : UInt128.Zero;

    private UInt128 OfJail(in ParticipantState one)
    {
        if (one.Jail is null)
        {
            return UInt128.MaxValue;
        }

        UInt128 first = UInt128.MaxValue;
        foreach (JailTerm term in one.Jail.Terms)
        {
            first = UInt128.Min(first, term.Until.Number);
        }

        return one.Jail.Terms.IsEmpty || !Equals(JailTerms.From(one.Jail.Terms, _now), one.Jail) ? UInt128.Zero : first;
    }

    /// <summary>Returns the first epoch whose state does not tell apart all that the account does.</summary>
    private UInt128 OfStake(StakeAccount stake)
    {
        UInt128 horizon = UInt128.MaxValue;
        foreach (ref readonly StakeTranche tranche in stake.Tranches.AsSpan())
        {
            Reach(tranche.Since == default ? UInt128.MaxValue : tranche.Since.Number);
            if (!tranche.IsBonded && (tranche.Since != default || tranche.UnbondedAt != default || !tranche.Departures.IsEmpty))
            {
                Reach((UInt128)tranche.UnbondedAt.Number + 1);
            }

            foreach (StandingInterval interval in tranche.Earlier)
            {
                Reach((UInt128)interval.Until.Number + 1);
                Reach(interval.Since == default ? UInt128.MaxValue : interval.Since.Number);
            }

            foreach (StakeDeparture departure in tranche.Departures)
            {
                Reach((UInt128)departure.Epoch.Number + 1);
            }
        }

        // The horizon of an epoch lies this much before it.
        UInt128 back = UInt128.Max(_window.Epochs, 2) - 1;
        bool isPruned = ReferenceEquals(stake.Prune(_now, _rules), stake);
        return !isPruned ? UInt128.Zero : horizon == UInt128.MaxValue ? horizon : horizon + back;

        void Reach(UInt128 epoch) => horizon = UInt128.Min(horizon, epoch);
    }
}
