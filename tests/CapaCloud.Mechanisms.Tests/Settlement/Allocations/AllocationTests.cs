using CapaCloud.Mechanisms.Markets;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Verification;
using static CapaCloud.Mechanisms.Tests.Settlement.Allocations.AllocationTrial;
using static CapaCloud.Mechanisms.Tests.Settlement.Jobs.JobTrial;

namespace CapaCloud.Mechanisms.Tests.Settlement.Allocations;

using Allocated = CapaCloud.Mechanisms.Settlement.Allocation;
using Market = AllocationTrial;

/// <summary>Who gets a task, for how much, and why somebody gets none.</summary>
public sealed class AllocationTests
{
    private static Mechanism Network => Market.Market;

    private static Mechanism Covering(UInt128 value)
    {
        Mechanism network = Compose("covering", jobs => jobs with { Classes = [new JobClass("gpu-hour", Amount.Of(value), EpochSpan.One)] });
        return Mechanism.FromPolicy(network.Policy with { Allocation = network.Policy.Allocation! with { Access = null } });
    }

    [Fact]
    public void Allocate_oneOffer_oneTask_meetHalfWay()
    {
        NetworkState state = Open(Network);
        Allocated allocated = Network.Allocate(state, [Offer(Alice, 1, 400)], [Request(Carol, "t", 1_000)], BeaconOf(Network, state));

        Assert.Equal(new JobAward { Task = TaskId.Of("t"), Provider = Alice, Requester = Carol, Class = "gpu-hour", Price = Amount.Of(700), Value = Amount.Of(1_000), Deadline = Epoch.Of(1) }, allocated.Tasks[0].Award);
        Assert.Equal(Network.Award(state, allocated.Tasks[0].Award!.Value), allocated.After);
        Assert.Equal("t: alice works for carol for 700 units", allocated.Tasks[0].ToString());
        Assert.Equal("alice offered 1 of gpu-hour: 1 of 1 admitted", allocated.Offers[0].ToString());
        Assert.Equal("epoch 0: 1 of 1 task found a provider among 1 offer", allocated.ToString());

        // 700 and a dispute bond of 20 %, 140, are reserved.
        Assert.Equal(new RequesterState(Carol, Amount.Of(4_160), Amount.Of(840)), allocated.After.MoneyOf(Carol));
    }

    [Fact]
    public void Allocate_cheaperProvider_getsTheWork_upToItsAccess()
    {
        // A score of one half opens 0.1 + 0.4 / 2 = 0.3 of 10 tasks: 3 for each of the two, whatever they offer.
        NetworkState state = Open(Network);
        Allocated allocated = Network.Allocate(state, [Offer(Alice, 100, 10), Offer(Bob, 100, 20)], Requests(Carol, 10, 100), BeaconOf(Network, state));

        Assert.Equal([3UL, 3UL], allocated.Offers.Select(offer => offer.Admitted));
        Assert.Equal([3UL, 3UL], allocated.Offers.Select(offer => offer.Awarded));
        Assert.Equal(4, allocated.Tasks.Count(task => task.Refusal == JobRefusal.NoMatch));
    }

    [Fact]
    public void Allocate_withoutAccessRule_isBoundedByStakeAlone()
    {
        // A stake of 10,000 covers ten units of a class of 1,000, and none of a class of 10^19.
        Mechanism open = Covering(1_000);
        NetworkState state = Open(open);
        Allocated covered = open.Allocate(state, [Offer(Alice, 100, 10), Offer(Bob, 100, 20)], Requests(Carol, 12, 100), BeaconOf(open, state));
        Assert.Equal([10UL, 2UL], covered.Offers.Select(offer => offer.Awarded));

        Mechanism dear = Covering(10_000_000_000_000_000_000);
        NetworkState other = Open(dear);
        Assert.Equal(JobRefusal.NotCovered, dear.Allocate(other, [Offer(Alice, 100, 10)], Requests(Carol, 2, 100), BeaconOf(dear, other)).Offers[0].Refusal);
    }

