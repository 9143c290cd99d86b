using System.Numerics;

namespace CapaCloud.Mechanisms.Tests.Settlement.Model;

/// <summary>
/// The whole network as one would keep it on paper: who is accused of what, what stood in which epoch, what is held where. Plain lists and unbounded integers; nothing
/// of the pipeline is used. Curves, models and splitters are the policy's own, and one account at a time is slashed by the staking module, which has a model of its own.
/// </summary>
internal sealed class PaperNetwork
{
    private readonly Dictionary<(ParticipantId Name, ulong Epoch), BigInteger> _stood = [];
    private readonly Dictionary<ulong, BigInteger> _all = [];

    public PaperNetwork(MechanismPolicy policy)
    {
        Liability = [(0, policy.Stake.LiabilityWindow.Epochs)];
        Rules = new PaperRules(policy, Liability, Former);
    }

    public PaperRules Rules { get; private set; }

    public ulong Now { get; set; }

    public List<(ulong Since, ulong Window)> Liability { get; }

    /// <summary>Gets the policies of before whose prices can still be asked for, each with the last epoch whose faults have them.</summary>
    public List<(ulong Until, MechanismPolicy Policy)> Former { get; } = [];

    /// <summary>Gets for how many epochs was remembered when it was forgotten last.</summary>
    public ulong LastMemory { get; private set; }

    public SortedDictionary<ParticipantId, PaperParticipant> Participants { get; } = [];

    public BigInteger Treasury { get; set; }

    public BigInteger Pool { get; set; }

    public BigInteger Dust { get; set; }

    /// <summary>Gets what lies in each further pool; nothing where it has no line.</summary>
    public Dictionary<string, BigInteger> FurtherPools { get; } = [];

    public BigInteger StoodAt(ParticipantId name, ulong epoch) => _stood.GetValueOrDefault((name, epoch));

    /// <summary>Writes down what stands in the present epoch.</summary>
    public void Record(ParticipantId name, BigInteger stands) => _stood[(name, Now)] = stands;

    public void RecordAll() => _all[Now] = Participants.Keys.Aggregate(BigInteger.Zero, (sum, name) => sum + StoodAt(name, Now));

    public IEnumerable<(PaperParticipant Owner, PaperCase Case)> Cases => Participants.Values.SelectMany(owner => owner.Cases.Select(item => (owner, item)));

    public PaperParticipant Join(ParticipantId name)
    {
        if (!Participants.TryGetValue(name, out PaperParticipant? participant))
        {
            participant = new PaperParticipant { Name = name, Reputation = Rules.Policy.Reputation.Model.Newcomer(Epoch.Of(Now)) };
            Participants.Add(name, participant);
        }

        return participant;
    }

    public void Migrate(MechanismPolicy policy)
    {
        if (policy == Rules.Policy)
        {
            return;
        }

        ulong window = policy.Stake.LiabilityWindow.Epochs;
        Liability.RemoveAll(period => period.Since == Now + 1);
        if (Liability[^1].Window != window)
        {
            Liability.Add((Now + 1, window));
        }

        MechanismPolicy before = Rules.Policy;
        if (Former.Count > 0 && Former[^1].Until == Now)
        {
            before = Former[^1].Policy;
            Former.RemoveAt(Former.Count - 1);
        }

        if (!PaperRules.SamePrices(before, policy) || !before.ExcusedCauses.Order().SequenceEqual(policy.ExcusedCauses.Order()) || before.Duties != policy.Duties)
        {
            Former.Add((Now, before));
        }

        Rules = new PaperRules(policy, Liability, Former);
    }

    /// <summary>What excuses a missed duty: in the epoch of a change what did before it.</summary>
    private MechanismPolicy ExcusingNow => Former.Count > 0 && Former[^1].Until == Now ? Former[^1].Policy : Rules.Policy;

    /// <summary>Tells whether somebody's duties count: there are enough of them, and it is not in jail.</summary>
    public bool Counts(PaperParticipant participant, ParticipantReport row) =>
        ExcusingNow.Duties is not { } duties
        || (row.DutiesDue - row.Missed.Aggregate(0UL, (sum, missed) => sum + (ExcusingNow.ExcusedCauses.Contains(missed.Cause) ? missed.Count : 0)) >= duties.Least && (duties.DueInJail || participant.JailedUntil <= Now));

