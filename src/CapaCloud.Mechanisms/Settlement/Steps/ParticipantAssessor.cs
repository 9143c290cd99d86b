using CapaCloud.Mechanisms.Reputation;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Step 3 of an epoch: what one participant's epoch is worth, once it is known which of its faults are charged.</summary>
internal sealed class ParticipantAssessor(MechanismPolicy policy)
{
    /// <summary>What work is multiplied by at a score of one and an uptime of one.</summary>
    private readonly Ratio _full = policy.Reward.ReputationMultiplier.Evaluate(Proportion.One).Multiply(policy.Reward.UptimeMultiplier.Evaluate(Proportion.One), Rounding.Down);

    private readonly PoolAssessor _pools = new(policy);

    /// <summary>Null where checks and work are one record.</summary>
    private readonly CheckerAssessor? _checker = policy.Verification.Panels?.Record is { } model ? new CheckerAssessor(policy, model) : null;

    public Assessment Assess(
        in ParticipantState state, in ParticipantInput input, in ParticipantEpoch epoch, ExplanationRecorder? recorder = null)
    {
        Attendance attendance = epoch.Attendance;
        ChargeBook? charges = epoch.Charges;
        if (recorder is not null)
        {
            attendance.Explain(recorder);
        }

        ulong proven = 0, provenOfChecks = 0;
        bool isAbsenceSuspended = false, forfeits = false;
        List<Conduct>? absences = null;
        HashSet<Digest>? checks = _checker is null || charges is null ? null : CheckerAssessor.KeysOf(state, input);
        foreach (ref readonly Charge charge in charges is null ? [] : charges.Charges)
        {
            bool isAbsence = charge.Rule.Offence == Offence.Downtime;
            isAbsenceSuspended |= isAbsence && charge.IsSuspended && charge.FaultEpoch == input.Epoch;
            if (isAbsence && !charge.IsSuspended && !charge.WasCharged && (charge.FaultEpoch != input.Epoch || attendance.Accountable == 0))
            {
                // No row tells of this absence: what evidence says of it feeds the same track.
                (absences ??= []).Add(RememberedConduct.Presence(input.Epoch, charge.Context.Severity.Complement));
            }

            if (!isAbsence && !charge.IsSuspended && !charge.WasCharged)
            {
                bool isOfCheck = checks is not null && CheckingRecord.IsOfChecking(charge.Rule.Offence, epoch.File!.Cases[charge.Position].Key, checks);
                proven += isOfCheck ? 0UL : 1UL;
                provenOfChecks += isOfCheck ? 1UL : 0UL;
            }

            // What waited out its appeal forfeits the reward of the epoch that brought it, not this one's.
            forfeits |= charge.Forfeits && charge.IsImmediate;
        }

        Attendance atWork = _checker is null || input.Checked is null ? attendance
            : Attendance.Of(policy, input.WithoutChecks(), state.AbsentFor, state.JailedUntil > input.Epoch);
        ulong passed = (ulong)(input.PassedAudits.Length - (_checker is null ? 0 : input.Checks));
        ReputationRecord reputation = Remember(state, input, atWork, passed, proven, isAbsenceSuspended);
        for (int index = 0; index < absences?.Count; index++)
        {
            reputation = policy.Reputation.Model.Add(reputation, absences[index]);
        }

        Proportion score = policy.Reputation.Model.Read(reputation);
        recorder?.Rule(
            "score",
            recorder.Say(policy.Reputation.Model),
            ExplanationRecorder.Parts("score", score),
            ExplanationRecorder.Parts("score before", policy.Reputation.Model.Read(policy.Reputation.Model.Age(state.Reputation, input.Epoch))),
            ExplanationRecorder.Count("audits passed", passed),
            ExplanationRecorder.Count("proven faults", proven),
            ExplanationRecorder.Parts("uptime", atWork.Uptime));
        CheckingRecord? checking = _checker?.Assess(state, input, provenOfChecks, isAbsenceSuspended, recorder);

        bool isBonded = state.Stake.Bonded >= policy.Stake.MinimumBond;
        IneligibilityReason ineligibility = state.JailedUntil > input.Epoch ? IneligibilityReason.Jailed
            : forfeits ? IneligibilityReason.Forfeited
            : !isBonded ? IneligibilityReason.BelowMinimumBond
            : IneligibilityReason.None;
        UInt128 brought = input.Report.Work * RewardPolicy.WeightPerWork;
        UInt128 weight = ineligibility == IneligibilityReason.None
            ? MultipliedWeight.Of((policy.Reward.ReputationMultiplier, policy.Reward.UptimeMultiplier), brought, score, attendance.Uptime, ("", "work * 10^9 * multiplier", "work in billionths"), recorder)
            : Ineligible(ineligibility, recorder);
        return new Assessment
        {
            Participant = state.Participant,
            Reputation = reputation,
            Checking = checking,
            Score = score,
            Uptime = attendance.Uptime,
            Stake = StakeBehind.StandingAt(state, input.Epoch),
            Ineligibility = ineligibility,
            Weight = weight,
            Claim = isBonded ? UInt128.Max(weight, MultipliedWeight.Of(brought, _full)) : UInt128.Zero,
            Pools = _pools.Assess(state, input, attendance, score, ineligibility, isBonded, recorder),
        };
    }

    /// <summary>
    /// Feeds the tracks: passed audits and proven faults the proven one, duties the one of presence. Absence never counts as a proven fault, whoever reports it, and
    /// nothing that the circuit breaker suspends is scored.
    /// </summary>
    private ReputationRecord Remember(
        in ParticipantState state, in ParticipantInput input, in Attendance attendance, ulong passed, ulong proven, bool isAbsenceSuspended)
    {
        IReputationModel model = policy.Reputation.Model;
        ReputationRecord record = model.Age(state.Reputation, input.Epoch);
        if (passed > 0 || proven > 0)
        {
            record = model.Add(record, new Conduct(input.Epoch, ConductKind.Proven, Ratio.Of(passed), Ratio.Of(proven)));
        }

        return attendance.Due == 0 || isAbsenceSuspended
            ? record
            : model.Add(record, RememberedConduct.Presence(input.Epoch, attendance.Uptime));
    }

    private static UInt128 Ineligible(IneligibilityReason reason, ExplanationRecorder? recorder)
    {
        recorder?.Given("weight", $"no claim on the pool: {Why(reason)}", ExplanationRecorder.Count("weight", UInt128.Zero));
        return UInt128.Zero;
    }

    private static string Why(IneligibilityReason reason) => reason switch
    {
        IneligibilityReason.Jailed => "it is in jail",
        IneligibilityReason.BelowMinimumBond => "its bonded stake is below the minimum",
        _ => "a fault of this epoch forfeits its reward",
    };
}