    [Fact]
    public void Allocate_whoMayNotWork_knowsWhyAndUntilWhen()
    {
        Mechanism network = Mechanism.FromPolicy(Network.Policy with
        {
            Offences =
            [
                .. Network.Policy.Offences.Select(offence => offence with { Jail = EpochSpan.Of(4) }),
                new OffencePolicy { Offence = Offence.Downtime, Curve = SlashingCurve.Linear(Proportion.One) },
            ],
        });
        NetworkState state = network.Open(Epoch.Zero, [KeyValuePair.Create(Alice, Amount.Of(10_000)), KeyValuePair.Create(Bob, Amount.Of(10_000)), KeyValuePair.Create(Dave, Amount.Of(150))]).State;
        state = network.Fund(state, Carol, Amount.Of(5_000)).State;

        // Alice is condemned. Dave misses eight duties of ten and loses 120 of 150.
        state = network.Settle(state, new EpochReport
        {
            Epoch = state.Epoch,
            Participants = [new ParticipantReport { Participant = Dave, DutiesDue = 10, Missed = [new MissedDuties("disk", 8)] }],
            Verdicts = [Verdict.Because(Alice, TaskId.Of("old"), Epoch.Zero, VerdictReason.ContradictsAccepted)],
        }).After;
        TaskRequest wanted = Request(Carol, "t", 100) with { Deadline = Epoch.Of(9) };
        Allocated allocated = network.Allocate(state, [Offer(Alice, 1, 10), Offer(Dave, 1, 10), Offer(ParticipantId.Of("eve"), 1, 10), Offer(Bob, 1, 10, "cpu")], [wanted], BeaconOf(network, state));

        Assert.Equal("alice offered 1 of gpu-hour: Jailed until epoch 5", allocated.Offers[0].ToString());
        Assert.Equal("dave offered 1 of gpu-hour: BelowMinimumBond, 70 units are missing", allocated.Offers[1].ToString());
        Assert.Equal(JobRefusal.UnknownProvider, allocated.Offers[2].Refusal);
        Assert.Equal(JobRefusal.UnknownClass, allocated.Offers[3].Refusal);
        Assert.Equal(JobRefusal.NoMatch, allocated.Tasks[0].Refusal);
        Assert.Equal(state, allocated.After);
    }

    [Fact]
    public void Allocate_requestsThatCannotTakePart_sayWhy()
    {
        NetworkState state = Open(Network);
        TaskRequest good = Request(Carol, "good", 100);
        TaskRequest[] requests =
        [
            good,
            good with { Task = default },
            good with { Task = TaskId.Of("a"), Class = "cpu" },
            good with { Task = TaskId.Of("b"), Price = Amount.Zero },
            good with { Task = TaskId.Of("c"), Value = Amount.Of(99) },
            good with { Task = TaskId.Of("d"), Deadline = Epoch.Zero },
            good with { Task = TaskId.Of("e"), Price = Amount.Of(4_900), Value = Amount.Of(4_900) },
            good with { Task = TaskId.Of("f"), Requester = ParticipantId.Of("eve") },
            good with { Task = TaskId.Of("g"), Price = Amount.Of(101), Value = Amount.Of(101) },
            good with { Task = TaskId.Of("g"), Price = Amount.Of(102), Value = Amount.Of(102) },
        ];
        Allocated allocated = Network.Allocate(state, [Offer(Alice, 9, 10)], requests, BeaconOf(Network, state));

        JobRefusal[] expected =
        [
            JobRefusal.NoMatch, JobRefusal.Incomplete, JobRefusal.UnknownClass, JobRefusal.NoAmount, JobRefusal.ValueOutOfRange, JobRefusal.DeadlineTooSoon, JobRefusal.NotEnoughFunds,
            JobRefusal.NotEnoughFunds, JobRefusal.TaskKnown, JobRefusal.None,
        ];
        Assert.Equal(expected, allocated.Tasks.Select(task => task.Refusal));
        Assert.Equal("a: nobody works for carol (UnknownClass)", allocated.Tasks[2].ToString());
    }

    [Fact]
    public void Allocate_dearestRequestsArePaidForFirst()
    {
        // Carol has 5,000. With a bond of 20 %, tasks of 2,000 need 2,400 each: two fit, and nothing is left for the cheap one.
        NetworkState state = Open(Network);
        Allocated allocated = Network.Allocate(
            state,
            [Offer(Alice, 9, 10)],
            [Request(Carol, "cheap", 200), Request(Carol, "dear", 2_000), Request(Carol, "also-dear", 2_000)],
            BeaconOf(Network, state));

        Assert.Equal(JobRefusal.NotEnoughFunds, allocated.Tasks[0].Refusal);
        Assert.NotEqual(JobRefusal.NotEnoughFunds, allocated.Tasks[1].Refusal);
    }

    [Fact]
    public void Allocate_ownWork_isRefused_andOthersAreServed()
    {
        NetworkState state = Network.Fund(Open(Network), Alice, Amount.Of(1_000)).State;
        Allocated allocated = Network.Allocate(state, [Offer(Alice, 1, 10)], [Request(Alice, "mine", 100), Request(Dave, "theirs", 90)], BeaconOf(Network, state));

        Assert.Equal([JobRefusal.OwnJob, JobRefusal.None], allocated.Tasks.Select(task => task.Refusal));
    }

