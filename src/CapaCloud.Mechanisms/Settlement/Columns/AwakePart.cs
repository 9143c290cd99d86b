using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Those of a large network whom the ordinary code settles in an epoch, as a network of their own, and what the report says of them.</summary>
/// <param name="State">The network with these participants alone, by name.</param>
/// <param name="Rows">The row of each; the complement of where it will stand for who joined since the last settlement.</param>
/// <param name="Report">What is about them.</param>
internal sealed record AwakePart(NetworkState State, ImmutableArray<int> Rows, EpochReport Report)
{
    /// <summary>Finds them: who did not rest before, of whom the report tells more than work, and of whom something is to be forgotten.</summary>
    /// <param name="network">The network.</param>
    /// <param name="report">The report.</param>
    /// <param name="isAwake">Receives which rows are theirs.</param>
    /// <param name="everybody">Whether nobody rests under the policy.</param>
    public static AwakePart Of(LargeNetwork network, LargeReport report, bool[] isAwake, bool everybody)
    {
        isAwake.AsSpan().Fill(everybody);
        foreach (int row in everybody ? [] : report.Told)
        {
            isAwake[row] = true;
        }

        ReadOnlySpan<ulong> wakesAt = network.Rows.Narrow(RowNumber.WakesAt);
        for (int row = 0; row < wakesAt.Length; row++)
        {
            isAwake[row] |= wakesAt[row] != 0 && wakesAt[row] <= report.Epoch.Number;
        }

        foreach (ref readonly int row in network.FrameRows)
        {
            if (row >= 0)
            {
                isAwake[row] = true;
            }
        }

        return Gathered(network, report, isAwake);
    }

    private static AwakePart Gathered(LargeNetwork network, LargeReport report, bool[] isAwake)
    {
        // Newcomers have no row.
        int count = isAwake.AsSpan().Count(true) + network.Count - isAwake.Length;
        ImmutableArray<ParticipantState>.Builder states = ImmutableArray.CreateBuilder<ParticipantState>(count);
        ImmutableArray<int>.Builder rows = ImmutableArray.CreateBuilder<int>(count);
        ImmutableArray<ParticipantReport>.Builder told = ImmutableArray.CreateBuilder<ParticipantReport>(count + report.Rest.Participants.Length);
        int next = 0;
        for (int row = NextAwake(isAwake, 0); ; row = NextAwake(isAwake, row + 1))
        {
            // Who joined stands before the row in whose place it will be.
            for (; next < network.FrameRows.Length && network.FrameRows[next] is int joined && joined < 0 && ~joined <= row; next++)
            {
                states.Add(network.Frame.Participants.ItemRef(next));
                rows.Add(joined);
            }

            if (row == isAwake.Length)
            {
                break;
            }

            bool isInFrame = next < network.FrameRows.Length && network.FrameRows[next] == row;
            states.Add(isInFrame ? network.Frame.Participants[next++] : network.Rows.StateAt(row));
            rows.Add(row);
            if (report.HasRow[row])
            {
                told.Add(report.RowAt(row));
            }
        }

        told.AddRange(report.Rest.Participants);
        return new AwakePart(
            network.Frame with { Participants = states.DrainToImmutable() }, rows.DrainToImmutable(), report.Rest with { Participants = told.DrainToImmutable() });
    }

    private static int NextAwake(bool[] isAwake, int from)
    {
        int found = isAwake.AsSpan(from).IndexOf(true);
        return found < 0 ? isAwake.Length : from + found;
    }
}
