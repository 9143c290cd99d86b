using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Tests.BadInput;

/// <summary>Numbers, time, names, hashes and ledger accounts.</summary>
public sealed class ValueTests
{
    private static readonly ParticipantId Alice = ParticipantId.Of("alice");

    private static readonly BadCase[] Cases =
    [
        new("amount: null text", typeof(ArgumentNullException), () => Amount.Parse((string)null!), "text"),
        new("amount: empty text", typeof(FormatException), () => Amount.Parse(""), "''"),
        new("amount: a sign", typeof(FormatException), () => Amount.Parse("-1"), "'-1'"),
        new("amount: blanks", typeof(FormatException), () => Amount.Parse(" 1"), "' 1'"),
        new("amount: German thousands", typeof(FormatException), () => Amount.Parse("1.000"), "'1.000'"),
        new("amount: French thousands", typeof(FormatException), () => Amount.Parse("1\u202f000"), "base units"),
        new("amount: Arabic digits", typeof(FormatException), () => Amount.Parse("\u0661"), "'\u0661'"),
        new("amount: an exponent", typeof(FormatException), () => Amount.Parse("1e3"), "'1e3'"),
        new("amount: 2^128", typeof(FormatException), () => Amount.Parse("340282366920938463463374607431768211456"), "2^128 - 1"),
        new("amount: a sum above the largest", typeof(OverflowException), () => _ = Amount.MaxValue + Amount.One, "340282366920938463463374607431768211455", "base units", "2^128 - 1"),
        new("amount: below zero", typeof(OverflowException), () => _ = Amount.One - Amount.Of(2), "1 - 2 base units", "negative"),
        new("amount: compared with another type", typeof(ArgumentException), () => ((IComparable)Amount.One).CompareTo("1"), "Amount", "String"),
        new("amount: rounding that there is not", typeof(ArgumentOutOfRangeException), () => Amount.One.Multiply(Proportion.Half, (Rounding)77), "77"),
        new("proportion: null text", typeof(ArgumentNullException), () => Proportion.Parse((string)null!), "text"),
        new("proportion: a decimal comma", typeof(FormatException), () => Proportion.Parse("0,5"), "'0,5'"),
        new("proportion: above one", typeof(FormatException), () => Proportion.Parse("1.1"), "'1.1'", "1"),
        new("proportion: nineteen digits", typeof(FormatException), () => Proportion.Parse("0.1234567890123456789"), "18 digits"),
        new("proportion: per cent sign", typeof(FormatException), () => Proportion.Parse("5%"), "'5%'"),
        new("proportion: 10^18 + 1 parts", typeof(ArgumentOutOfRangeException), () => Proportion.FromParts(1_000_000_000_000_000_001), "1000000000000000001"),
        new("proportion: 101 per cent", typeof(ArgumentOutOfRangeException), () => Proportion.Percent(101), "101 percent", "one"),
        new("proportion: 10,001 basis points", typeof(ArgumentOutOfRangeException), () => Proportion.BasisPoints(10_001), "10001 basis points", "one"),
        new("proportion: a quotient above one", typeof(ArgumentOutOfRangeException), () => Proportion.FromQuotient(3, 2, Rounding.Down), "3", "2"),
        new("proportion: divided by zero", typeof(DivideByZeroException), () => Proportion.FromQuotient(0, 0, Rounding.Down), "zero"),
        new("ratio: null text", typeof(ArgumentNullException), () => Ratio.Parse((string)null!), "text"),
        new("ratio: not a number", typeof(FormatException), () => Ratio.Parse("NaN"), "'NaN'"),
        new("ratio: infinity", typeof(FormatException), () => Ratio.Parse("\u221e"), "'\u221e'"),
        new("ratio: below zero", typeof(OverflowException), () => _ = Ratio.Zero - Ratio.One, "0 - 1", "negative"),
        new("ratio: divided by zero", typeof(DivideByZeroException), () => Ratio.FromQuotient(1, 0, Rounding.Down), "zero"),
        new("signed amount: null text", typeof(ArgumentNullException), () => SignedAmount.Parse((string)null!), "text"),
        new("signed amount: two signs", typeof(FormatException), () => SignedAmount.Parse("--1"), "'--1'"),
        new("multiply and divide: by zero", typeof(DivideByZeroException), () => MultiplyDivide.Down(1, 2, 0), "1 * 2 / 0"),
        new("multiply and divide: above 128 bits", typeof(OverflowException), () => MultiplyDivide.Down(UInt128.MaxValue, 2, 1), "128 bits"),
        new("decay: no half-life", typeof(ArgumentOutOfRangeException), () => Decay.Factor(EpochSpan.One, EpochSpan.Zero, Rounding.Down), "0 epochs", "at least 1"),
        new("logarithm: of zero", typeof(ArgumentOutOfRangeException), () => Logarithm.NegativeNatural(Proportion.Zero, Rounding.Down), "zero"),
        new("logarithm: of less than one", typeof(ArgumentOutOfRangeException), () => Logarithm.Natural(Ratio.Zero, Rounding.Down), "0"),
        new("power: exponent over zero", typeof(DivideByZeroException), () => Power.Of(Ratio.One, 1, 0, Rounding.Down), "zero"),
        new("epoch: null text", typeof(ArgumentNullException), () => Epoch.Parse((string)null!), "text"),
        new("epoch: below zero", typeof(FormatException), () => Epoch.Parse("-1"), "'-1'"),
        new("epoch: 2^64", typeof(FormatException), () => Epoch.Parse("18446744073709551616"), "2^64 - 1"),
        new("epoch: after the last", typeof(OverflowException), () => _ = Epoch.MaxValue + EpochSpan.One, "18446744073709551615", "1 epoch"),
        new("epoch: a span backwards", typeof(OverflowException), () => Epoch.Of(3).Since(Epoch.Of(5)), "3", "5", "negative"),
        new("span: too long", typeof(OverflowException), () => _ = EpochSpan.MaxValue + EpochSpan.One, "1 epoch"),
        new("span: malformed", typeof(FormatException), () => EpochSpan.Parse("21 epochs"), "'21 epochs'"),
        new("participant: null", typeof(ArgumentNullException), () => ParticipantId.Of(null!), "name"),
        new("participant: empty", typeof(ArgumentException), () => ParticipantId.Of(""), "participant's name"),
        new("participant: blanks around", typeof(ArgumentException), () => ParticipantId.Of(" alice"), "participant's name"),
        new("participant: a line end", typeof(ArgumentException), () => ParticipantId.Of("al\nice"), "participant's name"),
        new("participant: half a character", typeof(ArgumentException), () => ParticipantId.Of("a\ud800"), "participant's name"),
        new("participant: too long", typeof(ArgumentException), () => ParticipantId.Of(new string('x', 1_000)), "1,000"),
        new("task: null", typeof(ArgumentNullException), () => TaskId.Of(null!), "name"),
        new("task: empty", typeof(ArgumentException), () => TaskId.Of(""), "task's name"),
        new("task: only blanks", typeof(ArgumentException), () => TaskId.Of("  "), "task's name"),
        new("offence: capitals", typeof(ArgumentException), () => Offence.Of("Downtime"), "Downtime"),
        new("offence: empty", typeof(ArgumentException), () => Offence.Of(""), "offence"),
        new("digest: 63 digits", typeof(FormatException), () => Digest.Parse(new string('a', 63)), "64 hexadecimal digits"),
        new("digest: a letter too far", typeof(FormatException), () => Digest.Parse(new string('g', 64)), "64 hexadecimal digits"),
        new("digest: 31 bytes", typeof(ArgumentException), () => Digest.FromBytes(new byte[31]), "32 bytes", "31"),
        new("purpose: null", typeof(ArgumentNullException), () => SelectionPurpose.Of(null!), "name"),
        new("purpose: capitals", typeof(ArgumentException), () => SelectionPurpose.Of("Audit"), "Audit"),
        new("account: without an owner", typeof(ArgumentException), () => LedgerAccount.Wallet(default), "Wallet", "owner"),
        new("posting: from nowhere", typeof(ArgumentException), () => _ = new Posting(default, LedgerAccount.Burned, Amount.One, PostingReason.Slash), "two accounts"),
        new("posting: to itself", typeof(ArgumentException), () => _ = new Posting(LedgerAccount.Treasury, LedgerAccount.Treasury, Amount.One, PostingReason.Fee), "Treasury", "twice"),
        new("posting: out of the burned", typeof(ArgumentException), () => _ = new Posting(LedgerAccount.Burned, LedgerAccount.Wallet(Alice), Amount.Of(7), PostingReason.Reward), "7 units"),
        new("posting: a reason that there is not", typeof(ArgumentOutOfRangeException), () => _ = new Posting(LedgerAccount.Treasury, LedgerAccount.Wallet(Alice), Amount.Of(7), (PostingReason)99), "7 units", "99"),
    ];

    public static TheoryData<string> Names => BadInputTable.Names(Cases);

    [Theory]
    [MemberData(nameof(Names))]
    public void Refused(string name) => BadInputTable.Check(Cases, name);
}
