using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using CapaCloud.Mechanisms.Escrow;
using CapaCloud.Mechanisms.Testing;

namespace CapaCloud.Mechanisms.Tests.Markets.Escrows;

public sealed class EscrowLawTests
{
    /// <summary>Deeper runs: ESCROW_EVENTS=500 ESCROW_CASES=2000.</summary>
    private static readonly int Events = Number("ESCROW_EVENTS", 60);

    private static readonly int Cases = Number("ESCROW_CASES", 60);

    private static readonly ConditionalWeakTable<EscrowAccount, EscrowAccount> Made = [];

    public static TheoryData<string> Names => [.. EscrowLaws.For(1).Select(law => law.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Escrow_everyLaw_holds(string name) =>
        EscrowLaws.For(Events).Single(law => law.Name == name).Check(Cases);

    /// <summary>Histories of 500 acts, a few of them in every run.</summary>
    [Theory]
    [InlineData("books-balance")]
    [InlineData("never-negative")]
    [InlineData("secured-work-is-paid")]
    [InlineData("requester-loss-bounded")]
    [InlineData("provider-loss-bounded")]
    [InlineData("run-out-is-exact")]
    public void Escrow_longHistories_keepTheLaws(string name) =>
        EscrowLaws.For(500).Single(law => law.Name == name).Check(5);

    /// <summary>
    /// The history of 500 acts in which an account falls behind while a lower rate waits: the provider has read from when on that rate holds, and is owed no more.
    /// </summary>
    [Fact]
    public void Escrow_behindWithALowerRateAhead_paysAtTheRateThatHolds() =>
        EscrowLaws.For(500).Single(law => law.Name == "secured-work-is-paid").Check(5, "8673965064923215610,18201491276081993327,80");

    [Theory]
    [MemberData(nameof(Names))]
    public void Law_brokenByAMutant_isFound(string name) =>
        Assert.NotNull(EscrowLaws.For(Mutant(name), 40).Single(law => law.Name == name).FindViolation(500));

    private static EscrowPlay Mutant(string name) => name switch
    {
        // Whatever is paid out is paid twice.
        "never-negative" => (account, act, now) => EscrowAct.Play(account, act, now) is var move
            ? new EscrowMove(move.Account, [.. move.Postings, .. move.Postings.Where(posting => posting.From.Kind == LedgerAccountKind.Escrow)]) : default,

        // A payment loses a unit.
        "books-balance" => (account, act, now) => EscrowAct.Play(account, act, now) is var move
            ? new EscrowMove(move.Account, [.. move.Postings.Select(Shorter)]) : default,

        // The last act keeps the change.
        "settles-to-zero" => (account, act, now) => act.Kind == EscrowActKind.Close ? new EscrowMove(account, []) : EscrowAct.Play(account, act, now),

        // A rejected bill can be followed by a smaller one for ever.
        "jobs-end-in-time" => (account, act, now) => act.Kind == EscrowActKind.Bill
            ? EscrowAct.Play(Jobs(account, [.. account.Jobs.Select(job => job.RejectedAt is null ? job : job with { Deadline = Epoch.Max(job.Deadline, now.Next) })]), act, now)
            : EscrowAct.Play(account, act, now),

        // Who settles is paid a unit for it.
        "often-equals-once" => (account, act, now) => EscrowAct.Play(account, act, now) is var move && act.Kind == EscrowActKind.Settle && !move.Account.Free.IsZero
            ? new EscrowMove(With(move.Account, move.Account.Free - Amount.One), [.. move.Postings, new Posting(LedgerAccount.Escrow(account.Owner), LedgerAccount.Wallet(ParticipantId.Of("settler")), Amount.One, PostingReason.Fee)])
            : move,

        // What it has made itself it serves better than what was read from a store.
        "stored-on-the-way" => (account, act, now) =>
        {
            EscrowMove move = EscrowAct.Play(account, act, now);
            EscrowAccount after = Made.TryGetValue(account, out _) && move.Account.Streams is [var first, ..] && !first.Rate.IsZero
                ? With(move.Account, move.Account.Free, first with { Paid = first.Paid + Amount.One }) : move.Account;
            Made.AddOrUpdate(after, after);
            return new EscrowMove(after, move.Postings);
        }
        ,

        // What does not pay all pays the first: 60/40 in payment order.
        "equal-claims-alike" => (account, act, now) => EscrowAct.Play(account, act, now) is var move && move.Account is { IsBehind: true, Streams: [var first, ..], Free.IsZero: false }
            ? new EscrowMove(With(move.Account, Amount.Zero, first with { Paid = first.Paid + move.Account.Free }), move.Postings) : move,

        // The stream that was opened last is remembered by a unit.
        "opening-order" => (account, act, now) => EscrowAct.Play(account, act, now) is var move && act.Kind == EscrowActKind.Settle && move.Account.Streams is [.., var last] && last.Rate > EpochRate.Of(9) && move.Account.Streams.Length == 1
            ? new EscrowMove(With(move.Account, move.Account.Free, last with { Paid = last.Paid + Amount.One }), move.Postings) : move,

        // A notice takes the lockup back.
        "secured-work-is-paid" => (account, act, now) => EscrowAct.Play(account, act with { Kind = act.Kind == EscrowActKind.RequesterStops ? EscrowActKind.ProviderStops : act.Kind }, now),

        // A notice of the requester ends the stream at once, and the reserve goes back.
        "provider-loss-bounded" => (account, act, now) => EscrowAct.Play(account, act with { Kind = act.Kind == EscrowActKind.RequesterStops ? EscrowActKind.ProviderStops : act.Kind }, now),

        // A notice is not heard.
        "requester-loss-bounded" => (account, act, now) => EscrowAct.Play(account, act with { Kind = act.Kind == EscrowActKind.RequesterStops ? EscrowActKind.Settle : act.Kind }, now),

        // Settlement burns what is free before it pays.
        "run-out-is-exact" => (account, act, now) =>
            EscrowAct.Play(act.Kind == EscrowActKind.Settle ? With(account, Amount.Zero) : account, act, now),

        // Who ran out of money says that he stopped.
        _ => (account, act, now) => EscrowAct.Play(account, act, now) is var move
            ? new EscrowMove(
                Closing(move.Account, [.. move.Account.Closed.Select(closed => closed with { Reason = closed.Reason == EscrowClosing.Depleted ? EscrowClosing.StoppedByRequester : closed.Reason })]),
                move.Postings)
            : default,
    };

    private static Posting Shorter(Posting posting) =>
        posting.Reason == PostingReason.Payment ? new Posting(posting.From, posting.To, posting.Amount - Amount.One, posting.Reason) : posting;

    private static EscrowAccount With(EscrowAccount account, Amount free, EscrowStream? first = null) => new(
        account.Owner, free, account.AsOf, account.AccruedTo, first is null ? account.Streams : [first, .. account.Streams.Skip(1)], account.Jobs, account.Closed);

    private static EscrowAccount Jobs(EscrowAccount account, ImmutableArray<EscrowJob> jobs) =>
        new(account.Owner, account.Free, account.AsOf, account.AccruedTo, account.Streams, jobs, account.Closed);

    private static EscrowAccount Closing(EscrowAccount account, ImmutableArray<EscrowClosed> closed) =>
        new(account.Owner, account.Free, account.AsOf, account.AccruedTo, account.Streams, account.Jobs, closed);

    private static int Number(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : otherwise;
}
