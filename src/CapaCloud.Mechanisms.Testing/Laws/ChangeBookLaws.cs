using System.Buffers.Binary;
using System.Collections.Immutable;
using CapaCloud.Mechanisms.Adaptation;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>The laws of changing rules, over drawn histories of acts: no change comes earlier than was ever promised, none reaches back, none changes its terms.</summary>
/// <remarks>No formula. Histories of 1 to 60 acts; refused acts change nothing and are passed over.</remarks>
internal static class ChangeBookLaws
{
    private static readonly ParticipantId Proposer = ParticipantId.Of("proposer");

    /// <summary>Returns the laws that a book must keep.</summary>
    /// <param name="rules">The rules it begins with.</param>
    /// <param name="activate">How a change is activated; the book's own act when left out.</param>
    /// <param name="decide">How a vote is decided; the book's own act when left out.</param>
    /// <returns>The laws.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="rules"/> is null.</exception>
    public static IReadOnlyList<Law> For(ChangeRules rules, Func<ChangeBook, ulong, Epoch, ChangeRules?, ChangeAct>? activate = null, Func<ChangeBook, ulong, ProposalVotes, Amount, Epoch, ChangeAct>? decide = null)
    {
        ArgumentNullException.ThrowIfNull(rules);
        Func<ChangeBook, ulong, Epoch, ChangeRules?, ChangeAct> act = activate ?? ((book, version, now, next) => book.Activate(version, now, next));
        Func<ChangeBook, ulong, ProposalVotes, Amount, Epoch, ChangeAct> vote = decide ?? ((book, version, votes, bonded, now) => book.Decide(version, votes, bonded, now));
        return
        [
            Of(rules, act, vote, "promised-delay", "a change that was not known in an epoch holds no earlier than that epoch and the delay that held in it", KeepsPromises),
            Of(rules, act, vote, "not-into-the-past", "a change holds from the epoch in which it is activated, which is not before its own", (before, _, after, now) =>
                after.Version == before.Version || (after.Since == now && before.TryFind(after.Version, out ChangeProposal? proposal) && now >= proposal.Activation && now < proposal.Expiry)),
            Of(rules, act, vote, "terms-stay", "an open proposal keeps delay, vote and expiry whatever the rules become", (before, _, after, _) => after.Proposals.All(item =>
                !before.TryFind(item.Version, out ChangeProposal? old) || (old with { Status = item.Status }) == item)),
            Of(rules, act, vote, "approved-first", "only what was approved comes to hold", (before, _, after, _) =>
                after.Version == before.Version || (before.TryFind(after.Version, out ChangeProposal? proposal) && proposal.Status == ChangeStatus.Approved)),
            Of(rules, act, vote, "vote-in-time", "a vote is decided between its proposal and the end of its voting time", (before, _, after, now) => before.Proposals.All(item =>
                item.Status != ChangeStatus.Proposed || !after.TryFind(item.Version, out ChangeProposal? decided) || decided.Status == item.Status || (now >= item.ProposedAt && now <= item.VotingEnds))),
            Of(rules, act, vote, "one-number-once", "no number is used twice", (before, _, after, _) =>
                after.LastVersion >= before.LastVersion && after.Proposals.All(item => item.Version <= after.LastVersion && (item.Version > before.LastVersion || before.TryFind(item.Version, out ChangeProposal? _)))),
            Of(rules, act, vote, "same-bytes", "the book is the same after a way to JSON and back", (_, _, after, _) => MechanismJson.Default.Read<ChangeBook>(MechanismJson.Default.Write(after)) == after),
        ];
    }

    private static Law Of(
        ChangeRules rules,
        Func<ChangeBook, ulong, Epoch, ChangeRules?, ChangeAct> activate,
        Func<ChangeBook, ulong, ProposalVotes, Amount, Epoch, ChangeAct> decide,
        string name,
        string statement,
        Func<ChangeBook, Promise, ChangeBook, Epoch, bool> holds) =>
        Law.Of(name, statement, Arb.From(Gen.ArrayOf(Step).Where(steps => steps.Length > 0)), steps => Play(rules, activate, decide, steps, holds));

