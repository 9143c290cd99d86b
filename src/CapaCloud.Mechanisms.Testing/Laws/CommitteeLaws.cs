using System.Collections.Immutable;
using CapaCloud.Mechanisms.Serialization;
using CapaCloud.Mechanisms.Verification;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>What every way to draw a committee of so many without replacement keeps.</summary>
/// <remarks>No formula. The probabilities are the matter of <see cref="InclusionFrequencyLaws"/>.</remarks>
internal static class CommitteeLaws
{
    private static readonly TaskId Task = TaskId.Of("what-the-committee-is-for");

    private static Arbitrary<(ulong Round, ulong[] Stakes, int Seats, int Turn)> Drawn { get; } =
        (from round in Gen.Choose(1, 1_000_000)
         from count in Gen.Choose(1, 12)
         from stakes in Gen.ArrayOf(Gen.Frequency((1, Gen.Constant(0)), (4, Gen.Choose(1, 1_000))).Select(stake => (ulong)stake), count)
         from seats in Gen.Choose(0, stakes.Count(stake => stake > 0))
         from turn in Gen.Choose(0, count)
         select ((ulong)round, stakes, seats, turn)).ToArbitrary();

    /// <summary>Returns the laws for one way to draw.</summary>
    /// <param name="draw">Draws a committee.</param>
    /// <returns>The laws.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="draw"/> is null.</exception>
    public static IReadOnlyList<Law> For(CommitteeDraw draw)
    {
        ArgumentNullException.ThrowIfNull(draw);
        ImmutableArray<ParticipantId> Of((ulong Round, ulong[] Stakes, int Seats, int Turn) drawn, int seats) => draw(Seed(drawn.Round), Task, Candidates(drawn.Stakes), seats);
        return
        [
            Law.Of("fills-its-seats", "there are exactly so many members as seats", Drawn, drawn => Of(drawn, drawn.Seats).Length == drawn.Seats),
            Law.Of("nobody-twice", "no member holds two seats", Drawn, drawn => Of(drawn, drawn.Seats).Distinct().Count() == drawn.Seats),
            Law.Of("only-candidates", "every member was a candidate with stake", Drawn, drawn => Of(drawn, drawn.Seats).All(member => StakeOf(drawn.Stakes, member) > 0)),
            Law.Of("order-free", "the order in which candidates are listed changes nothing", Drawn, drawn =>
                draw(Seed(drawn.Round), Task, Turned(Candidates(drawn.Stakes), drawn.Turn), drawn.Seats).SequenceEqual(Of(drawn, drawn.Seats))),
            Law.Of("grows-by-members", "a larger committee is the smaller one and further members", Drawn, drawn =>
                drawn.Seats == 0 || Of(drawn, drawn.Seats)[..(drawn.Seats - 1)].SequenceEqual(Of(drawn, drawn.Seats - 1))),
            Law.Of("repeats-itself", "the same seed gives the same committee", Drawn, drawn => Of(drawn, drawn.Seats).SequenceEqual(Of(drawn, drawn.Seats))),
            Law.Of("refuses-too-many", "more seats than candidates with stake are refused with ArgumentOutOfRangeException", Drawn,
                drawn => Refuses(() => Of(drawn, drawn.Stakes.Length + 1)) && Refuses(() => Of(drawn, -1))),
        ];
    }

    private static SelectionSeed Seed(ulong round)
    {
        CanonicalEncoder encoder = new(stackalloc byte[64], "laws/beacon/v1"u8);
        encoder.Append(round);
        return SelectionSeed.After(CommitmentWindow.Closing(Epoch.Of(round), round), new Beacon(round + 1, encoder.Hash()), SelectionPurpose.Committee);
    }

    private static StakedCandidate[] Candidates(ulong[] stakes) =>
        [.. stakes.Select((stake, number) => new StakedCandidate(ParticipantId.Of($"c{number}"), Amount.Of(stake)))];

    private static StakedCandidate[] Turned(StakedCandidate[] candidates, int by) => [.. candidates[by..].Reverse(), .. candidates[..by]];

    private static ulong StakeOf(ulong[] stakes, ParticipantId member) =>
        stakes.Select((stake, number) => ParticipantId.Of($"c{number}") == member ? stake : 0).Max();

    private static bool Refuses(Func<ImmutableArray<ParticipantId>> draw)
    {
        try
        {
            draw();
            return false;
        }
        catch (ArgumentOutOfRangeException)
        {
            return true;
        }
    }
}
