using System.Collections.Immutable;
using CapaCloud.Mechanisms.Reputation;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Carries what ended jobs gave back, and what they say of their requesters: both cross from the providers' side to theirs in one place, by owner.</summary>
internal static class RequesterBook
{
    public static PersistentList<RequesterState> Close(MechanismPolicy policy, PersistentList<RequesterState> requesters, ImmutableArray<RequesterChange> ended, Epoch now)
    {
        if (ended.IsEmpty && policy.Requesters is null)
        {
            return requesters;
        }

        Dictionary<ParticipantId, RequesterChange> changes = ended.ToDictionary(static change => change.Requester);
        ImmutableArray<RequesterState>.Builder after = ImmutableArray.CreateBuilder<RequesterState>(requesters.Length);
        foreach (RequesterState requester in requesters)
        {
            RequesterChange change = changes.GetValueOrDefault(requester.Requester);
            if (change.Released > requester.Reserved)
            {
                throw new InconsistentStateException([new StateInconsistency("$.requesters", $"'{requester.Requester}' has {Prose.Units(requester.Reserved)} reserved, and jobs of {Prose.Units(change.Released)} ended; expected at most what is reserved")]);
            }

            RequesterState left = requester with
            {
                Free = requester.Free + change.Returned,
                Reserved = requester.Reserved - change.Released,
                Reputation = Remember(policy.Requesters, requester.Reputation, change.Conduct ?? default, now),
            };
            if (IsKept(policy, left, now.Next))
            {
                after.Add(left);
            }
        }

        return after.DrainToImmutable();
    }

    /// <summary>Tells whether a requester stays in the state: it has money, or a record that is worse than a newcomer's.</summary>
    public static bool IsKept(MechanismPolicy policy, in RequesterState requester, Epoch now) =>
        requester.HasMoney || (policy.Requesters is { } rules && requester.Reputation is { } record && !Forgetting.IsAsANewcomer(rules.Model, record, now));

    /// <summary>Returns the score of a requester; one of whom nothing is remembered is a newcomer.</summary>
    public static Proportion ScoreOf(RequesterPolicy rules, in RequesterState requester, Epoch now) =>
        rules.Model.Read(RememberedConduct.At(rules.Model, requester.Reputation, now));

    /// <summary>Returns the record of a name that another one takes over: of two the worse one, and its own where the other was not known.</summary>
    public static ReputationRecord? Worse(RequesterPolicy? rules, in RequesterState one, in RequesterState other, Epoch now) =>
        rules is null || (one.Reputation is null && other.Reputation is null) ? null
        : !other.HasMoney && other.Reputation is null ? one.Reputation
        : RememberedConduct.Worse(rules.Model, RememberedConduct.At(rules.Model, one.Reputation, now), RememberedConduct.At(rules.Model, other.Reputation, now));

    private static ReputationRecord? Remember(RequesterPolicy? rules, ReputationRecord? known, RequesterConduct conduct, Epoch now)
    {
        if (rules is null || conduct == default)
        {
            return rules is null ? null : known;
        }

        ReputationRecord record = RememberedConduct.At(rules.Model, known, now);
        if (conduct.Good != 0 || conduct.Bad != 0)
        {
            record = rules.Model.Add(record, new Conduct(now, ConductKind.Proven, Ratio.Of(conduct.Good), Ratio.Of(conduct.Bad)));
        }

        return conduct is { Answered: 0, Unanswered: 0 } ? record : rules.Model.Add(record, RememberedConduct.Presence(now, conduct.Answered, conduct.Unanswered));
    }
}
