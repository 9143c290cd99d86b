using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>The laws of a ledger: money comes from somewhere and goes somewhere, account by account, and no account is ever below zero.</summary>
/// <remarks>
/// <code>
/// balance after = balance before + what comes - what leaves, for every account;  refused when that is below zero for any
/// in - out = sum of all balances
/// </code>
/// In base units. The accounts hold 200 units each, the postings move up to 96, so that some overdraw.
/// </remarks>
internal static class NetworkLedgerLaws
{
    private static readonly ParticipantId Alice = ParticipantId.Of("alice");
    private static readonly ParticipantId Bob = ParticipantId.Of("bob");

    private static readonly ImmutableArray<LedgerAccount> Accounts =
    [
        LedgerAccount.Requesters, LedgerAccount.Issuance, LedgerAccount.Wallet(Alice), LedgerAccount.Stake(Alice), LedgerAccount.Stake(Bob), LedgerAccount.RewardPool,
        LedgerAccount.Treasury, LedgerAccount.Insurance, LedgerAccount.Dust, LedgerAccount.Escrow(Bob), LedgerAccount.PendingPenalties(Alice), LedgerAccount.DelegationPool(Bob),
        LedgerAccount.Burned,
    ];

    private static readonly NetworkLedger Start =
        NetworkLedger.Of(Accounts.Where(account => account.IsHeld).Select(account => new KeyValuePair<LedgerAccount, Amount>(account, Amount.Of(200))));

    /// <summary>Returns the laws for the library's own rule.</summary>
    /// <returns>The laws.</returns>
    public static IReadOnlyList<Law> For() => For((ledger, postings) => ledger.Apply(postings.AsSpan()));

    /// <summary>Returns the laws for a rule of one's own.</summary>
    /// <param name="apply">The rule.</param>
    /// <returns>The laws.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="apply"/> is null.</exception>
    public static IReadOnlyList<Law> For(LedgerApply apply)
    {
        ArgumentNullException.ThrowIfNull(apply);
        return
        [
            Law.Of("each-account-by-hand", "each account has what it had, and what came, less what left", Cases(), moves =>
                Applied(apply, Start, moves.Postings) is not { } after
                    || Accounts.Where(IsInside).All(account => after.BalanceOf(account) == Amount.Of((ulong)ByHand(moves.Postings, account)))),
            Law.Of("overdraft-is-refused", "money that is not in an account does not leave it, and what can be paid is not refused", Cases(), moves =>
                (Applied(apply, Start, moves.Postings) is null) == Accounts.Any(account => account.IsHeld && ByHand(moves.Postings, account) < 0)),
            Law.Of("in-less-out-is-there", "what came in less what went out is in the accounts, and both are counted", Cases(), moves =>
                Applied(apply, Start, moves.Postings) is not { } after
                    || (after.Totals.Difference.IsZero && after.In == Start.In + Sum(moves.Postings, posting => !IsInside(posting.From))
                        && after.Out == Start.Out + Sum(moves.Postings, posting => !IsInside(posting.To)))),
            Law.Of("any-order", "the order of the postings changes nothing", Cases(), moves =>
                Equals(Applied(apply, Start, moves.Postings), Applied(apply, Start, [.. moves.Postings.Reverse()]))),
            Law.Of("any-grouping", "postings in two groups do what they do at once, where both groups can be paid", Cases(), moves =>
            {
                int half = moves.Postings.Length / 2;
                NetworkLedger? first = Applied(apply, Start, moves.Postings[..half]), both = first is null ? null : Applied(apply, first, moves.Postings[half..]);
                return both is null || both.Equals(Applied(apply, Start, moves.Postings));
            }),
        ];
    }

    private static bool IsInside(LedgerAccount account) => account.IsHeld || account.Kind == LedgerAccountKind.Burned;

    private static long ByHand(ImmutableArray<Posting> postings, LedgerAccount account) =>
        (account.IsHeld ? 200L : 0L) + postings.Sum(posting => (posting.To == account ? (long)(ulong)posting.Amount.Units : 0) - (posting.From == account ? (long)(ulong)posting.Amount.Units : 0));

    private static Amount Sum(ImmutableArray<Posting> postings, Func<Posting, bool> isCounted) =>
        postings.Where(isCounted).Aggregate(Amount.Zero, (sum, posting) => sum + posting.Amount);

    private static NetworkLedger? Applied(LedgerApply apply, NetworkLedger ledger, ImmutableArray<Posting> postings)
    {
        try
        {
            return apply(ledger, postings);
        }
        catch (LedgerRefusedException)
        {
            return null;
        }
    }

    private static Arbitrary<Moves> Cases() => Arb.From(
        from count in Gen.Choose(0, 24)
        from moves in Gen.ArrayOf(PostingOf, count)
        select new Moves([.. moves]),
        moves => moves.Postings.Select((_, left) => new Moves(moves.Postings.RemoveAt(left))));

    private static Gen<Posting> PostingOf =>
        from origin in Gen.Choose(0, Accounts.Length - 2)
        from step in Gen.Choose(1, Accounts.Length - 1)
        from units in Gen.Choose(0, 96)
        select new Posting(Accounts[origin], Accounts[(origin + step) % Accounts.Length], Amount.Of((ulong)units), PostingReason.Reward);

    private sealed record Moves(ImmutableArray<Posting> Postings)
    {
        public override string ToString() => string.Join("; ", Postings);
    }
}
