using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms.Tests.Settlement;

/// <summary>Closes an epoch in any number of partitions, which tell each other nothing but what they merge, each message through JSON.</summary>
internal static class ClosedInParts
{
    /// <summary>Returns the next state, put together again.</summary>
    /// <param name="mechanism">The mechanism.</param>
    /// <param name="state">The state before.</param>
    /// <param name="terms">What everybody faced alike.</param>
    /// <param name="settled">Each participant's outcome and postings.</param>
    /// <param name="cut">Says how many parts there are, who is in which, and in which order they are merged.</param>
    /// <param name="mutant">What goes wrong with each partition's closing; nothing when left out.</param>
    public static NetworkState Next(
        Mechanism mechanism,
        NetworkState state,
        EpochTerms terms,
        IReadOnlyList<(ParticipantOutcome Outcome, List<Posting> Postings)> settled,
        ulong cut,
        Func<EpochClosing, EpochClosing>? mutant = null)
    {
        NetworkState rest = state with { Participants = [] };
        Part[] parts =
        [
            .. settled.GroupBy(one => Mix(cut, (ulong)one.Outcome.After.Participant.ToString().Sum(static letter => letter * 31)) % (1 + (cut % 5)))
                .Select(group => new Part(
                    rest with { Requesters = [], Participants = [.. group.Select(one => state.StateOf(one.Outcome.After.Participant))] },
                    [.. group.Select(static one => one.Outcome)],
                    [.. group.SelectMany(static one => one.Postings)])),
        ];

        EpochClosing closing = Fold(parts.Select(part => Sent((mutant ?? (static sent => sent))(mechanism.ClosingOf(part.Before, part.Outcomes, part.Postings)))), EpochClosing.None, EpochClosing.Merge, cut);
        AskedNames? asked = closing.Leaving.IsEmpty
            ? null
            : Fold(
                parts.Select(part => Sent(mechanism.AskedNamesOf(part.Before, part.Outcomes, closing))).Append(Sent(mechanism.AskedNamesOf(rest, [], closing))),
                AskedNames.None,
                AskedNames.Merge,
                cut);
        NetworkState network = Sent(mechanism.CloseNetwork(rest, terms, closing, asked));
        Assert.Empty(network.Participants);
        return network with
        {
            Participants = [.. parts.SelectMany(part => mechanism.ClosePartition(network, part.Outcomes, asked).Participants).OrderBy(static participant => participant.Participant)],
        };
    }

    /// <summary>Settles every participant of a settled epoch again, one by one.</summary>
    public static (EpochTerms Terms, List<(ParticipantOutcome Outcome, List<Posting> Postings)> Settled) Again(Mechanism mechanism, EpochSettlement whole)
    {
        NetworkState state = whole.Before;
        EpochIntake intake = mechanism.Intake(state, whole.Report);
        CaseBatch batch = state.Participants.Select((participant, index) => mechanism.BatchOf(participant, intake.Inputs[index])).Aggregate(default(CaseBatch), CaseBatch.Merge);
        FaultClimate climate = mechanism.Climate(state, batch, whole.Faults);
        EpochTerms terms = mechanism.Terms(state, climate, whole.Totals, whole.Report.Payments, whole.Report.CommitmentRoot);
        RemainderSearch? search = mechanism.SearchRemainders(terms, whole.Report.Beacon);
        while (search is { IsDone: false })
        {
            RemainderCountsBuilder counts = search.CreateCounts();
            for (int index = 0; index < state.Participants.Length; index++)
            {
                counts.Add(state.Participants[index].Participant, mechanism.Assess(state.Participants[index], intake.Inputs[index], climate, Mechanism.CreateTotals()).Weight);
            }

            search = search.Next(counts.ToCounts());
        }

        return (terms, [.. state.Participants.Select((participant, index) =>
        {
            List<Posting> postings = [];
            return (mechanism.SettleParticipant(participant, intake.Inputs[index], terms, postings, search), postings);
        })]);
    }

    /// <summary>Folds in an order and grouping that the number says.</summary>
    public static T Fold<T>(IEnumerable<T> items, T none, Func<T, T, T> merge, ulong order)
    {
        List<T> left = [none, .. items];
        while (left.Count > 1)
        {
            order = Mix(order, (ulong)left.Count);
            int one = (int)(order % (ulong)left.Count), other = (one + 1 + (int)(order / 64 % (ulong)(left.Count - 1))) % left.Count;
            T both = merge(left[one], left[other]);
            left.RemoveAt(Math.Max(one, other));
            left.RemoveAt(Math.Min(one, other));
            left.Add(both);
        }

        return left[0];
    }

    private static T Sent<T>(T message) => MechanismJson.Default.Read<T>(MechanismJson.Default.WriteCanonical(message));

    private static ulong Mix(ulong seed, ulong number) => unchecked((((seed ^ (number * 0x9E3779B97F4A7C15)) * 0xBF58476D1CE4E5B9) >> 7) ^ seed);

    private sealed record Part(NetworkState Before, List<ParticipantOutcome> Outcomes, List<Posting> Postings);
}