    private static Gen<ChangeStep> Step =>
        from act in Gen.Frequency((4, Gen.Constant(0)), (4, Gen.Constant(1)), (5, Gen.Constant(2)), (1, Gen.Choose(3, 4)))
        from number in Gen.Choose(0, 5)
        from span in Gen.OneOf(Gen.Choose(0, 3), Gen.Choose(0, 30))
        from percent in Gen.Choose(0, 100)
        select new ChangeStep(act, number, span, percent);

    private static bool Play(
        ChangeRules rules,
        Func<ChangeBook, ulong, Epoch, ChangeRules?, ChangeAct> activate,
        Func<ChangeBook, ulong, ProposalVotes, Amount, Epoch, ChangeAct> decide,
        IReadOnlyList<ChangeStep> steps,
        Func<ChangeBook, Promise, ChangeBook, Epoch, bool> holds)
    {
        Epoch now = Epoch.Of(10);
        ChangeBook book = ChangeBook.Begin(rules, Content(1), now);
        Promise promise = new();
        foreach (ChangeStep step in steps)
        {
            now += EpochSpan.Of((ulong)step.Span);
            promise.Seen(now, book);
            ChangeBook after;
            try
            {
                after = Do(book, activate, decide, step, now);
            }
            catch (ChangeRefusedException)
            {
                continue;
            }

            if (!holds(book, promise, after, now))
            {
                return false;
            }

            book = after;
        }

        return true;
    }

    private static ChangeBook Do(
        ChangeBook book,
        Func<ChangeBook, ulong, Epoch, ChangeRules?, ChangeAct> activate,
        Func<ChangeBook, ulong, ProposalVotes, Amount, Epoch, ChangeAct> decide,
        ChangeStep step,
        Epoch now)
    {
        ulong version = book.Proposals.IsEmpty ? 0 : book.Proposals[step.Number % book.Proposals.Length].Version;
        switch (step.Act)
        {
            case 0:
                ulong next = book.LastVersion + (ulong)(step.Number % 3);
                ImmutableArray<ulong> after = version > 0 && step.Percent % 3 == 0 ? [version] : [];
                // Half of the time later than needed, otherwise at the very first epoch, or one before.
                Epoch first = book.EarliestActivation(now);
                Epoch activation = step.Percent % 4 == 0 ? Epoch.Of(first.Number - 1) : step.Percent % 2 == 0 ? first : first + EpochSpan.Of((ulong)step.Span);
                return book.Propose(next, Content(next + 1), Proposer, book.Rules.Deposit, now, activation, after);
            case 1:
                Amount bonded = Amount.Of(100), yes = Amount.Of((UInt128)step.Percent);
                return decide(book, version, new ProposalVotes(yes, Amount.Zero, bonded - yes, Amount.Zero, Amount.Zero), bonded, now).Book;
            case 2:
                ChangeRules? rules = step.Percent % 2 == 0
                    ? null
                    : new ChangeRules(EpochSpan.Of((ulong)(1 + (step.Percent % 40))), book.Rules.VotingPeriod, book.Rules.ActivationWindow, book.Rules.Deposit, book.Rules.Approval);
                return activate(book, version, now, rules).Book;
            case 3:
                return book.Withdraw(version, Proposer).Book;
            default:
                return book.Expire(now).Book;
        }
    }

    private static bool KeepsPromises(ChangeBook before, Promise promise, ChangeBook after, Epoch now)
    {
        ChangeProposal? made = after.Proposals.FirstOrDefault(item => item.Version > before.LastVersion);
        return made is null || promise.IsKept(made);
    }

    private static Digest Content(ulong number)
    {
        byte[] bytes = new byte[Digest.Size];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, number);
        return Digest.FromBytes(bytes);
    }

    /// <summary>In which epochs somebody looked at the rules, and which delay they saw.</summary>
    private sealed class Promise
    {
        private readonly List<(Epoch At, EpochSpan Delay)> _seen = [];

        public void Seen(Epoch now, ChangeBook book) => _seen.Add((now, book.Rules.MinimumDelay));

        /// <summary>Whoever looked in an epoch and did not see the proposal was promised that nothing unknown holds before the delay has passed.</summary>
        public bool IsKept(ChangeProposal proposal) => _seen.All(look => look.At > proposal.ProposedAt || proposal.Activation >= look.At + look.Delay);
    }
}
