namespace CapaCloud.Mechanisms.Settlement;

/// <summary>
/// The table behind <see cref="NetworkState.HolderOf"/>, the one function through which every door takes a name. A key that was exchanged, and a record that was merged, change
/// nothing about what was done under the old name.
/// </summary>
internal static class PresentNames
{
    /// <summary>Makes the table: the present name for each former one, the first participant's where two had it.</summary>
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