    [Fact]
    public void Allocate_taskThatItsProviderKnows_isNotAwarded_andItsOfferIsFreeAgain()
    {
        Mechanism network = Covering(1_000);
        NetworkState state = network.Award(Open(network), Award("t", price: 100));
        Allocated allocated = network.Allocate(state, [Offer(Alice, 2, 10)], [Request(Carol, "t", 100), Request(Dave, "u", 100)], BeaconOf(network, state));

        Assert.Equal(JobRefusal.TaskKnown, allocated.Tasks[0].Refusal);
        Assert.Equal((2UL, 1UL), (allocated.Offers[0].Admitted, allocated.Offers[0].Awarded));
    }

    /// <summary>A provider has one job of a name, so the second of two equal names goes to the other provider.</summary>
    [Fact]
    public void Allocate_twoRequestersWithOneTaskName_areBothServed_byDifferentProviders()
    {
        Mechanism network = Covering(1_000);
        NetworkState state = Open(network);
        for (ulong chance = 0; chance < 10; chance++)
        {
            Allocated allocated = network.Allocate(state, [Offer(Alice, 1, 10), Offer(Bob, 1, 10)], [Request(Carol, "t", 100), Request(Dave, "t", 100)], BeaconOf(network, state, chance));
            Assert.Equal([Alice, Bob], allocated.Tasks.Select(task => task.Award!.Value.Provider).Order());
        }

        Allocated one = network.Allocate(state, [Offer(Alice, 2, 10)], [Request(Carol, "t", 100), Request(Dave, "t", 100)], BeaconOf(network, state));
        Assert.Equal([JobRefusal.None, JobRefusal.TaskKnown], one.Tasks.Select(task => task.Refusal).Order());
        Assert.Equal(1UL, one.Offers[0].Awarded);
    }

    /// <summary>A provider that knows a task changes places with one that does not, whatever was drawn.</summary>
    [Fact]
    public void Allocate_aProviderThatKnowsTheTask_changesPlaces()
    {
        Mechanism network = Covering(1_000);
        NetworkState state = network.Award(Open(network), Award("t", price: 100));
        for (ulong chance = 0; chance < 10; chance++)
        {
            Allocated allocated = network.Allocate(state, [Offer(Alice, 1, 10), Offer(Bob, 1, 10)], [Request(Carol, "t", 100), Request(Dave, "u", 100)], BeaconOf(network, state, chance));
            Assert.Equal([Bob, Alice], allocated.Tasks.Select(task => task.Award!.Value.Provider));
        }
    }

    /// <summary>Somebody's sham request neither stops others who use the name nor moves their price.</summary>
    [Fact]
    public void Allocate_anUnfundedRequestOfTheSameName_stopsNobody()
    {
        NetworkState state = Open(Network);
        TaskRequest good = Request(Carol, "t", 1_000);
        Allocated alone = Network.Allocate(state, [Offer(Alice, 1, 400)], [good], BeaconOf(Network, state));
        Allocated beside = Network.Allocate(state, [Offer(Alice, 1, 400)], [good, good with { Requester = ParticipantId.Of("eve") }], BeaconOf(Network, state));
        Assert.NotNull(alone.Tasks[0].Award);
        Assert.Equal(alone.After, beside.After);
    }

    /// <summary>What cannot be sold opens no access: 30 % of the two tasks that find a provider is less than one, and the way in is one, however many ask for less than the price.</summary>
    [Fact]
    public void Allocate_requestsBelowEveryOffer_openNoAccess()
    {
        NetworkState state = Open(Network);
        TaskRequest[] idle = [.. Requests(Dave, 40, 5)];
        Allocated allocated = Network.Allocate(state, [Offer(Alice, 100, 10), Offer(Bob, 100, 20)], [Request(Carol, "a", 100), Request(Carol, "b", 100), .. idle], BeaconOf(Network, state));
        Assert.Equal([1UL, 1UL], allocated.Offers.Select(offer => offer.Admitted));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("half a character")]
    public void Allocate_aClassThatCannotBeWritten_isUnknown_andTheOutcomeCanBeSent(string? name)
    {
        // An attribute cannot hold half of a pair.
        name = name == "half a character" ? ((char)0xD800).ToString() : name;
        NetworkState state = Open(Network);
        Allocated allocated = Network.Allocate(state, [new JobOffer(name!, new Bid(Alice, 1, Amount.One))], [Request(Carol, "t", 10) with { Class = name! }], BeaconOf(Network, state));
        Assert.Equal((JobRefusal.UnknownClass, JobRefusal.UnknownClass), (allocated.Offers[0].Refusal, allocated.Tasks[0].Refusal));
        Assert.Equal(allocated, MechanismJson.Default.Read<Allocated>(MechanismJson.Default.Write(allocated)));
    }

