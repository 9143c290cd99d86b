using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms.Tests.Settlement.Policies;

/// <summary>Rules of one's own that are more than one thing, or less than they say.</summary>
public sealed class RuleOfTwoKindsTests
{
    private static readonly JsonSerializerOptions Options = new() { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    /// <summary>A name that one of its kinds has already is taken; a name that neither has is free.</summary>
    [Fact]
    public void Name_thatOneOfItsKindsHas_isTaken()
    {
        JsonTypeInfo<CurveAndSchedule> type = (JsonTypeInfo<CurveAndSchedule>)Options.GetTypeInfo(typeof(CurveAndSchedule));
        Assert.Contains("'target-stake' is taken by TargetStakeCurve", Assert.Throws<ArgumentException>("name", () => PolicyTypes.Default.With("target-stake", type)).Message, StringComparison.Ordinal);
        Assert.Contains("'stepped' is taken by SteppedVesting", Assert.Throws<ArgumentException>("name", () => PolicyTypes.Default.With("stepped", type)).Message, StringComparison.Ordinal);

        // The name of a rule of a third kind.
        Assert.NotNull(PolicyTypes.Default.With("vcg", type));
    }

    [Fact]
    public void Type_thatIsNoRule_isRefusedWithWhatARuleIs() => Assert.Contains(
        "String is no rule of a policy: expected one of ISlashingCurve, IReputationModel, ",
        Assert.Throws<ArgumentException>("typeInfo", () => PolicyTypes.Default.With("text", (JsonTypeInfo<string>)Options.GetTypeInfo(typeof(string)))).Message,
        StringComparison.Ordinal);

    /// <summary>A list that nobody filled in names no rule, and neither does an empty one.</summary>
    [Fact]
    public void Names_ofAListThatNobodyFilledIn_areChecked()
    {
        JsonTypeInfo type = PolicyTypes.Default.Options.GetTypeInfo(typeof(ImmutableArray<OffencePolicy>));
        RuleNames.Check(default(ImmutableArray<OffencePolicy>), type);
        RuleNames.Check(ImmutableArray<OffencePolicy>.Empty, type);
        RuleNames.Check(SmallNetwork.Mechanism.Policy.Offences, type);
    }

    /// <summary>A model that scores newcomers and fails at what they do is refused before anybody is settled by it.</summary>
    [Theory]
    [InlineData(ConductKind.Proven)]
    [InlineData(ConductKind.Presence)]
    public void Model_thatCannotCountWhatIsDone_isRefused(ConductKind fails)
    {
        ImmutableArray<PolicyError>.Builder errors = ImmutableArray.CreateBuilder<PolicyError>();
        ReputationFeeding.Check(SmallNetwork.Mechanism.Policy with { Reputation = new ReputationPolicy(new Failing(fails)) }, errors);
        PolicyError error = Assert.Single(errors);
        Assert.Equal(("$.reputation.model", $"cannot score a newcomer that did well and failed once: no {fails}"), (error.Path, error.Message));
    }

    private sealed record CurveAndSchedule : IIssuanceCurve, IVestingSchedule
    {
        public Ratio HighestRate => Ratio.One;

        public EpochSpan Duration => EpochSpan.One;

        public Ratio YearlyRate(Proportion staked) => Ratio.One;

        public Amount Vested(Amount total, EpochSpan elapsed) => total;
    }

    private sealed class Failing(ConductKind fails) : IReputationModel
    {
        private static readonly BetaReputation Beta = new();

        public ReputationPromises Promises => Beta.Promises;

        public ReputationLimits Limits => Beta.Limits;

        public ConductKinds Reads => Beta.Reads;

        public ReputationRecord Newcomer(Epoch now) => Beta.Newcomer(now);

        public ReputationRecord Age(in ReputationRecord record, Epoch now) => Beta.Age(record, now);

        public ReputationRecord Add(in ReputationRecord record, in Conduct conduct) => conduct.Kind == fails ? throw new InvalidOperationException($"no {fails}") : Beta.Add(record, conduct);

        public Proportion Read(in ReputationRecord record) => Beta.Read(record);

        public Proportion ReadTrack(in ReputationRecord record, ConductKind kind) => Beta.ReadTrack(record, kind);
    }
}
