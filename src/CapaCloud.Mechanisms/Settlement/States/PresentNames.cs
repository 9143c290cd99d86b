namespace CapaCloud.Mechanisms.Settlement;

/// <summary>
/// Finds participants by any name that they have or had: the one function through which every door takes a name. A key that was exchanged, and a record that was merged, change
/// nothing about what was done under the old name.
/// </summary>
/// <remarks>A present name is found in logarithmic time, a former one in the state's table.</remarks>
internal sealed class PresentNames(NetworkState state)
{
    /// <summary>Returns where a participant stands; negative when nobody has or had the name.</summary>
    public int PlaceOf(ParticipantId name) => state.PlaceOf(name);

    /// <summary>Returns the present name of whoever has or had a name; the very name when nobody had it.</summary>
    public ParticipantId HolderOf(ParticipantId name) => state.HolderOf(name);

    /// <summary>Makes the table of a state: the present name for each former one, the first participant's where two had it.</summary>
    public static Dictionary<ParticipantId, ParticipantId> Of(in PersistentList<ParticipantState> participants)
    {
        Dictionary<ParticipantId, ParticipantId> present = [];
        foreach (ref readonly ParticipantState participant in participants)
        {
            foreach (ParticipantId name in participant.FormerNames)
            {
                present.TryAdd(name, participant.Participant);
            }
        }

        return present;
    }
}