    /// <summary>A key that was exchanged, or a record that was merged, changes nothing about what was offered or asked for under the old name.</summary>
    [Fact]
    public void Allocate_underAFormerName_isAsUnderThePresentOne()
    {
        Mechanism network = Covering(1_000);
        ParticipantId alicia = ParticipantId.Of("alicia"), caroline = ParticipantId.Of("caroline");
        NetworkState state = network.Deposit(Open(network), Carol, Amount.Of(1_000)).State;
        state = Repairs.ExchangeKey(network, state, Alice, alicia, new RepairOrder("court", "stolen")).After;
        state = Repairs.ExchangeKey(network, state, Carol, caroline, new RepairOrder("court", "stolen")).After;

        Allocated former = network.Allocate(state, [Offer(Alice, 1, 10), Offer(alicia, 1, 10)], [Request(Carol, "t", 100), Request(caroline, "u", 100)], BeaconOf(network, state));
        Allocated present = network.Allocate(state, [Offer(alicia, 2, 10)], [Request(caroline, "t", 100), Request(caroline, "u", 100)], BeaconOf(network, state));
        Assert.Equal(2, former.Tasks.Count(task => task.Award is not null));
        Assert.Equal(present.After, former.After);
    }

    [Fact]
    public void Allocate_pairing_isDrawn_notChosen()
    {
        Mechanism open = Covering(1_000);
        NetworkState state = Open(open);
        HashSet<ParticipantId> workers = [];
        for (ulong chance = 0; chance < 20; chance++)
        {
            Allocated allocated = open.Allocate(state, [Offer(Alice, 1, 10), Offer(Bob, 1, 10)], [Request(Carol, "t", 100), Request(Dave, "u", 100)], BeaconOf(open, state, chance));
            workers.Add(allocated.Tasks[0].Award!.Value.Provider);
        }

        Assert.Equal(2, workers.Count);
    }

    [Fact]
    public void Allocate_withoutRulesOrBeacon_isRefused()
    {
        NetworkState state = Open(Jobs.JobTrial.Market);
        Assert.Equal(JobRefusal.NoAllocation, Assert.Throws<JobRefusedException>(() => Jobs.JobTrial.Market.Allocate(state, [], [], default)).Refusal);

        NetworkState own = Open(Network);
        Assert.Throws<BeaconRoundException>(() => Network.Allocate(own, [Offer(Alice, 1, 10)], [Request(Carol, "t", 100)], new Beacon(99, default)));
        Assert.Equal(own, Network.Allocate(own, [], [Request(Carol, "t", 100)], default).After);
        Assert.Throws<ArgumentNullException>(() => Network.Allocate(own, null!, [], default));
        Assert.Throws<ArgumentNullException>(() => Network.Allocate(own, [], null!, default));
    }

    [Fact]
    public void Policy_withAMarketOfTwoPrices_orWithoutJobs_isRefused()
    {
        PolicyRefusedException twoPrices = Assert.Throws<PolicyRefusedException>(() => Mechanism.FromPolicy(Network.Policy with { Allocation = new AllocationPolicy { Auction = new McAfeeDoubleAuction() } }));
        Assert.Contains("$.allocation.auction", twoPrices.Message, StringComparison.Ordinal);
        Assert.Contains("a job has one price", twoPrices.Message, StringComparison.Ordinal);
        PolicyRefusedException noJobs = Assert.Throws<PolicyRefusedException>(() => Mechanism.Create(build => build.Allocate(_ => { })));
        Assert.Contains("the policy has no jobs", noJobs.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Allocation_goesToJsonAndBack()
    {
        NetworkState state = Open(Network);
        Allocated allocated = Network.Allocate(state, [Offer(Alice, 1, 400)], [Request(Carol, "t", 1_000), Request(Carol, "u", 10)], BeaconOf(Network, state));
        Assert.Equal(allocated, MechanismJson.Default.Read<Allocated>(MechanismJson.Default.Write(allocated)));
        Assert.Equal(Network.Policy, PolicyJson.Read(PolicyJson.Write(Network.Policy)));
    }
}
