using System.Collections.Immutable;
using CapaCloud.Mechanisms.Settlement;
using static CapaCloud.Mechanisms.Tests.Settlement.SmallNetwork;

namespace CapaCloud.Mechanisms.Tests.Settlement;

/// <summary>A record of an epoch that was altered in any one place is not genuine, and where it concerns somebody it is not explained either.</summary>
public sealed class AlteredSettlementTests
{
    private static readonly EpochSettlement Settled = SmallNetwork.Mechanism.Settle(
        Open(), Epoch0(Report(Alice), Report(Bob, 70, 100, new MissedDuties("disk", 30)), Report(Carol)) with { Evidence = [WrongResult(Bob, Alice)], Verdicts = [Correct(Alice, "t2")] });

    private static readonly Dictionary<string, Func<EpochSettlement, EpochSettlement>> Changes = new(StringComparer.Ordinal)
    {
        ["epoch"] = settled => settled with { Epoch = settled.Epoch.Next },
        ["epoch of the report"] = settled => settled with { Report = settled.Report with { Epoch = Epoch.Of(1) } },
        ["epoch of the state before"] = settled => settled with { Before = settled.Before with { Epoch = Epoch.Of(1) } },
        ["policy"] = settled => settled with { PolicyHash = default },
        ["payments"] = settled => settled with { Report = settled.Report with { Payments = settled.Report.Payments + Amount.Of(1_000) } },
        ["work"] = settled => settled with { Report = settled.Report with { Participants = settled.Report.Participants.SetItem(2, settled.Report.Participants[2] with { Work = 7_000 }) } },
        ["evidence"] = settled => settled with { Report = settled.Report with { Evidence = [] } },
        ["reward"] = settled => With(settled, outcome => outcome with { Reward = outcome.Reward + Amount.One }),
        ["slash"] = settled => With(settled, outcome => outcome with { Slashed = outcome.Slashed - Amount.One }),
        ["score"] = settled => With(settled, outcome => outcome with { After = outcome.After with { Reputation = default } }),
        ["jail"] = settled => With(settled, outcome => outcome with { After = outcome.After with { JailedUntil = Epoch.Zero } }),
        ["posting of the loss"] = settled => settled with { Postings = [.. settled.Postings.Where(posting => posting.Reason != PostingReason.Slash)] },
        ["posting of a bounty"] = settled => settled with { Postings = [.. settled.Postings.Select(posting => posting.Reason == PostingReason.Bounty ? new Posting(posting.From, posting.To, posting.Amount + Amount.One, posting.Reason) : posting)] },
        ["books after"] = settled => settled with { After = settled.After with { Books = settled.After.Books with { Burned = settled.After.Books.Burned + Amount.One } } },
    };

    private static readonly Dictionary<string, Func<EpochSettlement, EpochSettlement>> Silent = new(StringComparer.Ordinal)
    {
        ["treasury after"] = settled => settled with { After = settled.After with { Treasury = settled.After.Treasury + Amount.One } },
        ["pool"] = settled => settled with { Pool = settled.Pool + Amount.One },
        ["lost"] = settled => settled with { Lost = settled.Lost + Amount.One },
        ["what was set aside"] = settled => settled with { SetAside = [new SetAsideItem { Item = ReportItem.Row, Reason = SetAsideReason.UnknownParticipant }] },
    };

    public static TheoryData<string> Altered => [.. Changes.Keys];

    public static TheoryData<string> All => [.. Changes.Keys, .. Silent.Keys];

    [Fact]
    public void Unaltered_isGenuine_andExplainedForEverybody()
    {
        Assert.True(SmallNetwork.Mechanism.IsGenuine(Settled));
        Assert.All([Alice, Bob, Carol], who => Assert.Empty(SmallNetwork.Mechanism.Explain(Settled, who).FindInconsistencies()));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void IsGenuine_ofAnAlteredRecord_isFalse(string what) => Assert.False(SmallNetwork.Mechanism.IsGenuine(Change(what)));

    [Theory]
    [MemberData(nameof(Altered))]
    public void Explain_ofAnAlteredRecord_isRefusedForWhomItConcerns(string what)
    {
        EpochSettlement altered = Change(what);
        ParticipantId who = what switch { "posting of a bounty" => Alice, "work" or "payments" => Carol, _ => Bob };
        InvalidOperationException refused = Assert.Throws<InvalidOperationException>(() => SmallNetwork.Mechanism.Explain(altered, who));
        Assert.True(refused.Message.Length > 60, refused.Message);
    }

    private static EpochSettlement Change(string what) => (Changes.GetValueOrDefault(what) ?? Silent[what])(Settled);

    private static EpochSettlement With(EpochSettlement settled, Func<ParticipantOutcome, ParticipantOutcome> change)
    {
        int index = settled.Outcomes.ToList().FindIndex(outcome => outcome.After.Participant == Bob);
        return settled with { Outcomes = settled.Outcomes.SetItem(index, change(settled.Outcomes[index])) };
    }
}
