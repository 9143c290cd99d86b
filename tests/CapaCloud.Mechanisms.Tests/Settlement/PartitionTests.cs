using System.Collections.Immutable;
using System.Globalization;
using CapaCloud.Mechanisms.Identity;
using CapaCloud.Mechanisms.Ledger;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Settlement.Appeals;
using CapaCloud.Mechanisms.Settlement.Reports;
using CapaCloud.Mechanisms.Settlement.States;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Testing.Generators;
using CapaCloud.Mechanisms.Time;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CapaCloud.Mechanisms.Tests.Settlement;

/// <summary>Map, merge, map over any partition gives what one machine gives.</summary>
public sealed class PartitionTests
{
    private static readonly Mechanism Floor = Mechanism.Create(build =>
    {
        SmallNetwork.Compose(build);
        build.Reward(reward => reward.SplitByFloor());
    });

    [Property(MaxTest = 100)]
    public void SettleParticipant_anyPartition_equalsSettle(ulong cut, bool reversed)
    {
        NetworkCase item = NetworkCases.For(Floor.Policy, deposits => Floor.Open(Epoch.Of(5), deposits).State).Sample(1)[0];
        EpochSettlement whole = Floor.Settle(item.State, item.Report);
        int[] everyone = [.. Enumerable.Range(0, item.State.Participants.Length)];
        int first = (int)(cut % (ulong)(everyone.Length + 1));
        int[][] partitions = reversed ? [everyone[first..], everyone[..first]] : [everyone[..first], everyone[first..]];

        ParticipantInput[] inputs = [.. item.State.Participants.Select(participant => InputOf(item.Report, participant.Participant))];
        EpochTotals totals = partitions.Select(partition => Totals(item.State, inputs, partition)).Aggregate(EpochTotals.None, EpochTotals.Merge);
        EpochTerms terms = Floor.Terms(item.State, totals, item.Report.Payments);
        Assert.Equal(whole.Totals, totals);
        Assert.Equal(whole.Pool, terms.Pool);
        foreach (int index in partitions.SelectMany(partition => partition))
        {
            List<Posting> postings = [];
            Assert.Equal(whole.Outcomes[index], Floor.SettleParticipant(item.State.Participants[index], inputs[index], terms, postings));
        }
    }

    /// <summary>Accused, then confirmed: one participant at a time gives the outcomes and the postings of the whole.</summary>
    [Fact]
    public void SettleParticipant_appeal_equalsSettle()
    {
        Mechanism mechanism = Mechanism.FromPolicy(Floor.Policy with
        {
            Offences = [.. Floor.Policy.Offences.Select(offence => offence.Offence == Offence.IncorrectResult ? offence with { AppealWindow = EpochSpan.Of(3) } : offence)],
        });
        EpochReport accusing = SmallNetwork.Epoch0(SmallNetwork.Report(SmallNetwork.Alice), SmallNetwork.Report(SmallNetwork.Bob)) with { Verdicts = [SmallNetwork.Incorrect(SmallNetwork.Alice)] };
        NetworkState accused = mechanism.Settle(SmallNetwork.Open(mechanism), accusing).After;
        Ruling ruling = new(SmallNetwork.Alice, accused.Find(SmallNetwork.Alice).Pending[0].Key, RulingOutcome.Confirmed);
        EpochSettlement whole = mechanism.Settle(accused, new EpochReport { Epoch = Epoch.Of(1), Rulings = [ruling] });

        EpochTerms terms = mechanism.Terms(accused, whole.Totals, Amount.Zero);
        List<Posting> postings = [];
        for (int index = 0; index < accused.Participants.Length; index++)
        {
            ParticipantState participant = accused.Participants[index];
            ParticipantInput input = new()
            {
                Epoch = Epoch.Of(1),
                Report = new ParticipantReport { Participant = participant.Participant },
                Rulings = participant.Participant == SmallNetwork.Alice ? new[] { ruling } : default(ReadOnlyMemory<Ruling>),
            };
            Assert.Equal(whole.Outcomes[index], mechanism.SettleParticipant(participant, input, terms, postings));
        }

        Assert.NotEmpty(postings);
        Assert.Equal(whole.Postings.Where(posting => !posting.To.Owner.IsNone || !posting.From.Owner.IsNone), postings);
    }

    [Fact]
    public void SettleParticipant_splitterNeedsTheColumn_saysSo()
    {
        NetworkState state = SmallNetwork.Open();
        EpochTerms terms = SmallNetwork.Mechanism.Terms(state, EpochTotals.None, Amount.Zero);
        InvalidOperationException refusal = Assert.Throws<InvalidOperationException>(() =>
            SmallNetwork.Mechanism.SettleParticipant(state.Participants[0], default, terms, []));
        Assert.Contains("LargestRemainderSplitter", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    public void Settle_anyCulture_sameBytes(string culture)
    {
        EpochReport report = SmallNetwork.Epoch0(SmallNetwork.Report(SmallNetwork.Alice), SmallNetwork.Report(SmallNetwork.Bob, 70, 100, new MissedDuties("disk", 30)));
        string invariant = Receipt(report);
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal(invariant, Receipt(report));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Assess_andSettleParticipant_allocateNothingForAQuietParticipant()
    {
        NetworkState state = SmallNetwork.Open(Floor);
        ParticipantInput input = InputOf(SmallNetwork.Epoch0(SmallNetwork.Report(SmallNetwork.Alice)), SmallNetwork.Alice);
        EpochTotalsBuilder totals = Floor.CreateTotals();
        EpochTerms terms = Floor.Terms(state, EpochTotals.None with { Weight = UInt128.MaxValue }, Amount.FromUnits(1_000));
        List<Posting> postings = new(4_096);
        Turn(100);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Turn(1_000);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Turn(int times)
        {
            for (int time = 0; time < times; time++)
            {
                Floor.Assess(state.Participants.ItemRef(0), input, totals);
                Floor.SettleParticipant(state.Participants.ItemRef(0), input, terms, postings);
            }
        }
    }

    private static string Receipt(EpochReport report)
    {
        EpochSettlement settled = SmallNetwork.Mechanism.Settle(SmallNetwork.Open(), report);
        return $"{settled.PolicyHash}\n{string.Join('\n', settled.Postings)}\n{SmallNetwork.Mechanism.Explain(settled, SmallNetwork.Bob)}";
    }

    private static EpochTotals Totals(NetworkState state, ParticipantInput[] inputs, int[] partition)
    {
        EpochTotalsBuilder builder = Floor.CreateTotals();
        foreach (int index in partition)
        {
            Floor.Assess(state.Participants[index], inputs[index], builder);
        }

        return builder.ToTotals();
    }

    private static ParticipantInput InputOf(EpochReport report, ParticipantId participant) => ParticipantInputs.Of(
        NetworkOf(participant), report with
        {
            Participants = [.. report.Participants.Where(row => row.Participant == participant)],
            Verdicts = [.. report.Verdicts.Where(verdict => verdict.Participant == participant)],
            Evidence = [.. report.Evidence.Where(evidence => evidence.Offender == participant)],
        })[0];

    private static NetworkState NetworkOf(ParticipantId participant) =>
        Floor.Open(Epoch.Of(5), ImmutableArray.Create(KeyValuePair.Create(participant, Amount.FromUnits(1_000_000)))).State;
}
