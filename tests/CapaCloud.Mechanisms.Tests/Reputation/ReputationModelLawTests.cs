using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Testing;

namespace CapaCloud.Mechanisms.Tests.Reputation;

public sealed class ReputationModelLawTests
{
    public static TheoryData<string> Models => ReputationModels.Names;

    [Theory]
    [MemberData(nameof(Models))]
    public void Laws_everyModel_hold(string model)
    {
        foreach (Law law in ReputationModelLaws.For(ReputationModels.All[model]))
        {
            law.Check(cases: 200);
        }
    }

    [Theory]
    [InlineData("within-limits")]
    [InlineData("never-throws")]
    [InlineData("same-epoch-is-identity")]
    [InlineData("nothing-is-nothing")]
    [InlineData("past-is-refused")]
    [InlineData("tracks-apart")]
    [InlineData("monotone")]
    [InlineData("forgetful")]
    [InlineData("batch-equals-sequence")]
    [InlineData("time-step-neutral")]
    [InlineData("newcomer-is-lowest")]
    [InlineData("lipschitz")]
    [InlineData("affine-evidence")]
    [InlineData("evidence-order")]
    [InlineData("reads-are-kinds")]
    [InlineData("unread-never-matters")]
    [InlineData("read-matters")]
    public void Laws_mutantOfEach_isCaught(string broken)
    {
        Law law = ReputationModelLaws.For(new Mutant(broken)).Single(law => law.Name == broken);
        Assert.NotNull(law.FindViolation(cases: 500));
    }

    [Fact]
    public void Laws_mutantThatForgetsByItsOwnScore_isCaughtAsNotAffine()
    {
        Law law = ReputationModelLaws.For(new Bent()).Single(law => law.Name == "affine-score");
        Assert.NotNull(law.FindViolation(cases: 500));
    }

    /// <summary>A half-life whose good conduct counts less for the well reputed: monotone, and not a straight line.</summary>
    private sealed class Bent : IReputationModel
    {
        private static readonly HalfLifeReputation Sound = new();

        public ReputationPromises Promises => Sound.Promises;

        public ReputationLimits Limits => Sound.Limits;

        public ConductKinds Reads => Sound.Reads;

        public ReputationRecord Newcomer(Epoch now) => Sound.Newcomer(now);

        public ReputationRecord Age(in ReputationRecord record, Epoch now) => Sound.Age(record, now);

        public ReputationRecord Add(in ReputationRecord record, in Conduct conduct) =>
            Sound.Add(record, Sound.Read(record) > Proportion.Percent(80) ? conduct with { Good = Ratio.Zero } : conduct);

        public Proportion Read(in ReputationRecord record) => Sound.Read(record);

        public Proportion ReadTrack(in ReputationRecord record, ConductKind kind) => Sound.ReadTrack(record, kind);
    }

    /// <summary>A good model with one defect at a time.</summary>
    private sealed class Mutant(string defect) : IReputationModel
    {
        private static readonly BetaReputation Sound = new();

        public ReputationPromises Promises => Sound.Promises;

        public ReputationLimits Limits => defect switch
        {
            "lipschitz" => Sound.Limits with { LipschitzConstant = Ratio.FromParts(Proportion.PartsPerOne / 10) },
            "within-limits" => Sound.Limits with { Lowest = Proportion.Percent(40) },
            "newcomer-is-lowest" => Sound.Limits with { Newcomer = Proportion.Percent(60) },
            _ => Sound.Limits,
        };

        public ConductKinds Reads => defect switch
        {
            "reads-are-kinds" => (ConductKinds)9,
            "unread-never-matters" => ConductKinds.Presence,
            "read-matters" => ConductKinds.All,
            _ => Sound.Reads,
        };

        public ReputationRecord Newcomer(Epoch now) => Sound.Newcomer(now);

        public ReputationRecord Age(in ReputationRecord record, Epoch now) => defect switch
        {
            "past-is-refused" when now < record.AsOf => record,
            "same-epoch-is-identity" => Sound.Age(record, now.Next) with { AsOf = now },
            "time-step-neutral" => Sound.Age(record, now) is var aged && now > record.AsOf && aged.Proven.For.Parts > 10
                ? aged with { Proven = aged.Proven with { For = aged.Proven.For - Ratio.FromParts(10) } }
                : Sound.Age(record, now),
            "forgetful" => record with { AsOf = now, Proven = new ReputationTrack(record.Proven.For, Ratio.Zero) },
            _ => Sound.Age(record, now),
        };

        public ReputationRecord Add(in ReputationRecord record, in Conduct conduct)
        {
            ReputationRecord after = Sound.Add(record, conduct);
            return defect switch
            {
                "never-throws" when conduct.Good == Ratio.MaxValue => throw new OverflowException(),
                "nothing-is-nothing" => after with { Proven = after.Proven with { For = after.Proven.For + Ratio.One } },
                "tracks-apart" => after with { Presence = after.Presence with { For = after.Presence.For + conduct.Good } },
                "monotone" when conduct.Good > Ratio.Of(3) => after with { Proven = default },
                "affine-evidence" when record.Proven.For > Ratio.Of(40) => after with { Proven = after.Proven with { For = after.Proven.For + Ratio.One } },
                "batch-equals-sequence" => after with { Proven = after.Proven with { For = Ratio.Min(after.Proven.For, record.Proven.For + Ratio.One) } },
                _ => after,
            };
        }

        public Proportion Read(in ReputationRecord record) =>
            defect == "evidence-order" && record.Proven.For > Ratio.Of(40) ? Proportion.Half : Sound.Read(record);

        public Proportion ReadTrack(in ReputationRecord record, ConductKind kind) => Sound.ReadTrack(record, kind);
    }
}
