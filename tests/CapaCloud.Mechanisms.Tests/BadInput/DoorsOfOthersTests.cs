using CapaCloud.Mechanisms.Adaptation;
using CapaCloud.Mechanisms.Escrow;
using CapaCloud.Mechanisms.Markets;
using CapaCloud.Mechanisms.Rewards;

namespace CapaCloud.Mechanisms.Tests.BadInput;

/// <summary>Doors at which an outside adversary got a bare exception or was let in with a value that is none.</summary>
public sealed class DoorsOfOthersTests
{
    public static TheoryData<string, Type, string> Doors => new()
    {
        { "vesting weights", typeof(ArgumentException), "2^128 - 1" },
        { "vesting without a schedule", typeof(ArgumentNullException), "schedule" },
        { "outcome of too many units", typeof(OverflowException), "2^64 - 1" },
        { "auction with a group of null", typeof(ArgumentException), "place 0" },
        { "market without a rule", typeof(ArgumentNullException), "Auction" },
        { "class without a name", typeof(ArgumentNullException), "Name" },
        { "stream without terms", typeof(ArgumentException), "no terms" },
        { "rebate without weights", typeof(InvalidOperationException), "weights" },
        { "rate changed by number 9", typeof(EscrowRefusedException), "9 asked" },
        { "stream stopped by number 9", typeof(EscrowRefusedException), "Nobody asked" },
        { "change proposed by nobody", typeof(ArgumentException), "nobody" },
    };

    [Theory]
    [MemberData(nameof(Doors))]
    public void Door_refusesByName(string door, Type exception, string text)
    {
        Exception refused = Assert.Throws(exception, () => _ = Knock(door));
        Assert.Contains(text, refused.Message, StringComparison.Ordinal);
    }

    private static object Knock(string door)
    {
        TaskId stream = TaskId.Of("s");
        EscrowAccount account = EscrowAccount.Open(ParticipantId.Of("r"), Epoch.Zero).Deposit(Amount.Of(1_000), Epoch.Zero).Account
            .OpenStream(stream, ParticipantId.Of("p"), EpochRate.Of(2), new EscrowTerms { Lockup = EpochSpan.Of(2) }, Epoch.Zero).Account;
        return door switch
        {
            "vesting weights" => new SteppedVesting([new VestingStep(EpochSpan.Of(1), UInt128.MaxValue), new VestingStep(EpochSpan.Of(2), UInt128.MaxValue)]),
            "vesting without a schedule" => new VestingGrant { Schedule = null!, Start = Epoch.Zero, Total = Amount.One },
            "outcome of too many units" => new AuctionOutcome([new Award(ulong.MaxValue, Amount.One), new Award(ulong.MaxValue, Amount.One)], null).Quantity,
            "auction with a group of null" => new VcgAuction(null, [null!]),
            "market without a rule" => new JobMarket([], default, null!),
            "class without a name" => new JobClass(null!, Amount.One, EpochSpan.One),
            "stream without terms" => new EscrowAccount(account.Owner, account.Free, account.AsOf, account.AccruedTo, [account.Streams[0] with { Terms = null! }], [], []),
            "rebate without weights" => default(CobbDouglasRebate).Reward(Amount.One, 1, 1, 1, 1),
            "rate changed by number 9" => account.ChangeRate(stream, EpochRate.Of(3), (EscrowParty)9, Epoch.Zero),
            "stream stopped by number 9" => account.Stop(stream, (EscrowParty)9, Epoch.Zero),
            _ => ChangeBook.Begin(new ChangeRules(EpochSpan.One, EpochSpan.Zero, EpochSpan.One), Digest.Parse(new string('1', 64)), Epoch.Zero)
                .Propose(1, Digest.Parse(new string('2', 64)), default, Amount.Zero, Epoch.Zero, Epoch.Of(9)),
        };
    }
}
