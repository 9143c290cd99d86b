using CapaCloud.Mechanisms.Testing;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Tests.Verification.Juries;

public sealed class JuryLawTests
{
    private static Dictionary<string, JurySettlement> Mutants { get; } = new()
    {
        ["conserves"] = (terms, votes, fees) => Jury.Settle(terms, votes, fees) is var outcome ? outcome with { StakeLeftOver = Amount.Zero, FeesLeftOver = Amount.Zero } : null!,
        ["counts-every-vote"] = (terms, votes, fees) => Jury.Settle(terms, votes[..Math.Max(1, votes.Length - 1)], fees),
        ["rules-by-plurality"] = (terms, votes, fees) => Jury.Settle(terms, votes, fees) is { IsTied: true } tied ? tied with { Ruling = 0 } : Jury.Settle(terms, votes, fees),
        ["coherent-never-loses"] = Each((juror, _) => juror with { Penalty = juror.Penalty + Amount.One }),
        ["incoherent-never-gains"] = Each((juror, _) => juror.CoherentVotes == 0 ? juror with { Fee = Amount.One } : juror),
        ["equal-votes-equal-pay"] = Each((juror, first) => first && juror.CoherentVotes > 0 ? juror with { Fee = juror.Fee + Amount.One } : juror),
        ["split-gains-nothing"] = Each((juror, _) => juror.Votes > 1 ? juror with { Penalty = Amount.Zero } : juror),
        ["order-free"] = (terms, votes, fees) => Jury.Settle(terms, votes, fees) is var outcome && votes[0].Choice == 2 ? outcome with { StakeLeftOver = outcome.StakeLeftOver + Amount.One } : outcome,
    };

    public static TheoryData<string> Laws => [.. Mutants.Keys];

    [Fact]
    public void Settle_keepsEveryLaw() => Assert.All(JuryLaws.For(Jury.Settle), law => law.Check(cases: 500));

    [Theory]
    [MemberData(nameof(Laws))]
    public void Law_mutant_isCaught(string name) => Assert.NotNull(JuryLaws.For(Mutants[name]).Single(law => law.Name == name).FindViolation(cases: 500));

    [Fact]
    public void Laws_everyLaw_hasAMutant() => Assert.Equal(Mutants.Keys.Order(), JuryLaws.For(Jury.Settle).Select(law => law.Name).Order());

    private static JurySettlement Each(Func<JurorOutcome, bool, JurorOutcome> change) => (terms, votes, fees) =>
    {
        JuryOutcome outcome = Jury.Settle(terms, votes, fees);
        return outcome with { Jurors = [.. outcome.Jurors.Select((juror, number) => change(juror, number == 0))] };
    };
}
