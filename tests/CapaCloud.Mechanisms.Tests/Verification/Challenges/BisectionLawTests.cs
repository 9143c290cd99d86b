using CapaCloud.Mechanisms.Testing;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Tests.Verification.Challenges;

public sealed class BisectionLawTests
{
    public static TheoryData<string> Laws =>
        ["honest-defender-wins", "honest-challenger-wins", "few-rounds", "narrows", "moves-are-priced", "silence-loses", "deadline-not-before"];

    [Fact]
    public void Bisection_keepsEveryLaw() => Assert.All(BisectionLaws.For(BisectionDispute.Open), law => law.Check());

    [Theory]
    [MemberData(nameof(Laws))]
    public void Law_mutant_isCaught(string name)
    {
        DisputeOpening broken = (terms, steps, start, claim, now) => new Mutant(name, BisectionDispute.Open(terms, steps, start, claim, now));
        Assert.NotNull(BisectionLaws.For(broken).Single(law => law.Name == name).FindViolation(cases: 300));
    }

    [Fact]
    public void Laws_everyLaw_hasAMutant() => Assert.Equal(Laws.Select<object[], string>(row => (string)row[0]).Order(), BisectionLaws.For(BisectionDispute.Open).Select(law => law.Name).Order());

    /// <summary>A sound dispute with one defect.</summary>
    private sealed record Mutant(string Defect, IDispute Sound, int Padding = 0) : IDispute
    {
        // A dispute that asks for the same middle again and again, one round more than halving needs.
        public BisectionStatus Status => Padding > 0 ? (Padding % 2 == 0 ? BisectionStatus.DefenderToMove : BisectionStatus.ChallengerToMove) : Sound.Status;

        public ulong Lower => Sound.Lower;

        public ulong Upper => Defect == "narrows" && Sound.Upper - Sound.Lower > 2 ? Sound.Upper + 1 : Sound.Upper;

        public Digest LowerState => Sound.LowerState;

        public ulong Middle => Sound.Middle;

        public Epoch Deadline => Sound.Deadline;

        public Amount DefenderPaid => Defect == "moves-are-priced" ? Amount.Zero : Sound.DefenderPaid;

        public Amount ChallengerPaid => Sound.ChallengerPaid;

        public IDispute Publish(Digest state, Epoch now) => Padding > 0 ? this with { Padding = Padding - 1 } : this with { Sound = Sound.Publish(state, now) };

        public IDispute Choose(bool agrees, Epoch now)
        {
            if (Padding > 0)
            {
                return this with { Padding = Padding - 1 };
            }

            IDispute next = Sound.Choose(Defect == "honest-challenger-wins" || agrees, now);
            return this with { Sound = next, Padding = Defect == "few-rounds" && next.Status == BisectionStatus.RefereeToMove ? 4 : 0 };
        }

        public IDispute Expire(Epoch now) => Defect switch
        {
            "silence-loses" when Sound.Status == BisectionStatus.ChallengerToMove => this,
            "deadline-not-before" => this with { Sound = Sound.Expire(now.Next) },
            _ => this with { Sound = Sound.Expire(now) },
        };

        public IDispute Resolve(Digest state) => this with { Sound = Sound.Resolve(Defect == "honest-defender-wins" ? default : state) };
    }
}
