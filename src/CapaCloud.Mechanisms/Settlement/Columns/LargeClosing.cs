using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Sees who of those that did not rest does so from now on, gives newcomers their rows, and takes away those of the forgotten.</summary>
internal static class LargeClosing
{
    /// <summary>Returns the next network.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="awake">Who did not rest in the epoch.</param>
    /// <param name="closed">The next state of these.</param>
    /// <param name="resting">The next rows, in which the rows of these say nothing.</param>
    public static LargeNetwork Next(SettlementRules rules, AwakePart awake, NetworkState closed, RestingRowsBuilder resting)
    {
        List<ParticipantId> newcomers = [];
        List<int> places = [], forgotten = [];
        int[] rowsAfter = new int[closed.Participants.Length];
        int next = 0;
        for (int index = 0; index < awake.Rows.Length; index++)
        {
            int row = awake.Rows[index];
            ParticipantId name = awake.State.Participants.ItemRef(index).Participant;
            bool isThere = next < rowsAfter.Length && closed.Participants.ItemRef(next).Participant == name;
            if (isThere)
            {
                rowsAfter[next++] = (row < 0 ? ~row : row) + newcomers.Count - forgotten.Count;
            }

            if (row >= 0)
            {
                resting.Wake(row);
            }

            if (row < 0 && isThere)
            {
                newcomers.Add(name);
                places.Add(~row);
            }
            else if (row >= 0 && !isThere)
            {
                forgotten.Add(row);
            }
        }

        bool isSame = newcomers.Count == 0 && forgotten.Count == 0;
        RestingRowsBuilder rows = isSame ? resting : new RestingRowsBuilder(RowLayout.With(resting.ToRows(), newcomers, places, forgotten), resting.AsOf);
        return Sorted(new RestRules(rules, closed), closed, rowsAfter, rows);
    }

    private static LargeNetwork Sorted(RestRules rest, NetworkState closed, int[] rowOf, RestingRowsBuilder rows)
    {
        ImmutableArray<ParticipantState>.Builder awake = ImmutableArray.CreateBuilder<ParticipantState>();
        ImmutableArray<int>.Builder awakeRows = ImmutableArray.CreateBuilder<int>();
        int index = 0;
        foreach (ref readonly ParticipantState one in closed.Participants)
        {
            if (rest.TryRest(one, rows.AsOf, out RestMemory? memory, out ulong wakesAt))
            {
                rows.Rest(rowOf[index], one, memory, wakesAt);
            }
            else
            {
                awake.Add(one);
                awakeRows.Add(rowOf[index]);
            }

            index++;
        }

        return new LargeNetwork(closed with { Participants = awake.DrainToImmutable() }, awakeRows.DrainToImmutable(), rows.ToRows());
    }
}
