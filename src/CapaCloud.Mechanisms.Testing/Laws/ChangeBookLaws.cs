using CapaCloud.Mechanisms.Adaptation;
using CapaCloud.Mechanisms.Settlement;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>The laws of changing rules, over drawn histories of acts: no change comes earlier than was ever promised, none reaches back, none changes its terms.</summary>
/// <remarks>No formula. Histories of 1 to 60 acts; refused acts change nothing and are passed over.</remarks>
internal static class ChangeBookLaws
{
    private static readonly ParticipantId Proposer = ParticipantId.Of("proposer");

    private static readonly Amount Bonded = Amount.Of(100), Supply = Amount.Of(1_000_000);

    /// <summary>What is voted on, in turn.</summary>
    private static readonly Mechanism[] Policies = [.. Enumerable.Range(0, 8).Select(Policy)];

    private static readonly NetworkState State = Policies[0].Open(Epoch.Zero, [KeyValuePair.Create(Proposer, Bonded)]).State;

    /// <summary>Returns the laws that a book must keep.</summary>
    /// <param name="rules">The rules it begins with.</param>
    /// <param name="acts">How it is acted on; the book's own acts when left out.</param>
    /// <returns>The laws.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="rules"/> is null.</exception>
    public static IReadOnlyList<Law> For(ChangeRules rules, ChangeActs? acts = null)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ChangeActs all = acts ?? new ChangeActs();
        return
        [
            Of(rules, all, "promised-delay", "a change that was not known in an epoch holds no earlier than that epoch and the delay or vote that held in it", KeepsPromises),
            Of(rules, all, "rules-as-voted", "the rules of change become what was voted on, and nothing else", (before, _, after, _) =>
                after.Rules == (after.Version != before.Version && before.TryFind(after.Version, out ChangeProposal? proposal) ? proposal.NewRules ?? before.Rules : before.Rules)),
            Of(rules, all, "never-bricked", "no change comes to hold after which nothing could change any more", (before, _, after, _) =>
                after.Version == before.Version || after.Rules.Bricking(Bonded, Supply).IsEmpty),
            Of(rules, all, "somebody-can-propose", "whatever was proposed, withdrawn or activated, the next number is free", (_, _, after, now) =>
                CanPropose(all, after, now)),
            Of(rules, all, "not-into-the-past", "a change holds from the epoch in which it is activated, which is not before its own", (before, _, after, now) =>
                after.Version == before.Version || (after.Since == now && before.TryFind(after.Version, out ChangeProposal? proposal) && now >= proposal.Activation && now < proposal.Expiry)),
            Of(rules, all, "terms-stay", "an open proposal keeps delay, vote and expiry whatever the rules become", (before, _, after, _) => after.Proposals.All(item =>
                !before.TryFind(item.Version, out ChangeProposal? old) || (old with { Status = item.Status }) == item)),
            Of(rules, all, "approved-first", "only what was approved comes to hold", (before, _, after, _) =>
                after.Version == before.Version || (before.TryFind(after.Version, out ChangeProposal? proposal) && proposal.Status == ChangeStatus.Approved)),
            Of(rules, all, "vote-in-time", "a vote is decided between its proposal and the end of its voting time", (before, _, after, now) => before.Proposals.All(item =>
                item.Status != ChangeStatus.Proposed || !after.TryFind(item.Version, out ChangeProposal? decided) || decided.Status == item.Status || (now >= item.ProposedAt && now <= item.VotingEnds))),
            Of(rules, all, "one-number-once", "no number is used twice", (before, _, after, _) =>
                after.LastVersion >= before.LastVersion && after.Proposals.All(item => item.Version <= after.LastVersion && (item.Version > before.LastVersion || before.TryFind(item.Version, out ChangeProposal? _)))),
            Of(rules, all, "same-bytes", "the book is the same after a way to JSON and back", (_, _, after, _) => MechanismJson.Default.Read<ChangeBook>(MechanismJson.Default.Write(after)) == after),
        ];
    }

    private static Law Of(
        ChangeRules rules, ChangeActs acts, string name, string statement, Func<ChangeBook, Promise, ChangeBook, Epoch, bool> holds) =>
        Law.Of(name, statement, Arb.From(Gen.ArrayOf(Step).Where(steps => steps.Length > 0)), steps => Play(rules, acts, steps, holds));

    private static Gen<ChangeStep> Step =>
        from act in Gen.Frequency((4, Gen.Constant(0)), (4, Gen.Constant(1)), (5, Gen.Constant(2)), (1, Gen.Choose(3, 4)))
        from number in Gen.Choose(0, 5)
        from span in Gen.OneOf(Gen.Choose(0, 3), Gen.Choose(0, 30))
        from percent in Gen.Choose(0, 100)
        from other in Gen.Choose(0, 100)
        select new ChangeStep(act, number, span, percent, other);

    private static bool Play(ChangeRules rules, ChangeActs acts, IReadOnlyList<ChangeStep> steps, Func<ChangeBook, Promise, ChangeBook, Epoch, bool> holds)
    {
        Epoch now = Epoch.Of(10);
        ChangeBook book = ChangeBook.Begin(rules, Voted(1).PolicyHash, now);
        Promise promise = new();
        foreach (ChangeStep step in steps)
        {
            now += EpochSpan.Of((ulong)step.Span);
            promise.Seen(now, book);
            ChangeBook after;
            try
            {
                after = Do(book, acts, step, now);
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

    private static ChangeBook Do(ChangeBook book, ChangeActs acts, ChangeStep step, Epoch now)
    {
        ulong version = book.Proposals.IsEmpty ? 0 : book.Proposals[step.Number % book.Proposals.Length].Version;
        switch (step.Act)
        {
            case 0:
                return acts.Propose(book, Asked(book, step, now, version));
            case 1:
                Amount yes = Amount.Of((UInt128)step.Percent);
                return acts.Decide(book, version, new ProposalVotes(yes, Amount.Zero, Bonded - yes, Amount.Zero, Amount.Zero), Bonded, now).Book;
            case 2:
                return acts.Activate(book, ChangeReview.Of(book, version, Voted(version).Policy, State with { Epoch = now, PolicyHash = book.Content }, Supply)).Book;
            case 3:
                return book.Withdraw(version, Proposer).Book;
            default:
                return book.Expire(now).Book;
        }
    }

    /// <summary>A proposal, half of the time later than needed, otherwise at the very first epoch, or one before; now and then with a number or an epoch that is far away.</summary>
    private static ChangeProposal Asked(ChangeBook book, ChangeStep step, Epoch now, ulong open)
    {
        ulong next = step.Other % 10 == 9 ? ulong.MaxValue - (ulong)(step.Number % 2) : book.LastVersion + (ulong)Math.Min(step.Number, 2 - (step.Number % 2));
        Epoch first = book.EarliestActivation(now);
        Epoch activation = step.Other % 10 == 8
            ? Epoch.Of(ulong.MaxValue - (ulong)step.Span)
            : step.Percent % 4 == 0 ? Epoch.Of(first.Number - 1) : step.Percent % 2 == 0 ? first : first + EpochSpan.Of((ulong)step.Span);
        return Draft(next, book, now, activation) with { After = open > 0 && step.Percent % 3 == 0 ? [open] : [], NewRules = NewRules(book.Rules, step) };
    }

    /// <summary>Longer and shorter delays and votes, and rules under which nothing could be proposed or passed.</summary>
    private static ChangeRules? NewRules(ChangeRules now, ChangeStep step) => step.Other % 2 == 0
        ? null
        : new ChangeRules(
            EpochSpan.Of((ulong)(1 + (step.Percent % 40))),
            now.Approval is null ? EpochSpan.Zero : EpochSpan.Of((ulong)(1 + (step.Other % 40))),
            now.ActivationWindow,
            step.Other % 7 == 0 ? Amount.MaxValue : now.Deposit,
            now.Approval is { } vote && step.Other % 5 == 0 ? vote with { Quorum = Proportion.One } : now.Approval);

    private static ChangeProposal Draft(ulong version, ChangeBook book, Epoch now, Epoch activation) => new()
    {
        Version = version,
        Content = Voted(version).PolicyHash,
        Proposer = Proposer,
        Deposit = book.Rules.Deposit,
        ProposedAt = now,
        VotingEnds = now,
        Activation = activation,
        Expiry = activation,
        Status = ChangeStatus.Proposed,
    };

    private static bool CanPropose(ChangeActs acts, ChangeBook book, Epoch now)
    {
        try
        {
            ulong next = unchecked(book.LastVersion + 1);
            Digest content = Voted(next).PolicyHash == book.Content ? Voted(next + 1).PolicyHash : Voted(next).PolicyHash;
            _ = acts.Propose(book, Draft(next, book, now, book.EarliestActivation(now)) with { Content = content });
            return true;
        }
        catch (ChangeRefusedException)
        {
            return false;
        }
    }

    private static bool KeepsPromises(ChangeBook before, Promise promise, ChangeBook after, Epoch now)
    {
        ChangeProposal? made = after.Proposals.FirstOrDefault(item => item.Version > before.LastVersion);
        return made is null || promise.IsKept(made);
    }

    private static Mechanism Voted(ulong version) => Policies[version % (ulong)Policies.Length];

    private static Mechanism Policy(int number) => Mechanism.Create(build => build.Name($"policy {number}").Stake(stake => stake.MinimumBond(10)));

    /// <summary>In which epochs somebody looked at the rules, and which notice they saw.</summary>
    private sealed class Promise
    {
        private readonly List<(Epoch At, EpochSpan Notice)> _seen = [];

        public void Seen(Epoch now, ChangeBook book) => _seen.Add((now, EpochSpan.Max(book.Rules.MinimumDelay, book.Rules.VotingPeriod)));

        /// <summary>Whoever looked in an epoch and did not see the proposal was promised that nothing unknown holds before delay and vote have passed.</summary>
        public bool IsKept(ChangeProposal proposal) => _seen.All(look => look.At > proposal.ProposedAt || proposal.Activation >= look.At + look.Notice);
    }
}
