using CapaCloud.Mechanisms.Testing;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Tests.Verification;

public sealed class AuditSamplerLawTests
{
    public static TheoryData<string> Samplers => [.. Implementations.Keys];

    private static Dictionary<string, IAuditSampler> Implementations { get; } = new()
    {
        ["bernoulli 5%"] = new BernoulliSampler(Proportion.Percent(5)),
        ["bernoulli 0"] = new BernoulliSampler(Proportion.Zero),
        ["bernoulli 1"] = new BernoulliSampler(Proportion.One),
        ["adaptive 2% to 25%"] = new ReputationAdaptiveSampler(Proportion.Percent(2), Proportion.Percent(25)),
        ["adaptive 1 part to 1"] = new ReputationAdaptiveSampler(Proportion.FromParts(1), Proportion.One),
        ["adaptive flat"] = new ReputationAdaptiveSampler(Proportion.Percent(3), Proportion.Percent(3)),
        ["stake-weighted"] = new StakeWeightedSampler(Amount.Of(1_000_000), Proportion.Percent(1)),
        ["stake-weighted without floor"] = new StakeWeightedSampler(Amount.MaxValue, Proportion.Zero),
    };

    /// <summary>Each breaks the law of its name: a law that nothing breaks is not a law.</summary>
    private static Dictionary<string, IAuditSampler> Mutants { get; } = new()
    {
        ["keeps-its-floor"] = new Mutant(AuditSamplerPromises.None, candidate => candidate.Reputation == Proportion.One ? Proportion.Zero : Proportion.Half),
        ["repeats-itself"] = new Forgetful(),
        ["has-a-floor"] = new Mutant(AuditSamplerPromises.HasFloor, candidate => candidate.Reputation.Complement, floor: default),
        ["never-rises-with-reputation"] = new Mutant(AuditSamplerPromises.NeverRisesWithReputation, candidate => candidate.Reputation, floor: default),
        ["never-falls-with-stake"] = new Mutant(
            AuditSamplerPromises.NeverFallsWithStake, candidate => candidate.Stake.IsZero ? Proportion.One : Proportion.Half),
        ["continuous"] = new Mutant(
            AuditSamplerPromises.Continuous, candidate => candidate.Reputation == Proportion.One ? Proportion.Percent(1) : Proportion.Half, floor: default),
        ["anonymous"] = new Mutant(
            AuditSamplerPromises.Anonymous, candidate => candidate.Participant.ToString() == "p7" ? Proportion.Percent(1) : Proportion.Half, floor: default),
    };

    public static TheoryData<string> Laws => [.. Mutants.Keys];

    [Theory]
    [MemberData(nameof(Samplers))]
    public void Sampler_keepsEveryLaw(string name)
    {
        foreach (Law law in AuditSamplerLaws.For(Implementations[name]))
        {
            law.Check();
        }
    }

    [Theory]
    [MemberData(nameof(Laws))]
    public void Law_mutant_isCaught(string name) =>
        Assert.NotNull(AuditSamplerLaws.For(Mutants[name]).Single(law => law.Name == name).FindViolation(cases: 2_000));

    [Fact]
    public void Laws_everyLaw_hasAMutant() =>
        Assert.Equal(
            Mutants.Keys.Order(),
            AuditSamplerLaws.For(Implementations["adaptive 2% to 25%"]).Select(law => law.Name).Order());

    private sealed class Mutant(AuditSamplerPromises promises, Func<AuditCandidate, Proportion> rate, Proportion? floor = null) : IAuditSampler
    {
        public AuditSamplerPromises Promises => promises;

        public Proportion AtLeast => floor ?? Proportion.Percent(2);

        public Proportion Rate(in AuditCandidate candidate) => rate(candidate);
    }

    private sealed class Forgetful : IAuditSampler
    {
        private uint _asked;

        public AuditSamplerPromises Promises => AuditSamplerPromises.None;

        public Proportion AtLeast => default;

        public Proportion Rate(in AuditCandidate candidate) => Proportion.Percent(++_asked % 100);
    }
}
