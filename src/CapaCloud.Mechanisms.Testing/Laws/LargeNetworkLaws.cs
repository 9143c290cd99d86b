using CapaCloud.Mechanisms.Settlement;
using FsCheck;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>The laws of large networks: whatever rests, and into however many parts the work is cut, an epoch is what the ordinary code makes of it.</summary>
internal static class LargeNetworkLaws
{
    private static readonly int[] Parts = [2, 3, 40];

    /// <summary>Returns the laws of a mechanism's large networks.</summary>
    /// <param name="mechanism">The mechanism.</param>
    /// <param name="system">How they are reached; the library's own when left out.</param>
    public static IReadOnlyList<Law> For(Mechanism mechanism, LargeSystem? system = null)
    {
        LargeSystem large = system ?? new LargeSystem();
        Arbitrary<LargeHistory> histories = LargeHistory.Under(mechanism);
        return
        [
            Law.Of("there-and-back", "a state becomes a large network and the same state again, to its hash", histories, history => history.Holds(mechanism, large, (settled, _) =>
                large.ToState(large.Of(mechanism, settled.After)) == settled.After && StateHash.Of(large.ToState(large.Of(mechanism, settled.After))) == StateHash.Of(settled.After))),
            Law.Of("settles-alike", "state, totals, outcomes and postings of each epoch are those of the ordinary settlement", histories, history => history.Holds(mechanism, large, (settled, other) =>
                large.ToState(large.After(other)) == settled.After && other.ToSettlement() with { Report = settled.Report } == settled)),
            Law.Of("each-alike", "whoever is asked for has the outcome and the explanation of the ordinary settlement", histories, history => history.Holds(mechanism, large, (settled, other) =>
                settled.Before.Participants.All(one => large.OutcomeOf(other, one.Participant) == settled.OutcomeOf(one.Participant)
                    && large.Explain(mechanism, other, one.Participant) == mechanism.Explain(settled, one.Participant)))),
            Law.Of("in-any-parts", "any number of parts, in any order, gives the same settlement", histories, history => history.Holds(mechanism, large, (settled, other) =>
                Parts.All(parts => large.Settle(mechanism, other.Before, other.Report, new Backwards(parts), out _) is { } again && again.ToSettlement() == other.ToSettlement()))),
        ];
    }

    /// <summary>Runs the parts from the last to the first.</summary>
    private sealed class Backwards(int parts) : IPartRunner
    {
        public int Parts => parts;

        public void Run(Action<int> part)
        {
            for (int number = parts - 1; number >= 0; number--)
            {
                part(number);
            }
        }
    }
}
