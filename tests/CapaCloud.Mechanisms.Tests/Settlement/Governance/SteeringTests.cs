using CapaCloud.Mechanisms.Adaptation;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Testing;
using CapaCloud.Mechanisms.Tests.Adaptation;
using CapaCloud.Mechanisms.Tests.Settlement.Acceptance;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Tests.Settlement.Governance;

/// <summary>All controllers of a network in one call.</summary>
public sealed class SteeringTests
{
    private const string Rate = "$.verification.sampler.fixed", Bond = "$.stake.minimumBond", Penalty = "$.offences[0].curve.fraction", Unbonding = "$.stake.unbondingPeriod", Price = "price";

    private static Mechanism Network { get; } = Mechanism.Create(build => build
        .Name("steered")
        .Stake(stake => stake.MinimumBond(1_000).UnbondingPeriod(EpochSpan.Of(20)))
        .Verify(verify => verify.AuditRate(Proportion.Percent(5)))
        .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(50))));

    private static ControlLimits Rates { get; } = new(Proportion.Percent(2).Parts, Proportion.Percent(40).Parts, Eighth);

    private static Wall RateWall { get; } = new(Rate, Proportion.Percent(1).Parts, Proportion.Percent(40).Parts);

    private static Steering All { get; } = new(
    [
        new SteeredParameter(Rate, new ProportionalIntegralController(5_000, Proportion.Percent(5).Parts, Ratio.FromQuotient(1, 100, Rounding.Down), Ratio.FromQuotient(1, 20, Rounding.Down), Proportion.Percent(95), Rates), RateWall),
        new SteeredParameter(Bond, new AlphaBetaController(Proportion.Half, Proportion.Zero, new ControlLimits(500, 5_000, Eighth))),
        new SteeredParameter(Penalty, new AnchoredRetargetController(10_000, 100_000, new ControlLimits(Proportion.Percent(10).Parts, Proportion.Percent(90).Parts, Eighth))),
        new SteeredParameter(Unbonding, new AlphaBetaController(Proportion.Half, Proportion.Zero, new ControlLimits(20, 60, Eighth))),
        new SteeredParameter(Price, new ExponentialStepController(100, 8, new ControlLimits(20, 2_000, Eighth))),
    ]);

    private static Ratio Eighth => Ratio.FromQuotient(1, 8, Rounding.Down);

    private static AdaptiveState Start => All.Begin(
        Trial.Idle(Network, Trial.Open(Network, (Trial.Alice, 1_500), (Trial.Bob, 5_000)), 5), Network.Policy, new Dictionary<string, UInt128> { [Price] = 150 });

    [Fact]
    public void Laws_hold() => Assert.All(SteeringLaws.For(All, Start), law => law.Check(60));

    /// <summary>A rule of one's own that has no name in JSON goes on with what it remembers, when it says that it is the same; one that does not say begins at rest.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Migrate_aRuleOfOnesOwn_keepsItsMemoryWhenItSaysThatItIsTheSame(bool says)
    {
        SteeredParameter Own(UInt128 highest) => new(Price, says ? new OwnRule(new ControlLimits(20, highest, Eighth)) : new SilentRule(new ControlLimits(20, highest, Eighth)));
        Steering before = new([Own(2_000)]), after = new([Own(1_000)]);
        AdaptiveState state = before.Begin(Trial.Open(Network, (Trial.Alice, 1_500)), Network.Policy, new Dictionary<string, UInt128> { [Price] = 150 });
        state = before.Adapt(state, [new Observation(Price, 77)]).State;
        AdaptationOutcome migrated = after.Migrate(state, before, Network.Policy);
        Assert.Equal(says ? 77 : 0, (int)migrated.State.Values[0].State.Memory[0]);
        Assert.Equal(says ? 0 : 1, migrated.Touched.Length);
        Assert.Equal(77, (int)before.Migrate(state, before, Network.Policy).State.Values[0].State.Memory[0]);
    }

    /// <summary>Two built-in rules are the same when their JSON is, but for its limits.</summary>
    [Fact]
    public void IsSameRule_ofBuiltInRules_isWhatTheirJsonSays()
    {
        System.Text.Json.Serialization.Metadata.JsonTypeInfo<IController> type = (System.Text.Json.Serialization.Metadata.JsonTypeInfo<IController>)PolicyTypes.Default.Options.GetTypeInfo(typeof(IController));
        List<(IController Rule, System.Text.Json.Nodes.JsonNode Unlimited)> rules = [];
        foreach (IController rule in Adaptation.ControllerTrials.All.Values.Select(static trial => trial.Controller))
        {
            System.Text.Json.Nodes.JsonObject node = System.Text.Json.JsonSerializer.SerializeToNode(rule, type)!.AsObject();
            foreach (KeyValuePair<string, System.Text.Json.Nodes.JsonNode?> member in node.ToArray())
            {
                // Each whole number one more, and the limits twice as wide: what cannot be made is no rule.
                System.Text.Json.Nodes.JsonObject changed = node.DeepClone().AsObject();
                if (member.Key == "limits")
                {
                    changed["limits"]!["maximumStep"] = "12345";
                }
                else if (member.Value is System.Text.Json.Nodes.JsonValue value && UInt128.TryParse(value.ToString(), System.Globalization.CultureInfo.InvariantCulture, out UInt128 number))
                {
                    changed[member.Key] = value.GetValueKind() == System.Text.Json.JsonValueKind.String ? System.Text.Json.Nodes.JsonValue.Create((number + 1).ToString(System.Globalization.CultureInfo.InvariantCulture)) : System.Text.Json.Nodes.JsonValue.Create((int)number + 1);
                }

                Add(changed);
            }

            Add(node);
        }

        int same = 0;
        foreach ((IController left, System.Text.Json.Nodes.JsonNode one) in rules)
        {
            foreach ((IController right, System.Text.Json.Nodes.JsonNode other) in rules)
            {
                bool expected = System.Text.Json.Nodes.JsonNode.DeepEquals(one, other);
                Assert.True(expected == left.IsSameRule(right), $"{left} and {right}");
                same += expected && !left.Equals(right) ? 1 : 0;
            }
        }

        Assert.True(same > 20, $"{same} of {rules.Count}");

        void Add(System.Text.Json.Nodes.JsonObject node)
        {
            IController rule;
            try
            {
                rule = System.Text.Json.JsonSerializer.Deserialize(node, type)!;
            }
            catch (Exception exception) when (exception is ArgumentException or System.Text.Json.JsonException)
            {
                return;
            }

            System.Text.Json.Nodes.JsonObject unlimited = node.DeepClone().AsObject();
            unlimited.Remove("limits");
            rules.Add((rule, unlimited));
        }
    }

    private class SilentRule(ControlLimits limits) : IController
    {
        public ControlLimits Limits => limits;

        public ControllerPromises Promises => ControllerPromises.None;

        public Ratio? LargestElasticity => null;

        public ControllerState Start(UInt128 value) => ControllerState.Of(value, Int128.Zero);

        public ControllerState Next(ControllerState state, ulong reading) => state with { Memory = [(Int128)(UInt128)reading] };

        public ulong RestingReading(ControllerState state) => 0;
    }

    private sealed class OwnRule(ControlLimits limits) : SilentRule(limits), IController
    {
        bool IController.IsSameRule(IController? other) => other is OwnRule;
    }

    /// <summary>A region's walls hold for the policy that was certified, with all numbers of the region steered.</summary>
    [Fact]
    public void Walls_ofAnotherNumberOrPolicy_areRefused()
    {
        (UInt128 rate, UInt128 bond) = (Proportion.Percent(2).Parts, 500);
        Digest corner = PolicyJson.Hash(PolicyParameter.With(Network.Policy, [KeyValuePair.Create(Rate, rate), KeyValuePair.Create(Bond, bond)], null));
        Wall rates = Wall.Certified(Rate, rate, Proportion.Percent(40).Parts, corner), bonds = Wall.Certified(Bond, bond, 5_000, corner);
        SteeredParameter audits = new(Rate, All.Parameters[0].Rule, rates), minimum = new(Bond, All.Parameters[1].Rule, bonds);
        Steering region = new([audits, minimum]);
        NetworkState state = Trial.Open(Network, (Trial.Alice, 1_500));
        AdaptiveState steered = region.Begin(state, Network.Policy);
        Assert.Equal(corner, PolicyJson.Hash(PolicyParameter.With(region.Adapt(steered, [new Observation(Rate, 0)]).State.Policy, [KeyValuePair.Create(Rate, rate), KeyValuePair.Create(Bond, bond)], null)));

        // The wall of the bond, on the audit rate.
        Assert.Contains("is given the wall of '$.stake.minimumBond'", Assert.Throws<ArgumentException>(() => new SteeredParameter(Rate, All.Parameters[0].Rule, bonds)).Message, StringComparison.Ordinal);

        // What a file says of its proof is no proof.
        Steering claimed = new([audits with { }, new SteeredParameter(Bond, All.Parameters[1].Rule, new Wall(Bond, bond, 5_000, corner))]);
        Assert.Equal(region, claimed);
        Assert.Contains("nobody has checked it here", Assert.Throws<ArgumentException>(() => claimed.Begin(state, Network.Policy)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => claimed.Adapt(steered, []));
        Assert.Throws<ArgumentException>(() => claimed.Migrate(steered, region, Network.Policy));

        // Another policy: a penalty of a hundredth of a percent.
        Mechanism cheap = Mechanism.FromPolicy(Network.Policy with { Offences = [Network.Policy.Offences[0] with { Curve = SlashingCurve.Constant(Proportion.BasisPoints(1)) }] });
        Assert.Contains("were proven for policy", Assert.Throws<ArgumentException>(() => region.Begin(Trial.Open(cheap, (Trial.Alice, 1_500)), cheap.Policy)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => region.Migrate(steered, region, cheap.Policy));

        // The policy with a bond below the region, where the rate alone is steered.
        Mechanism poor = Mechanism.FromPolicy(PolicyParameter.With(Network.Policy, Bond, 10));
        Assert.Throws<ArgumentException>(() => new Steering([audits]).Begin(Trial.Open(poor, (Trial.Alice, 1_500)), poor.Policy));
    }

    [Theory]
    [InlineData("inside")]
    [InlineData("policy-follows")]
    [InlineData("network-follows")]
    [InlineData("unseen-stays")]
    [InlineData("moves-named")]
    [InlineData("same-bytes")]
    public void Mutants_areCaught(string name)
    {
        int calls = 0;
        AdaptationOutcome Mutant(AdaptiveState state, IReadOnlyList<Observation> observations)
        {
            AdaptationOutcome right = All.Adapt(state, name == "unseen-stays" ? [new Observation(Price, 0), .. observations.Where(static item => item.Parameter != Price)] : observations);
            return name switch
            {
                "inside" => right with { State = right.State with { Values = right.State.Values.SetItem(0, new SteeredValue(Rate, new ControllerState { Value = 7, Memory = [0] })) } },
                "policy-follows" => right with { State = right.State with { Policy = state.Policy, Network = state.Network } },
                "network-follows" => right with { State = right.State with { Network = state.Network } },
                "moves-named" => right with { Moves = [] },
                "same-bytes" => calls++ % 2 == 0 ? right : right with { Moves = [] },
                _ => right,
            };
        }

        Assert.NotNull(SteeringLaws.For(All, Start, Mutant).Single(law => law.Name == name).FindViolation(200));
    }

    /// <summary>Failures rise: audits rise with them, in the policy and in the network, and fall again.</summary>
    [Fact]
    public void Adapt_failures_moveTheAuditRateOfThePolicy()
    {
        AdaptiveState state = Start;
        for (int epoch = 0; epoch < 12; epoch++)
        {
            AdaptationOutcome outcome = All.Adapt(state, [new Observation(Rate, 50_000)]);
            Assert.Equal(Rate, Assert.Single(outcome.Moves).Parameter);
            state = outcome.State;
        }

        Assert.Equal(state.ValueOf(Rate), PolicyParameter.Read(state.Policy, Rate));
        Assert.True(state.ValueOf(Rate) > Proportion.Percent(12).Parts, $"{state.ValueOf(Rate)}");
        Mechanism mechanism = Mechanism.FromPolicy(state.Policy);
        Assert.Equal(mechanism.PolicyHash, mechanism.Settle(state.Network, new EpochReport { Epoch = state.Network.Epoch }).After.PolicyHash);
    }

    /// <summary>What a network steers: audits by failures, the pool by participation, severity by correlated faults, sampling by its cost, tolerance by the honest fault rate, price by demand.</summary>
    [Fact]
    public void Adapt_everythingThatANetworkSteers_moves()
    {
        const string Pool = "$.reward.issuancePerEpoch", Tolerance = "$.verification.verdict.relative", Floor = "$.offences[0].curve.fraction";
        MechanismPolicy policy = Network.Policy with
        {
            Verification = new VerificationPolicy(new BernoulliSampler(Proportion.Percent(5)), new WeightedMedianRule(Proportion.BasisPoints(10), Ratio.Zero)),
            Reward = Network.Policy.Reward with { IssuancePerEpoch = Amount.Of(1_000) },
        };
        ulong part = Proportion.PartsPerOne / 10_000;
        Steering steering = new(
        [
            new SteeredParameter(Rate, new ExponentialStepController(1_000, 8, Rates, default, ControlDirection.Falls)),
            new SteeredParameter(Pool, new ProportionalDerivativeController(Proportion.Percent(90).Parts, 1_000, Eighth, Ratio.FromQuotient(1, 100, Rounding.Down), new ControlLimits(100, 10_000, Eighth))),
            new SteeredParameter(Floor, new AnchoredRetargetController(10_000, 100_000, new ControlLimits(Proportion.Percent(10).Parts, Proportion.Percent(90).Parts, Eighth))),
            new SteeredParameter(Tolerance, new ExponentialStepController(500, 8, new ControlLimits(part, 100 * part, Eighth))),
            new SteeredParameter(Price, new ExponentialStepController(100, 8, new ControlLimits(20, 2_000, Eighth))),
        ]);
        Mechanism mechanism = Mechanism.FromPolicy(policy);
        AdaptiveState state = steering.Begin(Trial.Open(mechanism, (Trial.Alice, 2_000)), policy, new Dictionary<string, UInt128> { [Price] = 150 });
        AdaptationOutcome outcome = steering.Adapt(
            state, [new Observation(Rate, 2_000), new Observation(Pool, Proportion.Percent(45).Parts), new Observation(Floor, 200_000), new Observation(Tolerance, 5_000), new Observation(Price, 300)]);
        Assert.Equal([Rate, Pool, Floor, Tolerance, Price], outcome.Moves.Select(static move => move.Parameter));
        // Dear audits are fewer; the others rise.
        Assert.Equal([-1, 1, 1, 1, 1], outcome.Moves.Select(static move => move.To.CompareTo(move.From)));
        Assert.Equal(outcome.State.ValueOf(Tolerance), ((WeightedMedianRule)outcome.State.Policy.Verification.Verdict).Relative.Parts);
    }

    /// <summary>Any policy's numbers can be read and written by their place, and come back.</summary>
    [Theory]
    [InlineData("$.stake.minimumBond", "1000")]
    [InlineData("$.stake.maximumTranches", "64")]
    [InlineData("$.stake.liabilityWindow", "20")]
    [InlineData("$.verification.sampler.fixed", "50000000000000000")]
    [InlineData("$.offences[0].curve.fraction", "500000000000000000")]
    [InlineData("$.reward.reputationMultiplier.value", "1000000000000000000")]
    public void PolicyParameter_readsAndWrites(string path, string value)
    {
        UInt128 number = UInt128.Parse(value, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(number, PolicyParameter.Read(Network.Policy, path));
        MechanismPolicy changed = PolicyParameter.With(Network.Policy, path, number - 1);
        Assert.Equal(number - 1, PolicyParameter.Read(changed, path));
        Assert.Equal(Network.Policy, PolicyParameter.With(changed, path, number));
    }

    [Theory]
    [InlineData("stake.minimumBond", "is no place in a policy")]
    [InlineData("$.stake.minimum", "'$.stake' has no 'minimum'; expected minimumBond, unbondingPeriod")]
    [InlineData("$.stake.minimumBond.more", "'$.stake.minimumBond' has no 'more'; expected the end of the path")]
    [InlineData("$.offences[7].jail", "'$.offences' has no item '[7]'; it has 1 item")]
    [InlineData("$.stake[0]", "it is no list")]
    [InlineData("$.verification.sampler", "is no number")]
    [InlineData("$.name", "is no number")]
    [InlineData("$.offences[0].circuitBreaker", "is null; expected a number")]
    [InlineData("$", "is no number")]
    [InlineData("", "is no place in a policy")]
    [InlineData("$.offences[-1].jail", "has no item")]
    [InlineData("$..", "has no ''")]
    public void PolicyParameter_nowhere_saysWhatIsKnownThere(string path, string message) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => PolicyParameter.Read(Network.Policy, path)).Message, StringComparison.Ordinal);

    [Fact]
    public void PolicyParameter_aNumberThatItsRuleRefuses_isRefusedWithItsPlace()
    {
        string message = Assert.Throws<ArgumentException>(() => PolicyParameter.With(Network.Policy, Rate, 2 * (UInt128)Proportion.PartsPerOne)).Message;
        Assert.Contains("$.verification.sampler.fixed: Expected a proportion", message, StringComparison.Ordinal);
        Assert.Contains("at most 4,294,967,295", Assert.Throws<ArgumentException>(() => PolicyParameter.With(Network.Policy, "$.stake.maximumTranches", UInt128.MaxValue)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Adapt_badInput_isRefused_andNothingChanges()
    {
        AdaptiveState state = Start;
        Assert.Contains("observed and not steered", Assert.Throws<ArgumentException>(() => All.Adapt(state, [new Observation("rate", 1)])).Message, StringComparison.Ordinal);
        Assert.Contains("observed twice", Assert.Throws<ArgumentException>(() => All.Adapt(state, [new Observation(Price, 1), new Observation(Price, 2)])).Message, StringComparison.Ordinal);
        Assert.Contains("steered twice", Assert.Throws<ArgumentException>(() => new Steering([All.Parameters[0], All.Parameters[0]])).Message, StringComparison.Ordinal);
        Assert.Contains("Bring it under this steering", Assert.Throws<ArgumentException>(() => new Steering([All.Parameters[0]]).Adapt(state, [])).Message, StringComparison.Ordinal);
        Assert.Contains("has no start", Assert.Throws<ArgumentException>(() => All.Begin(state.Network, state.Policy)).Message, StringComparison.Ordinal);
        Assert.Contains("leaves the wall", Assert.Throws<ArgumentException>(() => new SteeredParameter(Rate, All.Parameters[0].Rule, new Wall(Rate, 5, 6))).Message, StringComparison.Ordinal);
        Assert.Throws<KeyNotFoundException>(() => state.ValueOf("rate"));
        Steering breaking = new([new SteeredParameter(Unbonding, new AlphaBetaController(Proportion.One, Proportion.Zero, new ControlLimits(1, 60, Ratio.One)))]);
        AdaptiveState begun = breaking.Begin(state.Network, state.Policy);
        Assert.Contains("$.stake.unbondingPeriod", Assert.Throws<PolicyRefusedException>(() => breaking.Adapt(begun, [new Observation(Unbonding, 1)])).Message, StringComparison.Ordinal);
    }

    /// <summary>A change of the rules: the value in force goes on, an integral is kept by the same rule, and another rule begins at rest.</summary>
    [Fact]
    public void Migrate_keepsWhatIsInForce()
    {
        AdaptiveState state = Start;
        for (int epoch = 0; epoch < 8; epoch++)
        {
            state = All.Adapt(state, [new Observation(Rate, 50_000), new Observation(Price, 300)]).State;
        }

        Steering next = new(
        [
            new SteeredParameter(Rate, new ProportionalIntegralController(5_000, Proportion.Percent(5).Parts, Ratio.FromQuotient(1, 100, Rounding.Down), Ratio.FromQuotient(1, 20, Rounding.Down), Proportion.Percent(95), new ControlLimits(Proportion.Percent(3).Parts, Proportion.Percent(6).Parts, Eighth))),
            new SteeredParameter(Price, new AnchoredRetargetController(100, 800, new ControlLimits(20, 2_000, Eighth))),
            new SteeredParameter(Bond, All.Parameters[1].Rule),
        ]);
        MechanismPolicy policy = state.Policy with { Stake = state.Policy.Stake with { UnbondingPeriod = EpochSpan.Of(25) } };
        AdaptationOutcome outcome = next.Migrate(state, All, policy);
        Assert.Equal(Proportion.Percent(6).Parts, outcome.State.ValueOf(Rate));
        Assert.Equal(state.Values[0].State.Memory, outcome.State.Values[0].State.Memory);
        Assert.Equal(state.ValueOf(Price), outcome.State.ValueOf(Price));
        Assert.Equal(EpochSpan.Of(25), outcome.State.Policy.Stake.UnbondingPeriod);
        Assert.Equal(state.Network.Books, outcome.State.Network.Books);
        Assert.Equal(
            ["'price' has another controller, which begins at rest", $"'{Penalty}' is not steered any more", $"'{Unbonding}' is not steered any more"],
            outcome.Touched.Where(static item => item.Effect == MigrationEffect.ControllerChanged).Select(static item => item.Message));
        AdaptiveState after = next.Adapt(outcome.State, [new Observation(Price, 100)]).State;
        Assert.Equal(state.ValueOf(Price), after.ValueOf(Price));
    }

    /// <summary>What was not steered before begins where it is said to, and the others go on.</summary>
    [Fact]
    public void Migrate_ofANumberThatWasNotSteered_beginsIt()
    {
        Steering few = new([.. All.Parameters.Where(parameter => parameter.Name == Bond)]);
        AdaptiveState state = few.Begin(Trial.Idle(Network, Trial.Open(Network, (Trial.Alice, 1_500), (Trial.Bob, 5_000)), 5), Network.Policy);
        AdaptationOutcome outcome = All.Migrate(state, few, Network.Policy, new Dictionary<string, UInt128> { [Price] = 150 });
        Assert.Equal([Rate, Bond, Penalty, Unbonding, Price], outcome.State.Values.Select(value => value.Parameter));
        Assert.Equal((Start.Values[0].State, Start.Values[4].State, state.Values[0].State), (outcome.State.Values[0].State, outcome.State.Values[4].State, outcome.State.Values[1].State));
        Assert.Equal(
            [$"'{Rate}' is steered from now on", $"'{Penalty}' is steered from now on", $"'{Unbonding}' is steered from now on", $"'{Price}' is steered from now on"],
            outcome.Touched.Where(static item => item.Effect == MigrationEffect.ControllerChanged).Select(static item => item.Message));
    }

    /// <summary>Every pair of controllers: the value in force is kept as near as the new range allows, and the new rule goes on without an exception, in range and step.</summary>
    [Fact]
    public void Migrate_anyControllerToAnyOther_neverJumpsNorThrows()
    {
        Random random = new(20);
        foreach (ControllerTrial old in ControllerTrials.All.Values)
        {
            foreach (ControllerTrial next in ControllerTrials.All.Values)
            {
                Steering from = new([new SteeredParameter("x", old.Controller)]), to = new([new SteeredParameter("x", next.Controller)]);
                AdaptiveState state = from.Begin(Start.Network, Start.Policy, new Dictionary<string, UInt128> { ["x"] = old.Equilibrium });
                for (int epoch = 0; epoch < 5; epoch++)
                {
                    state = from.Adapt(state, [new Observation("x", (ulong)random.NextInt64())]).State;
                }

                AdaptiveState after = to.Migrate(state, from, state.Policy).State;
                UInt128 near = next.Controller.Limits.Inside(state.ValueOf("x"));
                Assert.Equal(old.Controller.Equals(next.Controller) ? near : next.Controller.Start(near).Value, after.ValueOf("x"));
                for (int epoch = 0; epoch < 10; epoch++)
                {
                    AdaptiveState moved = to.Adapt(after, [new Observation("x", (ulong)random.NextInt64() >> random.Next(60))]).State;
                    Assert.InRange(moved.ValueOf("x"), next.Controller.Limits.LowestAfter(after.ValueOf("x")), next.Controller.Limits.HighestAfter(after.ValueOf("x")));
                    after = moved;
                }
            }
        }
    }

    [Fact]
    public void EpochReadings_areWhatTheSettlementCounted()
    {
        NetworkState state = Trial.Open(Network, (Trial.Alice, 3_000), (Trial.Bob, 1_000), (ParticipantId.Of("carol"), 2_000));
        EpochSettlement settled = Trial.Settle(Network, state, report => report with
        {
            Participants = [new ParticipantReport { Participant = Trial.Alice, Work = 5 }],
            Verdicts = [Trial.Wrong(Trial.Bob, "t", Epoch.Zero), Trial.Right(Trial.Alice, "u", Epoch.Zero), Trial.Right(Trial.Alice, "v", Epoch.Zero)],
        });
        Assert.Equal((333_333_333_333_333_333UL, 333_333_333_333_333_333UL, 166_666_666_666_666_666UL), (EpochReadings.FailedAudits(settled), EpochReadings.Participation(settled), EpochReadings.ShareAtFault(settled)));
        Assert.Null(EpochReadings.FailedAudits(Trial.Settle(Network, state)));
    }
}
