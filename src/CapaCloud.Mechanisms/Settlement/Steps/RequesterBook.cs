using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Carries what ended jobs gave back to the requesters: money crosses from the providers' side to theirs in one place, by owner.</summary>
internal static class RequesterBook
{
    public static PersistentList<RequesterState> Close(PersistentList<RequesterState> requesters, ImmutableArray<RequesterChange> ended)
    {
        if (ended.IsEmpty)
        {
            return requesters;
        }

        Dictionary<ParticipantId, RequesterChange> changes = ended.ToDictionary(static change => change.Requester);
        ImmutableArray<RequesterState>.Builder after = ImmutableArray.CreateBuilder<RequesterState>(requesters.Length);
        foreach (RequesterState requester in requesters)
        {
            (_, Amount released, Amount returned) = changes.GetValueOrDefault(requester.Requester);
            if (released > requester.Reserved)
            {
                throw new InconsistentStateException([new StateInconsistency("$.requesters", $"'{requester.Requester}' has {Prose.Units(requester.Reserved)} reserved, and jobs of {Prose.Units(released)} ended; expected at most what is reserved")]);
            }

            RequesterState left = requester with { Free = requester.Free + returned, Reserved = requester.Reserved - released };
            if (!left.Free.IsZero || !left.Reserved.IsZero)
            {
                after.Add(left);
            }
        }

        return after.DrainToImmutable();
    }
}
