using System.Collections.Immutable;
using CapaCloud.Mechanisms.Verification;
using FsCheck;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>What every selection of audits keeps: once results are committed, neither the audited nor the host can move it.</summary>
/// <remarks>No formula. Networks of six, up to three epochs old, whose members deposit, unbond, cancel and withdraw after they committed.</remarks>
internal static class AuditSelectionLaws
{
    /// <summary>Returns the laws of a mechanism's selection.</summary>
    /// <param name="mechanism">The mechanism; a sampler that looks at stake and score is tested hardest.</param>
    /// <param name="select">How audits are selected; the mechanism's own way when left out.</param>
    /// <returns>The laws.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="mechanism"/> is null.</exception>
    public static IReadOnlyList<Law> For(Mechanism mechanism, AuditSelectionRule? select = null)
    {
        ArgumentNullException.ThrowIfNull(mechanism);
        AuditSelectionRule rule = select ?? mechanism.SelectAudits;
        Arbitrary<AuditSelectionCase> cases = AuditSelectionCase.For(mechanism);
        return
        [
            Law.Of("stake-moves-change-nothing", "what participants do with their stake after they committed changes no audit and no rate", cases, item =>
                rule(item.Later, item.Commitments, item.Beacon).Equals(rule(item.State, item.Commitments, item.Beacon))),
            Law.Of("order-changes-nothing", "the order in which commitments are handed in changes nothing", cases, item =>
                rule(item.State, Turned(item), item.Beacon).Equals(rule(item.State, item.Commitments, item.Beacon))),
            Law.Of("drawn-once", "a result that is handed in several times is drawn once, and the repetitions are named", cases, item => DrawnOnce(rule, item)),
            Law.Of("pointwise", "what else was handed in changes nothing about a result", cases, item =>
                Halves(item).SelectMany(half => rule(item.State, half, item.Beacon).Audits).Order(ByKey).SequenceEqual(
                    rule(item.State, item.Commitments, item.Beacon).Audits)),
            Law.Of("junk-hinders-nobody", "what does not count is set aside by name and changes no audit", cases, item => JunkHindersNobody(rule, item)),
            Law.Of("one-round-only", "every other beacon round, and none at all, is refused", cases, item =>
                item.Commitments.IsEmpty || (Refuses(rule, item, default) && Refuses(rule, item, item.Beacon with { Round = item.Beacon.Round - 1 })
                    && Refuses(rule, item, item.Beacon with { Round = item.Beacon.Round + 1 }))),
            Law.Of("nothing-drawn-needs-no-beacon", "where no commitment counts, no beacon is needed", cases, item =>
                rule(item.State, [], default) is { Audits.IsEmpty: true, SetAside.IsEmpty: true }
                && rule(item.State, [default], default) is { Audits.IsEmpty: true, SetAside.Length: 1 }),
            Law.Of("can-be-checked", "every audit's draw is below its rate, and the rate is the sampler's", cases, item =>
                rule(item.State, item.Commitments, item.Beacon).Audits.All(audit => audit.Draw.IsBelow(audit.Rate) && audit.Rate >= mechanism.Policy.Verification.Sampler.AtLeast)),
        ];
    }

    private static Comparer<AuditedResult> ByKey { get; } = Comparer<AuditedResult>.Create(static (left, right) =>
    {
        int byAuthor = left.Participant.CompareTo(right.Participant);
        return byAuthor != 0 ? byAuthor : left.Task.CompareTo(right.Task);
    });

    private static ImmutableArray<Commitment> Turned(AuditSelectionCase item)
    {
        int by = item.Commitments.IsEmpty ? 0 : item.Turn % item.Commitments.Length;
        return [.. item.Commitments.Skip(by).Reverse(), .. item.Commitments.Take(by)];
    }

    private static IEnumerable<IEnumerable<Commitment>> Halves(AuditSelectionCase item) =>
        item.Commitments.GroupBy(commitment => (commitment.Seal.Lower + (UInt128)item.Turn) % 2);

    private static bool DrawnOnce(AuditSelectionRule rule, AuditSelectionCase item)
    {
        SelectedAudits once = rule(item.State, item.Commitments, item.Beacon);
        SelectedAudits thrice = rule(item.State, item.Commitments.Concat(item.Commitments).Concat(item.Commitments), item.Beacon);
        return once.Audits.SequenceEqual(thrice.Audits)
            && thrice.SetAside.Length == 2 * item.Commitments.Length
            && thrice.SetAside.All(aside => aside.Flaw == CommitmentFlaw.Repeated);
    }

    private static bool JunkHindersNobody(AuditSelectionRule rule, AuditSelectionCase item)
    {
        if (item.Commitments.IsEmpty)
        {
            return true;
        }

        Commitment one = item.Commitments[item.Turn % item.Commitments.Length];
        (Commitment Commitment, CommitmentFlaw Flaw)[] junk =
        [
            (default, CommitmentFlaw.Unnamed),
            (one with { Author = default }, CommitmentFlaw.Unnamed),
            (one with { Task = default }, CommitmentFlaw.Unnamed),
            (one with { Epoch = one.Epoch.Next }, CommitmentFlaw.OtherEpoch),
            (one with { Epoch = Epoch.Zero }, CommitmentFlaw.OtherEpoch),
            (one with { Round = one.Round + 1 }, CommitmentFlaw.OtherRound),
            (one with { Round = one.Round - 1 }, CommitmentFlaw.OtherRound),
            (one with { Author = ParticipantId.Of("stranger") }, CommitmentFlaw.UnknownAuthor),
            (one with { Seal = Largest }, CommitmentFlaw.Contradicted),
        ];
        SelectedAudits with = rule(item.State, [.. junk.Select(pair => pair.Commitment), .. item.Commitments], item.Beacon);
        return with.Audits.SequenceEqual(rule(item.State, item.Commitments, item.Beacon).Audits)
            && with.SetAside.Length == junk.Length
            && junk.All(pair => with.SetAside.Contains(new SetAsideCommitment(pair.Commitment, pair.Flaw)));
    }

    private static Digest Largest { get; } = Digest.Parse(new string('f', 2 * Digest.Size));

    private static bool Refuses(AuditSelectionRule rule, AuditSelectionCase item, Beacon beacon)
    {
        try
        {
            rule(item.State, item.Commitments, beacon);
            return false;
        }
        catch (BeaconRoundException)
        {
            return true;
        }
    }
}
