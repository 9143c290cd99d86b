using System.Collections.Immutable;
using CapaCloud.Mechanisms.Reputation;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Who left for good is forgotten once that improves nothing for it: it comes back as the newcomer that it would be anyway, or as a worse one.</summary>
internal static class Forgetting
{
    /// <summary>A billionth, in parts of 10^18.</summary>
    private const ulong Negligible = 1_000_000_000;

    /// <summary>Tells whether nothing of its own keeps a participant. What is found under its former names may.</summary>
    public static bool CanBeForgotten(MechanismPolicy policy, in ParticipantState participant, Epoch next) =>
        participant.Stake.IsClosed
        && participant.Cases.IsEmpty
        && participant.PassedAudits.IsEmpty
        && participant.Withheld.IsEmpty
        && participant.Jobs.IsEmpty
        && participant.Delegated is null or { IsEmpty: true }
        && participant.JailedUntil <= next
        && IsAsANewcomer(policy.Reputation.Model, participant.Reputation, next)
        && (participant.Checking is not { } checking || policy.Verification.Panels?.Record is not { } model || IsAsANewcomer(model, checking.Reputation, next));

    /// <summary>Returns who of the names still has money as a requester or a delegator, which is found under former names too.</summary>
    public static AskedNames Ask(ImmutableArray<ParticipantId> leaving, PersistentList<RequesterState> requesters, ImmutableArray<ParticipantState> participants)
    {
        AskedNames nobody = new() { Participants = (ulong)participants.Length };
        if (leaving.IsEmpty)
        {
            return nobody;
        }

        HashSet<ParticipantId> names = [.. leaving];
        IEnumerable<ParticipantId> delegators = participants.Select(static participant => participant.Delegated).OfType<DelegatedStake>().SelectMany(DelegatorsOf);
        return nobody with { Names = [.. requesters.Select(static requester => requester.Requester).Concat(delegators).Where(names.Contains).Distinct().Order()] };
    }

    /// <summary>Returns those that stay: who is not forgotten, or is asked for by a former name.</summary>
    /// <exception cref="ArgumentException">Whether somebody is asked for is not known.</exception>
    public static ImmutableArray<ParticipantState> Remaining(MechanismPolicy policy, ImmutableArray<ParticipantState> participants, Epoch next, AskedNames? asked) =>
        participants.RemoveAll(participant => CanBeForgotten(policy, participant, next) && !IsAskedFor(participant, asked));

    private static bool IsAskedFor(in ParticipantState participant, AskedNames? asked) => !participant.FormerNames.IsEmpty
        && (asked ?? throw new ArgumentException(
            $"'{participant.Participant}' would be forgotten and had other names before; expected the merged answers to whether they are asked for.", nameof(asked)))
        .Names.Contains(participant.Participant);

    private static IEnumerable<ParticipantId> DelegatorsOf(DelegatedStake delegated) =>
        delegated.Delegations.Select(static item => item.Delegator)
            .Concat(delegated.Leaving.Select(static item => item.Delegator))
            .Concat(delegated.Departed.Select(static item => item.Delegator));

    /// <summary>
    /// Tells whether a score is no worse than a newcomer's. A memory that fades comes to rest a few parts above nothing, where its rounding keeps it for ever; what is lower by
    /// less than a billionth, and will not rise any more, counts as no worse.
    /// </summary>
    public static bool IsAsANewcomer(IReputationModel model, in ReputationRecord record, Epoch next)
    {
        ReputationRecord aged = model.Age(record, next);
        Proportion score = model.Read(aged), newcomer = model.Read(model.Newcomer(next));
        if (score >= newcomer || newcomer.Parts - score.Parts > Negligible)
        {
            return score >= newcomer;
        }

        ReputationRecord later = model.Age(aged, next.Next);
        return later.Proven == aged.Proven && later.Unexplained == aged.Unexplained && later.Presence == aged.Presence;
    }
}
