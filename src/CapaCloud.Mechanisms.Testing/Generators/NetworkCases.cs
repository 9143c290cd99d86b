using System.Collections.Immutable;
using CapaCloud.Mechanisms.Settlement;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing.Generators;

/// <summary>Draws networks with valid reports for a policy: up to eight participants, amounts up to 10^30 units, every kind of misbehaviour it prices.</summary>
/// <remarks>No formula.</remarks>
public static class NetworkCases
{
    private static readonly string[] OtherCauses = ["disk", "unknown"];

    /// <summary>Returns a generator of cases for a policy.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="open">Opens a network with deposits.</param>
    /// <param name="mechanism">Awards the jobs of a policy that has rules for them; there are none when left out.</param>
    /// <returns>The generator.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="policy"/> or <paramref name="open"/> is null.</exception>
    public static Gen<NetworkCase> For(
        MechanismPolicy policy, Func<IEnumerable<KeyValuePair<ParticipantId, Amount>>, NetworkState> open, IMechanism? mechanism = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(open);
        return
            from count in Gen.Choose(1, 8)
            from deposits in Gen.ArrayOf(Generate.ModestAmount, count)
            let names = Enumerable.Range(0, count).Select(number => ParticipantId.Of($"p{number}")).ToArray()
            let opened = open(names.Zip(deposits, (name, deposit) => KeyValuePair.Create(name, deposit + policy.Stake.MinimumBond + Amount.One)))
            from working in mechanism is null ? Gen.Constant(opened) : JobCases.Prepared(mechanism, opened)
            from state in mechanism is null ? Gen.Constant(working) : DelegationCases.Prepared(mechanism, working)
            from payments in Generate.ModestAmount
            from seed in Generate.Digest
            from rows in Gen.CollectToArray(names, name => Row(policy, name))
            from verdicts in Gen.CollectToArray(names, name => VerdictOn(policy, name, state.Epoch))
            from evidence in Gen.CollectToArray(names, name => EvidenceAgainst(policy, name, names, state.Epoch))
            from jobs in mechanism is null ? Gen.Constant((Jobs: ImmutableArray<JobReport>.Empty, Verdicts: ImmutableArray<Verdict>.Empty)) : JobCases.Events(policy, state)
            from checks in CheckCases.For(policy, names, [.. verdicts.SelectMany(item => item)])
            select new NetworkCase(state, new EpochReport
            {
                Epoch = state.Epoch,
                Beacon = new Beacon(1, seed),
                Payments = payments,
                Participants = [.. rows],
                Verdicts = [.. verdicts.SelectMany(item => item), .. jobs.Verdicts],
                Jobs = jobs.Jobs,
                Checks = checks,
                Evidence = [.. evidence.SelectMany(item => item)],
            });
    }

    /// <summary>Returns cases with one row less or without payments, so that a failure can be read.</summary>
    /// <param name="item">A case.</param>
    /// <returns>Smaller cases.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="item"/> is null.</exception>
    public static IEnumerable<NetworkCase> Shrink(NetworkCase item)
    {
        ArgumentNullException.ThrowIfNull(item);
        EpochReport report = item.Report;
        for (int index = 0; index < report.Evidence.Length; index++)
        {
            yield return item with { Report = report with { Evidence = report.Evidence.RemoveAt(index) } };
        }

        for (int index = 0; index < report.Jobs.Length; index++)
        {
            yield return item with { Report = report with { Jobs = report.Jobs.RemoveAt(index) } };
        }

        for (int index = 0; index < report.Checks.Length; index++)
        {
            yield return item with { Report = report with { Checks = report.Checks.RemoveAt(index) } };
        }

        for (int index = 0; index < report.Verdicts.Length; index++)
        {
            yield return item with { Report = report with { Verdicts = report.Verdicts.RemoveAt(index) } };
        }

        for (int index = 0; index < report.Participants.Length; index++)
        {
            yield return item with { Report = report with { Participants = report.Participants.RemoveAt(index) } };
        }

        foreach (Amount payments in Generators.Shrink.Amount(report.Payments).Take(3))
        {
            yield return item with { Report = report with { Payments = payments } };
        }
    }

    private static Gen<ParticipantReport> Row(MechanismPolicy policy, ParticipantId name) =>
        from work in Generate.Word
        from due in Gen.Choose(0, 10_000)
        from missed in Gen.Frequency((2, Gen.Constant(0)), (1, Gen.Choose(0, due)))
        from cause in Gen.Elements([.. policy.ExcusedCauses, .. OtherCauses])
        select new ParticipantReport
        {
            Participant = name,
            Work = work,
            DutiesDue = (ulong)due,
            Missed = missed == 0 ? [] : [new MissedDuties(cause, (ulong)missed)],
        };

    private static Gen<Verdict[]> VerdictOn(MechanismPolicy policy, ParticipantId name, Epoch epoch)
    {
        bool isPriced = policy.Offences.Any(offence => offence.Offence == Offence.IncorrectResult);
        VerdictReason worst = isPriced ? VerdictReason.ContradictsAccepted : VerdictReason.NoConsensus;
        return
            from count in Gen.Choose(0, 3)
            from reasons in Gen.ArrayOf(Gen.Elements(VerdictReason.MatchesAccepted, VerdictReason.MatchesAccepted, VerdictReason.NoConsensus, worst), count)
            select reasons.Select((reason, task) => Verdict.Because(name, TaskId.Of($"{name}/{task}"), epoch, reason)).ToArray();
    }

    private static Gen<Evidence[]> EvidenceAgainst(MechanismPolicy policy, ParticipantId offender, ParticipantId[] names, Epoch epoch) =>
        policy.Offences.IsEmpty
            ? Gen.Constant<Evidence[]>([])
            : from isOffender in Gen.Frequency((3, Gen.Constant(false)), (1, Gen.Constant(true)))
              from offence in Gen.Elements(policy.Offences.Select(priced => priced.Offence).ToArray())
              from severity in Generate.Proportion
              from reporter in Gen.Elements([default, .. names])
              from subject in Generate.Digest
              select isOffender
                  ? new[] { About(new Evidence { Offence = offence, Offender = offender, FaultEpoch = epoch, Severity = severity, Reporter = reporter }, subject) }
                  : [];

    private static Evidence About(Evidence evidence, Digest subject) =>
        evidence.Offence == Offence.IncorrectResult || evidence.Offence == Offence.UnrevealedResult
            ? evidence with { Task = TaskId.Of($"task-{subject.ToString()[..8]}") }
            : evidence with { Subject = subject };
}
