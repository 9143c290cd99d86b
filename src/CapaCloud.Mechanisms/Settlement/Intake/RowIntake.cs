using System.Collections.Immutable;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Gives each participant its row. Rows decide who is paid what, so a contradiction in them refuses the report.</summary>
internal sealed class RowIntake(FormerRules former, NetworkState state, EpochReport report, List<SetAsideItem> setAside)
{
    /// <summary>How many refusals are listed at most; a report with more is as wrong as one with so many.</summary>
    private const int MostRefusals = 1_000;

    private readonly ImmutableArray<SettlementRefusal>.Builder _refusals = ImmutableArray.CreateBuilder<SettlementRefusal>();
    private readonly Dictionary<ParticipantId, ParticipantReport> _ofSeveralNames = [];

    public ParticipantInput[]? Read(out ImmutableArray<SettlementRefusal> refusals)
    {
        ParticipantInput[] inputs = new ParticipantInput[state.Participants.Length];
        FormerExcuses? excuses = former.ExcusesIn(state);
        for (int index = 0; index < inputs.Length; index++)
        {
            inputs[index] = new ParticipantInput { Epoch = report.Epoch, FormerExcuses = excuses, Report = new ParticipantReport { Participant = state.Participants.ItemRef(index).Participant } };
        }

        bool[] seen = new bool[inputs.Length];
        int expected = 0;
        foreach (ParticipantReport named in report.Participants)
        {
            // Rows usually come in the order of the state; then no search is needed.
            int index = expected < inputs.Length && inputs[expected].Report.Participant == named.Participant ? expected : state.PlaceOf(named.Participant);
            if (index < 0)
            {
                SetAside(named, SetAsideReason.UnknownParticipant);
                continue;
            }

            ParticipantReport row = named with { Participant = inputs[index].Report.Participant };
            expected = index + 1;
            if (!state.Participants.ItemRef(index).FormerNames.IsEmpty)
            {
                if (!_ofSeveralNames.TryAdd(named.Participant, named))
                {
                    AddSecond(_ofSeveralNames[named.Participant], named);
                    continue;
                }

                row = row with { Missed = ReadMissed(row) };
                row = seen[index] ? Together(inputs[index].Report, row) : row;
            }
            else if (seen[index])
            {
                AddSecond(inputs[index].Report, row);
                continue;
            }

            else
            {
                row = row with { Missed = ReadMissed(row) };
            }

            seen[index] = true;
            CheckWork(row);
            inputs[index] = inputs[index] with { Report = row };
        }

        refusals = _refusals.ToImmutable();
        return refusals.IsEmpty ? inputs : null;
    }

    /// <summary>What somebody did under two of its names is what one did: work and duties add up.</summary>
    private ParticipantReport Together(in ParticipantReport first, in ParticipantReport second)
    {
        if (second.Work > UInt128.MaxValue - first.Work || second.DutiesDue > ulong.MaxValue - first.DutiesDue)
        {
            Refuse(RefusalReason.Overflow, second, "has rows under several names that add up to more than can be counted; expected less than 2^128 units of work and 2^64 duties together");
            return first;
        }

        SortedDictionary<string, ulong> missed = new(StringComparer.Ordinal);
        foreach (MissedDuties duties in first.Missed.AddRange(second.Missed))
        {
            // Both are at most the duties due, and those have a sum.
            missed[duties.Cause] = missed.GetValueOrDefault(duties.Cause) + Math.Min(duties.Count, ulong.MaxValue - missed.GetValueOrDefault(duties.Cause));
        }

        return first with
        {
            Work = first.Work + second.Work,
            DutiesDue = first.DutiesDue + second.DutiesDue,
            Missed = [.. missed.Select(static pair => new MissedDuties(pair.Key, pair.Value))],
        };
    }

    private void AddSecond(in ParticipantReport first, in ParticipantReport second)
    {
        if (first == second)
        {
            SetAside(second, SetAsideReason.Duplicate);
            return;
        }

        Refuse(RefusalReason.DuplicateReport, second, "has two rows that say different things; expected at most one row for each participant");
    }

    private void CheckWork(in ParticipantReport row)
    {
        UInt128 most = UInt128.MaxValue / RewardPolicy.WeightPerWork;
        if (row.Work > most)
        {
            Refuse(RefusalReason.Overflow, row, $"delivers {Prose.Units(row.Work)} of work; expected at most {Prose.Number(most)}");
        }
    }

    /// <summary>Returns the missed duties by causes that can excuse. What names no clear cause is missed without an excuse: it stops nobody, and helps nobody.</summary>
    private ImmutableArray<MissedDuties> ReadMissed(in ParticipantReport row)
    {
        if (row.Missed.IsEmpty)
        {
            return row.Missed;
        }

        UInt128 missed = UInt128.Zero;
        foreach (MissedDuties duties in row.Missed)
        {
            missed += duties.Count;
        }

        if (missed > row.DutiesDue)
        {
            Refuse(RefusalReason.MoreMissedThanDue, row, $"misses {Prose.Count(missed, "duty")} of {Prose.Number(row.DutiesDue)} due; expected at most as many as were due");
            return row.Missed;
        }

        if (row.Missed.Length > ParticipantReport.MostCauses)
        {
            SetAside(row, SetAsideReason.TooManyCauses);
            return [default(MissedDuties) with { Count = (ulong)missed }];
        }

        if (row.Missed.Any(static duties => IdentityName.ComplaintOfWords(duties.Cause) is not null) || row.Missed.DistinctBy(static duties => duties.Cause).Count() < row.Missed.Length)
        {
            SetAside(row, SetAsideReason.UnclearCause);
        }

        return row.Missed;
    }

    private void SetAside(in ParticipantReport row, SetAsideReason reason) =>
        setAside.Add(new SetAsideItem { Item = ReportItem.Row, Reason = reason, Participant = row.Participant, Epoch = report.Epoch });

    private void Refuse(RefusalReason reason, in ParticipantReport row, string message)
    {
        if (_refusals.Count < MostRefusals)
        {
            _refusals.Add(new SettlementRefusal(reason, $"participants ({row.Participant})", message));
        }
    }
}
