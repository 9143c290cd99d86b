namespace CapaCloud.Mechanisms.Settlement;

/// <summary>
/// Finds participants by any name that they have or had: the one function through which every door takes a name. A key that was exchanged, and a record that was merged, change
/// nothing about what was done under the old name.
/// </summary>
/// <remarks>A present name is found in logarithmic time. The former ones are put into a table when the first name is asked for that is nobody's present one.</remarks>
internal sealed class PresentNames(NetworkState state)
{
    private Dictionary<ParticipantId, int>? _former;

    /// <summary>Returns where a participant stands; negative when nobody has or had the name.</summary>
    public int PlaceOf(ParticipantId name)
    {
        int place = state.IndexOf(name);
        return place >= 0 || name.IsNone ? place : (_former ??= Former()).GetValueOrDefault(name, place);
    }

    /// <summary>Returns the present name of whoever has or had a name; the very name when nobody had it.</summary>
    public ParticipantId HolderOf(ParticipantId name) => PlaceOf(name) is >= 0 and int place ? state.Participants.ItemRef(place).Participant : name;

    private Dictionary<ParticipantId, int> Former()
    {
        Dictionary<ParticipantId, int> former = [];
        for (int place = 0; place < state.Participants.Length; place++)
        {
            foreach (ParticipantId name in state.Participants.ItemRef(place).FormerNames)
            {
                former.TryAdd(name, place);
            }
        }

        return former;
    }
}