    /// <summary>Returns the uptime in parts of 10^18, and whether anything accountable was due.</summary>
    public (BigInteger Uptime, bool IsDue) Uptime(PaperParticipant participant, in ParticipantReport row)
    {
        if (!Counts(participant, row))
        {
            return (PaperRules.One, false);
        }

        BigInteger missed = 0, excused = 0;
        foreach (MissedDuties duties in row.Missed)
        {
            missed += duties.Count;
            excused += ExcusingNow.ExcusedCauses.Contains(duties.Cause) ? duties.Count : 0;
        }

        BigInteger accountable = row.DutiesDue - excused;
        return accountable.IsZero ? (PaperRules.One, false) : ((row.DutiesDue - missed) * PaperRules.One / accountable, true);
    }

    /// <summary>Returns for how many epochs in a row the participant has missed something, this one included.</summary>
    public ulong AbsentFor(PaperParticipant participant, EpochReport report)
    {
        (BigInteger uptime, bool isDue) = Uptime(participant, report.Participants.FirstOrDefault(one => one.Participant == participant.Name));
        return !isDue ? participant.AbsentFor : uptime == PaperRules.One ? 0 : participant.AbsentFor + 1;
    }

    /// <summary>Returns the cases that are charged now.</summary>
    public HashSet<PaperCase> Charged()
    {
        HashSet<PaperCase> charged = [];
        IEnumerable<PaperCase[]> groups = Rules.WaitsForNetwork ? [[.. Cases.Select(one => one.Case)]] : Participants.Values.Select(owner => owner.Cases.ToArray());
        foreach (PaperCase[] group in groups)
        {
            charged.UnionWith(group.Where(item => item.Status == CaseStatus.Decided && item.IsImmediate));
            PaperCase[] waiting = [.. group.Where(item => item.Status == CaseStatus.Decided && !item.IsImmediate)];
            if (waiting.Length > 0)
            {
                ulong first = waiting.Min(item => item.DecidedAt);
                bool isComplete = !Array.Exists(group, item => item.Status == CaseStatus.Pending && item.Accused <= first);
                charged.UnionWith(waiting.Where(item => isComplete && item.Accused <= first));
            }
        }

        return charged;
    }

    /// <summary>Returns the share of all stake at fault in the window before an epoch, in parts of 10^18: each owner once, with its largest fault.</summary>
    public BigInteger ShareAtFault(Offence offence, ulong fault, ulong window, HashSet<PaperCase> charged)
    {
        BigInteger atFault = 0;
        foreach (PaperParticipant owner in Participants.Values)
        {
            atFault += owner.Cases
                .Where(item => item.Offence == offence && (charged.Contains(item) || item.Status is CaseStatus.Charged or CaseStatus.Suspended))
                .Where(item => item.Fault <= fault && fault - item.Fault <= window)
                .Select(item => item.AtFault).DefaultIfEmpty().Max();
        }

        BigInteger all = _all[fault];
        return atFault.IsZero ? 0 : atFault >= all ? PaperRules.One : ((atFault * PaperRules.One) + all - 1) / all;
    }

    /// <summary>Forgets what the documented windows forget.</summary>
    public void Forget()
    {
        ulong memory = LastMemory = Rules.Memory(Now);
        Former.RemoveAll(one => !Rules.ReachesBack(one.Until, Now) && !Cases.Any(item => item.Case.IsOpen && item.Case.Fault <= one.Until));
        foreach (PaperParticipant owner in Participants.Values)
        {
            List<PaperCase> gone = owner.Cases.FindAll(item => !item.IsOpen && Now - item.Fault > memory && !Rules.ReachesBack(item.Accused, Now));
            owner.Cases.RemoveAll(gone.Contains);

            // What a fault has cost is known as long as any case of it is: the last of those that go stays, and says it all.
            foreach (IGrouping<Digest, PaperCase> fault in gone.Where(item => item.Status == CaseStatus.Charged && item.Due > 0 && owner.Cases.Exists(one => one.Key == item.Key)).GroupBy(item => item.Key).ToArray())
            {
                PaperCase last = fault.OrderBy(item => item.Fault).ThenBy(item => item.IsRevision).ThenBy(item => item.Accused).ThenBy(item => item.Offence).Last();
                last.Due = fault.Aggregate(BigInteger.Zero, (sum, item) => sum + item.Due);
                owner.Cases.Add(last);
            }

            // A passed task is known for one epoch at least, however short the window.
            owner.Passed.RemoveAll(passed => passed.Epoch + 1 < Now && !Rules.ReachesBack(passed.Epoch, Now));
        }
    }
}
