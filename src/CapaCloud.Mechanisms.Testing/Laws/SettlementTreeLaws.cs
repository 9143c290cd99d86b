using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Testing.Generators;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>What proofs of a settlement's lines keep: everybody can prove its own line, and nobody can prove anything else.</summary>
/// <remarks>No formula. Networks of up to eight participants, with jobs and delegations where the policy has them.</remarks>
internal static class SettlementTreeLaws
{
    /// <summary>Returns the laws.</summary>
    /// <param name="mechanism">Settles.</param>
    /// <param name="open">Opens a network for it.</param>
    /// <param name="tree">How a tree is made; <see cref="SettlementTree.Of"/> when left out.</param>
    /// <param name="verify">How a proof is verified; <see cref="SettlementProof.Verify"/> when left out.</param>
    /// <returns>The laws.</returns>
    public static IReadOnlyList<Law> For(
        IMechanism mechanism,
        Func<IEnumerable<KeyValuePair<ParticipantId, Amount>>, NetworkState> open,
        Func<string, EpochSettlement, SettlementTree>? tree = null,
        Func<SettlementProof, Digest, bool>? verify = null)
    {
        Func<string, EpochSettlement, SettlementTree> make = tree ?? SettlementTree.Of;
        Func<SettlementProof, Digest, bool> holds = verify ?? ((proof, root) => proof.Verify(root));
        Arbitrary<NetworkCase> cases = NetworkCases.For(mechanism.Policy, open, mechanism).ToArbitrary();
        return
        [
            Law.Of("line-of-each", "every participant and every owner of a posting proves its line, and a record in the state is the one of its line", cases, item =>
                mechanism.Settle(item.State, item.Report) is var settled && make("net", settled) is var made
                && settled.After.Participants.All(record => made.TryProve(record.Participant, out SettlementProof? proof) && holds(proof, made.Root) && proof.Line.IsOf(record))
                && settled.Postings.SelectMany(posting => new[] { posting.From.Owner, posting.To.Owner }).Where(owner => !owner.IsNone).All(owner => holds(made.Prove(owner), made.Root))),
            Law.Of("lines-have-every-posting", "the lines have each posting that touches an owned account, once for each of its owners", cases, item =>
                mechanism.Settle(item.State, item.Report) is var settled && make("net", settled).Lines.Sum(line => line.Postings.Length)
                == settled.Postings.Sum(posting => new[] { posting.From.Owner, posting.To.Owner }.Where(owner => !owner.IsNone).Distinct().Count())),
            Law.Of("root-is-of-everything", "another network, report, posting or state has another root", cases, item =>
            {
                EpochSettlement settled = mechanism.Settle(item.State, item.Report);
                Digest root = make("net", settled).Root;
                return make("other", settled).Root != root
                    && make("net", settled with { Report = settled.Report with { Payments = settled.Report.Payments + Amount.One } }).Root != root
                    && make("net", settled with { After = settled.After with { Treasury = settled.After.Treasury + Amount.One } }).Root != root
                    && (settled.Postings.All(posting => posting.From.Owner.IsNone && posting.To.Owner.IsNone)
                        || make("net", settled with { Postings = settled.Postings.RemoveAll(posting => !posting.From.Owner.IsNone || !posting.To.Owner.IsNone) }).Root != root);
            }),
            Law.Of("roots-are-a-chain", "the next epoch's header begins where this one ended", cases, item =>
            {
                EpochSettlement first = mechanism.Settle(item.State, item.Report);
                EpochSettlement second = mechanism.Settle(first.After, new EpochReport { Epoch = first.After.Epoch });
                return make("net", second).Header.Before == make("net", first).Header.After;
            }),
            Law.Of("no-other-line", "a proof with another line, place, path or header proves nothing", cases, item =>
            {
                SettlementTree made = make("net", mechanism.Settle(item.State, item.Report));
                SettlementProof proof = made.Prove(made.Lines[0].Name);
                return Altered(proof).All(other => !holds(other, made.Root));
            }),
        ];
    }

    private static IEnumerable<SettlementProof> Altered(SettlementProof proof)
    {
        yield return proof with { Line = proof.Line with { Name = ParticipantId.Of("mallory") } };
        yield return proof with { Line = proof.Line with { State = proof.Header.After } };
        yield return proof with { Line = proof.Line with { Postings = proof.Line.Postings.Add(new Posting(LedgerAccount.Issuance, LedgerAccount.Wallet(proof.Line.Name), Amount.Of(7), PostingReason.Reward)) } };
        yield return proof with { Index = proof.Index - 1 };
        yield return proof with { Index = proof.Header.Lines };
        yield return proof with { Path = proof.Path.Add(proof.Header.Before) };
        yield return proof with { Header = proof.Header with { Epoch = proof.Header.Epoch.Next } };
        yield return proof with { Header = proof.Header with { Lines = proof.Header.Lines + 1 } };
        yield return proof with { Header = proof.Header with { Top = proof.Header.Before } };
        yield return proof with { Header = null!, Line = proof.Line };
        yield return proof with { Line = null! };
        if (!proof.Path.IsEmpty)
        {
            yield return proof with { Path = proof.Path.RemoveAt(0) };
        }
    }
}
