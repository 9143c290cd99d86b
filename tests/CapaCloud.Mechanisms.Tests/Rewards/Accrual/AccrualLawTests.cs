using CapaCloud.Mechanisms.Testing;

namespace CapaCloud.Mechanisms.Tests.Rewards.Accrual;

public sealed class AccrualLawTests
{
    public static TheoryData<string, string> Mutants => new()
    {
        { "pays-latecomers", "pays-what-is-due" },
        { "earns-after-leaving", "pays-what-is-due" },
        { "forgets-slashes", "pays-what-is-due" },
        { "slashes-who-came-later", "pays-what-is-due" },
        { "rounds-up", "pays-what-is-due" },
        { "makes-a-unit", "conserves" },
        { "loses-refused", "conserves" },
        { "pays-by-claim", "claims-do-not-matter" },
        { "pays-who-never-stood", "no-reward-without-standing" },
        { "caps-rewards", "more-is-not-less" },
    };

    [Fact]
    public void Laws_delegatorRewards_hold() => Assert.All(AccrualLaws.For(() => new DelegatorAccrual()), law => law.Check(cases: 400));

    [Theory]
    [MemberData(nameof(Mutants))]
    public void Laws_mutant_isCaught(string mutant, string caughtBy)
    {
        Law law = AccrualLaws.For(() => new Mutant(mutant)).Single(law => law.Name == caughtBy);
        Assert.NotNull(law.FindViolation(cases: 2_000));
    }

    private sealed class Mutant(string what) : DelegatorAccrual
    {
        private readonly HashSet<int> _fresh = [];

        private int _members;

        public override Amount Held => what == "makes-a-unit" ? base.Held + Amount.One : base.Held;

        public override void Join(UInt128 stake, Epoch now)
        {
            _fresh.Add(_members++);
            base.Join(stake, what == "pays-latecomers" && now.Number > Rewards.Open.Number && now > Rewards.Latest ? Epoch.Of(now.Number - 1) : now);
        }

        public override void Leave(int member, Epoch now)
        {
            if (what != "earns-after-leaving")
            {
                base.Leave(member, now);
            }
        }

        public override void Slash(Epoch fault, Proportion fraction, Epoch now)
        {
            if (what != "forgets-slashes")
            {
                base.Slash(what == "slashes-who-came-later" ? now : fault, fraction, now);
            }
        }

        public override Amount Close(Epoch epoch, Amount reward)
        {
            Amount cap = Amount.Of(1_000_000);
            Amount taken = what == "caps-rewards" && reward > cap ? Amount.Of(reward.Units % 1_000_000) : reward;
            Amount refused = base.Close(epoch, taken);
            return what == "loses-refused" ? Amount.Zero : refused;
        }

        public override Amount Claim(int member)
        {
            Amount paid = base.Claim(member);
            bool fresh = _fresh.Remove(member);
            return (what is "rounds-up" && !paid.IsZero) || what is "pays-by-claim" || (what is "pays-who-never-stood" && fresh) ? paid + Amount.Of(what is "rounds-up" ? 2U : 1U) : paid;
        }
    }
}
