using System.Collections.Immutable;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Testing.Generators;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>The law of merged records: a fault of before, or of the epoch of the merge, costs what it costs without it, and nobody else pays more or less.</summary>
/// <remarks>No formula. The faults of one epoch come to light in two, and two records become one before, between or after.</remarks>
internal static class MergingLaws
{
    private const int Quiet = 9;

    /// <summary>Returns the law.</summary>
    /// <param name="mechanism">The mechanism.</param>
    /// <param name="merge">Makes one record of two: state, the name that ends, the name that stays; the library's own repair when left out.</param>
    /// <returns>The law.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="mechanism"/> is null.</exception>
    public static IReadOnlyList<Law> For(Mechanism mechanism, Func<NetworkState, ParticipantId, ParticipantId, NetworkState>? merge = null)
    {
        ArgumentNullException.ThrowIfNull(mechanism);
        Func<NetworkState, ParticipantId, ParticipantId, NetworkState> act =
            merge ?? ((state, from, into) => Repairs.MergeRecords(mechanism, state, from, into, new RepairOrder("drawn", "two names of one")).After);
        return
        [
            Law.Of(
                "merged-pays-what-both-paid",
                "two records that become one pay together what they pay apart for the faults of before, and the others pay the same",
                Arb.From(from item in NetworkCases.For(mechanism.Policy, deposits => mechanism.Open(Epoch.Of(50), deposits).State, mechanism)
                         from place in Gen.Choose(0, 2)
                         from pair in Gen.Choose(0, 63)
                         select (item, place, pair)),
                drawn => Costs(mechanism, act, drawn.item, drawn.place, drawn.pair) is not { } costs || costs.Apart == costs.Together),
        ];
    }

    private static (string Apart, string Together)? Costs(
        Mechanism mechanism, Func<NetworkState, ParticipantId, ParticipantId, NetworkState> merge, NetworkCase item, int place, int pair)
    {
        PersistentList<ParticipantState> all = item.State.Participants;
        (ParticipantId one, ParticipantId other) = (all[pair % all.Length].Participant, all[(pair / 8) % all.Length].Participant);
        string apart = Play(mechanism, item, one, other, place, static (state, _, _) => state);
        try
        {
            return one == other ? null : (apart, Play(mechanism, item, one, other, place, merge));
        }
        catch (RepairRefusedException)
        {
            return null;
        }
    }

    private static string Play(
        Mechanism mechanism, NetworkCase item, ParticipantId one, ParticipantId other, int mergedAt, Func<NetworkState, ParticipantId, ParticipantId, NetworkState> merge)
    {
        Amount theirs = Amount.Zero, rest = Amount.Zero;
        NetworkState state = item.State;
        EpochReport report = item.Report with { Participants = [], Jobs = [] };
        for (int epoch = 0; epoch < Quiet; epoch++)
        {
            state = epoch == mergedAt ? merge(state, one, other) : state;
            int half = epoch;
            EpochSettlement settled = mechanism.Settle(state, epoch > 1 ? new EpochReport { Epoch = state.Epoch } : report with
            {
                Epoch = state.Epoch,
                Payments = Amount.Zero,
                Verdicts = [.. report.Verdicts.Where((_, index) => index % 2 == half)],
                Evidence = [.. report.Evidence.Where((_, index) => index % 2 == half)],
            });
            foreach (ParticipantOutcome outcome in settled.Outcomes)
            {
                Amount lost = outcome.Slashed + (outcome.Delegators?.Slashed ?? Amount.Zero);
                bool isTheirs = outcome.After.Participant == one || outcome.After.Participant == other;
                (theirs, rest) = isTheirs ? (theirs + lost, rest) : (theirs, rest + lost);
            }

            state = settled.After;
            if (state.Inconsistencies() is { IsEmpty: false } found)
            {
                return $"inconsistent: {string.Join(' ', found)}";
            }
        }

        return $"{theirs} and {rest}";
    }
}
