using CapaCloud.Mechanisms.Testing;

namespace CapaCloud.Mechanisms.Tests.Ledger;

public sealed class NetworkLedgerLawTests
{
    private static Dictionary<string, LedgerApply> Mutants { get; } = new()
    {
        // The treasury's money is booked as the insurance's.
        ["each-account-by-hand"] = (ledger, postings) => ledger.Apply([.. postings.Select(posting =>
            posting.To == LedgerAccount.Treasury && posting.From != LedgerAccount.Insurance ? new Posting(posting.From, LedgerAccount.Insurance, posting.Amount, posting.Reason) : posting)]),

        // What is missing is made.
        ["overdraft-is-refused"] = (ledger, postings) =>
        {
            while (true)
            {
                try
                {
                    return ledger.Apply(postings.AsSpan());
                }
                catch (LedgerRefusedException refused)
                {
                    postings = postings.Add(new Posting(LedgerAccount.Issuance, refused.Account, refused.Amount - refused.Balance, PostingReason.Payment));
                }
            }
        },

        // What comes in and what goes out are counted net.
        ["in-less-out-is-there"] = (ledger, postings) => ledger.Apply(postings.AsSpan()) is var after && Amount.Min(after.In, after.Out) is var both
            ? new NetworkLedger(after.Balances, after.In - both, after.Out - both) : ledger,

        // One after the other: what comes later cannot pay what leaves first.
        ["any-order"] = (ledger, postings) => postings.Aggregate(ledger, (one, posting) => one.Apply(posting)),

        // The first posting of a group pays a unit that nobody sees.
        ["any-grouping"] = (ledger, postings) => ledger.Apply([.. postings.Select((posting, index) => index == 0 && !posting.Amount.IsZero
            ? new Posting(posting.From, posting.To, posting.Amount - Amount.One, posting.Reason) : posting)]),
    };

    public static TheoryData<string> Laws => [.. Mutants.Keys];

    [Fact]
    public void Apply_keepsEveryLaw() => Assert.All(NetworkLedgerLaws.For(), law => law.Check(cases: 500));

    [Theory]
    [MemberData(nameof(Laws))]
    public void Law_mutant_isCaught(string name) => Assert.NotNull(NetworkLedgerLaws.For(Mutants[name]).Single(law => law.Name == name).FindViolation(cases: 500));

    [Fact]
    public void Laws_everyLaw_hasAMutant() => Assert.Equal(Mutants.Keys.Order(), NetworkLedgerLaws.For().Select(law => law.Name).Order());
}
