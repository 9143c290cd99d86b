using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Holds what a large network did in an epoch as numbers: work and duties in columns, by the place of each participant, and everything else as a report has it.</summary>
/// <remarks>
/// No formula. Names are looked up once, when it is made; settling it looks up none of those who worked and kept their duties. Made for one network; another one, and the same one after newcomers
/// have got their place, refuses it. Immutable and safe to share between threads.
/// </remarks>
public sealed class LargeReport
{
    private LargeReport(ParticipantId[] names, ulong[] work, ulong[] due, bool[] hasRow, int[] told, EpochReport rest)
    {
        (Names, Work, Due, HasRow, Told, Rest) = (names, work, due, hasRow, told, rest);
    }

    /// <summary>Gets the epoch.</summary>
    public Epoch Epoch => Rest.Epoch;

    /// <summary>Gets what is not in the columns: rows with missed duties or of who has no place yet, verdicts, evidence, appeals, rulings, jobs, checks, payments and the beacon.</summary>
    public EpochReport Rest { get; }

    /// <summary>Gets the names in whose order the columns are.</summary>
    internal ParticipantId[] Names { get; }

    /// <summary>Gets the work of each place.</summary>
    internal ulong[] Work { get; }

    /// <summary>Gets the duties of each place, of which none was missed.</summary>
    internal ulong[] Due { get; }

    /// <summary>Gets whether a row was given for a place.</summary>
    internal bool[] HasRow { get; }

    /// <summary>Gets the places of everybody of whom the rest tells, ascending.</summary>
    internal int[] Told { get; }

    /// <summary>Makes the columns of a report.</summary>
    /// <param name="network">The network that is to be settled with it.</param>
    /// <param name="report">The report.</param>
    /// <returns>The same report as numbers. Linear in its size; logarithmic in the size of the network for each name out of order.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static LargeReport Of(LargeNetwork network, EpochReport report)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(report);
        int count = network.Rows.Names.Length;
        ulong[] work = new ulong[count], due = new ulong[count];
        bool[] hasRow = new bool[count];
        List<ParticipantReport> others = [];
        HashSet<int> told = [];
        int expected = 0;
        foreach (ref readonly ParticipantReport row in report.Participants.AsSpan())
        {
            int place = expected < count && network.Rows.Names[expected] == row.Participant ? expected : network.Rows.RowOf(row.Participant);
            if (place < 0 || hasRow[place] || !row.Missed.IsEmpty || row.Work > ulong.MaxValue)
            {
                others.Add(row);
                Tell(told, place);
            }
            else
            {
                (work[place], due[place], hasRow[place]) = ((ulong)row.Work, row.DutiesDue, true);
            }

            expected = place < 0 ? expected : place + 1;
        }

        return new LargeReport(network.Rows.Names, work, due, hasRow, ToldBy(network, report, told), report with { Participants = [.. others] });
    }

    /// <summary>Makes a report of columns that were never names.</summary>
    /// <param name="network">The network that is to be settled with it.</param>
    /// <param name="work">The work of each participant, in the network's unit, in the order of <see cref="LargeNetwork.Names"/>.</param>
    /// <param name="due">The duties of each participant, in the same order, of which none was missed.</param>
    /// <param name="rest">Everything else; its rows are those with missed duties and those of participants without a place, and the column has zeros in their places.</param>
    /// <returns>The report.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="network"/> or <paramref name="rest"/> is null.</exception>
    /// <exception cref="ArgumentException">A column is not as long as the network's names.</exception>
    public static LargeReport Of(LargeNetwork network, ReadOnlySpan<ulong> work, ReadOnlySpan<ulong> due, EpochReport rest)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(rest);
        int count = network.Rows.Names.Length;
        if (work.Length != count || due.Length != count)
        {
            throw new ArgumentException($"The columns have {Prose.Count(work.Length, "amount")} of work and {Prose.Count(due.Length, "count")} of duties; expected {Prose.Number(count)} of each, one for each name.", nameof(work));
        }

        bool[] hasRow = new bool[count];
        for (int place = 0; place < count; place++)
        {
            hasRow[place] = (work[place] | due[place]) != 0;
        }

        HashSet<int> told = [];
        foreach (ref readonly ParticipantReport row in rest.Participants.AsSpan())
        {
            Tell(told, network.Rows.RowOf(row.Participant));
        }

        return new LargeReport(network.Rows.Names, work.ToArray(), due.ToArray(), hasRow, ToldBy(network, rest, told), rest);
    }

    /// <summary>Returns the report as everybody else reads it: its rows in the order of names, then those that no column has.</summary>
    /// <returns>The report.</returns>
    public EpochReport ToReport() => Rest with { Participants = [.. Enumerable.Range(0, Names.Length).Where(place => HasRow[place]).Select(RowAt), .. Rest.Participants] };

    /// <summary>Returns how much of what it tells, in one sentence.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Rest}; {Prose.Count(Names.Length, "place")} in columns";

    /// <summary>Returns the row of a place.</summary>
    internal ParticipantReport RowAt(int place) => new() { Participant = Names[place], Work = Work[place], DutiesDue = Due[place] };

    private static int[] ToldBy(LargeNetwork network, EpochReport report, HashSet<int> told)
    {
        RestingRows rows = network.Rows;
        foreach (ref readonly Verdict verdict in report.Verdicts.AsSpan())
        {
            Tell(told, rows.RowOf(verdict.Participant));
        }

        foreach (ref readonly Evidence evidence in report.Evidence.AsSpan())
        {
            Tell(told, rows.RowOf(evidence.Offender));
        }

        foreach (Appeal appeal in report.Appeals)
        {
            Tell(told, rows.RowOf(appeal.Offender));
        }

        foreach (Ruling ruling in report.Rulings)
        {
            Tell(told, rows.RowOf(ruling.Offender));
        }

        foreach (JobReport job in report.Jobs)
        {
            Tell(told, rows.RowOf(job.Provider));
        }

        foreach (CheckDuty duty in report.Checks)
        {
            Tell(told, rows.RowOf(duty.Checker));
        }

        return [.. told.Order()];
    }

    private static void Tell(HashSet<int> told, int place)
    {
        if (place >= 0)
        {
            told.Add(place);
        }
    }
}
