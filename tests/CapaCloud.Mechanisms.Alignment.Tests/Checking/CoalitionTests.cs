using System.Numerics;
using CapaCloud.Mechanisms.Alignment.Designs;
using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Alignment.Probing;
using CapaCloud.Mechanisms.Alignment.Properties;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Verification;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Tests.Checking;

/// <summary>k of n participants with side payments: against draws counted one by one, and against a buyer who decides after every draw.</summary>
public sealed class CoalitionTests
{
    private static readonly Economics Seven = Mechanisms.Ordinary with { Participants = 7, JobsPerEpoch = 1 };

    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 1)]
    [InlineData(3, 2)]
    [InlineData(3, 3)]
    [InlineData(4, 2)]
    [InlineData(5, 3)]
    [InlineData(7, 4)]
    public void Collusion_replicas_captureAsOftenAsTheDrawsCountedOut(int quorum, int members)
    {
        Mechanism mechanism = Mechanisms.Build(forfeits: false, more: build => build.Verify(verify => verify.Decide(new MajorityRule(quorum))));
        Finding finding = AlignmentChecker.Check(mechanism, Seven with { CoalitionMembers = members }, AlignmentProperty.CollusionResistance);

        // Seat 0 is the accused, the members are seats 0 .. members - 1: every set of other seats is equally likely.
        int seats = Math.Min((2 * ((quorum / 2) + 1)) - 1, 7);
        (int captured, int all) = (0, 0);
        for (int set = 0; set < 1 << 6; set++)
        {
            if (BitOperations.PopCount((uint)set) == seats - 1)
            {
                all++;
                captured += 2 * (1 + BitOperations.PopCount((uint)(set & ((1 << (members - 1)) - 1)))) > seats ? 1 : 0;
            }
        }

        Fraction share = new Fraction(captured, all) > new Fraction(members - 1, 6) ? new Fraction(captured, all) : new Fraction(members - 1, 6);
        Assert.Contains($"decides {Figures.Percent(share)} of the audits", finding.Condition, StringComparison.Ordinal);

        // One job: caught with 10 % where not captured, a slash of 300, a gain of 5.
        Fraction margin = ((Fraction.One - share) * new Fraction(1, 10) * 300) - 5;
        Assert.Equal(margin.IsPositive, finding is Finding.Holds);
        Assert.Equal(margin.IsPositive ? margin : -margin, finding is Finding.Holds holds ? holds.Margin : ((Finding.Fails)finding).Attack.Profit.Low);
    }

    /// <summary>
    /// What one member forfeits is lost to all of them, unless the others share it: then the settlement itself says how much of it comes back to the other members.
    /// </summary>
    [Theory]
    [InlineData(4, 2, LostShareUse.Others)]
    [InlineData(10, 7, LostShareUse.Others)]
    [InlineData(4, 2, LostShareUse.Penalty)]
    [InlineData(10, 7, LostShareUse.Treasury)]
    public void Collusion_forfeitedReward_comesBackOnlyWhereTheOthersShareIt(int participants, int members, LostShareUse use)
    {
        Mechanism mechanism = Mechanism.Create(build => build
            .Stake(stake => stake.MinimumBond(1_000_000).UnbondingPeriod(EpochSpan.Of(21)))
            .Verify(verify => verify.AuditRate(Proportion.Half))
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(1)), offence => offence with { ForfeitsReward = true })
            .Reward(reward => reward.LostShare(use)));
        UInt128 honest = Paid(mechanism, participants, members, verdicts: 0), caught = Paid(mechanism, participants, members, verdicts: 1);
        Fraction lost = new((BigInteger)(honest - caught), 1_000_000);

        // Of 1,000,000 that the offender forfeits, (k - 1)/(N - 1) come back where the others share it, and nothing elsewhere.
        double back = use == LostShareUse.Others ? (members - 1d) / (participants - 1) : 0;
        Assert.InRange(lost.ToDouble(), 1 - back - 1e-5, 1 - back + 1e-5);

        // So the gain that is deterred is what a verdict takes and what is lost of the reward: between the two it decides.
        Fraction caughtWith = new Fraction(1, 2) * (Fraction.One - Escapes(mechanism, participants, members));
        Fraction deterred = caughtWith * (10_000 + (lost * 1_000_000));
        Assert.IsType<Finding.Holds>(Gain(deterred - 20));
        Assert.IsNotType<Finding.Holds>(Gain(deterred + 20));

        Finding Gain(Fraction gain) => AlignmentChecker.Check(
            mechanism, Forfeiting(participants, members) with { CostPerJob = gain }, AlignmentProperty.CollusionResistance);
    }

    private static Economics Forfeiting(int participants, int members) => new() { CostPerJob = 1, PaymentPerJob = 1_000_000, Participants = participants, CoalitionMembers = members, JobsPerEpoch = 1, DetectionDelay = 0, DetectionAccuracy = 1, HonestFaultRate = 0, IdentityPrice = 0, ColludingShare = 0, SidePaymentLimit = 0, OutsideOption = 0, CheckingCost = 0, DisputeCost = 0 };

    private static Fraction Escapes(Mechanism mechanism, int participants, int members) =>
        CoalitionPanel.Of(MechanismIncentives.Of(mechanism, Forfeiting(participants, members)))!.Escapes;

    /// <summary>What the members are paid in an epoch of one job each, of which so many are condemned.</summary>
    private static UInt128 Paid(Mechanism mechanism, int participants, int members, int verdicts)
    {
        ParticipantId[] names = [.. Enumerable.Range(0, participants).Select(index => ParticipantId.Of($"p{index}"))];
        NetworkState state = mechanism.Genesis(Epoch.Of(100));
        foreach (ParticipantId name in names)
        {
            state = mechanism.Deposit(state, name, Amount.Of(1_000_000)).State;
        }

        EpochSettlement settled = mechanism.Settle(state, new EpochReport
        {
            Epoch = state.Epoch,
            Beacon = new Beacon(state.Epoch.Number, CapaCloud.Mechanisms.Digest.FromBytes([7, .. new byte[31]])),
            Payments = Amount.Of((UInt128)(1_000_000 * participants)),
            Participants = [.. names.Select(name => new ParticipantReport { Participant = name, Work = 1 })],
            Verdicts = [.. names.Take(verdicts).Select(name => new Verdict(name, TaskId.Of("t"), state.Epoch, VerdictOutcome.Incorrect, VerdictReason.ContradictsAccepted, default))],
        });
        return names.Take(members).Aggregate(UInt128.Zero, (sum, name) => sum + settled.OutcomeOf(name).Reward.Units);
    }

    [Fact]
    public void LargestSafeCoalition_holdsAndTheNextFails()
    {
        Economics economics = Mechanisms.Ordinary with { Participants = 1_000 };
        long most = PolicyDesign.LargestSafeCoalition(Mechanisms.Marketplace.Policy, economics)!.Value;

        Assert.InRange(most, 1, 999);
        Assert.IsType<Finding.Holds>(Ask(economics with { CoalitionMembers = most }));
        Assert.IsNotType<Finding.Holds>(Ask(economics with { CoalitionMembers = most + 1 }));

        // One job gains 5 against 0.1 * 300, unless one of two other seats goes to a member: safe while (1000-k)(999-k) > 999 * 998 / 6.
        Assert.Equal(591, PolicyDesign.LargestSafeCoalition(Mechanisms.Build(forfeits: false, more: build => Three(build)).Policy, economics with { JobsPerEpoch = 1 }));
        Assert.Null(PolicyDesign.LargestSafeCoalition(Mechanisms.Build(auditPercent: 0).Policy, economics));
        Assert.Equal(1_000, PolicyDesign.LargestSafeCoalition(Mechanisms.Build(auditPercent: 0).Policy, economics with { CheatingCostPerJob = 6 }));
    }

    [Fact]
    public void Collusion_boughtVotes_areDearerWhereTheyAreReviewed()
    {
        Mechanism mechanism = Mechanisms.Build(more: build => Three(build).Slash(Offence.NegligentVerification, SlashingCurve.Constant(Proportion.Percent(50))));
        Economics paying = Mechanisms.Ordinary with { CoalitionMembers = 2, SidePaymentLimit = 40 };

        // Never reviewed, a vote costs nothing, and no audit deters; at a tenth a vote costs 50, more than the coalition pays.
        Finding.Fails fails = Assert.IsType<Finding.Fails>(Ask(paying, mechanism));
        Assert.Equal(new Fraction(100), fails.Attack.Profit.Low);
        Assert.Contains("pay every auditor", fails.Attack.Strategy, StringComparison.Ordinal);
        Finding.Holds dear = Assert.IsType<Finding.Holds>(Ask(paying with { ReviewRate = new Fraction(1, 10) }, mechanism));
        Assert.Contains("nobody sells", dear.Condition, StringComparison.Ordinal);
        Assert.Equal(((Finding.Holds)Ask(paying with { SidePaymentLimit = 0 }, mechanism)).Margin, dear.Margin);

        // It pays enough: what deters is the price of 50 and a tenth of the slash, 80 instead of 300.
        Finding.Holds bought = Assert.IsType<Finding.Holds>(Ask(paying with { ReviewRate = new Fraction(1, 10), SidePaymentLimit = 50, JobsPerEpoch = 1 }, mechanism));
        Fraction caught = new Fraction(1, 10) * new Fraction(197, 199);
        Assert.InRange(bought.Margin.ToDouble(), ((caught * 80) - 5).ToDouble(), ((caught * 81) - 5).ToDouble());
    }

    [Fact]
    public void Collusion_aBuyerWhoDecidesAfterTheDraw_neverBeatsAVerdict()
    {
        Random random = new(6);
        (int held, int failed) = (0, 0);
        for (int draw = 0; draw < 400; draw++)
        {
            uint slashPercent = (uint)random.Next(1, 100);
            uint auditPercent = (uint)random.Next(1, 100);
            Mechanism mechanism = Mechanisms.Build(auditPercent, slashPercent, forfeits: false, more: build =>
                Three(build).Slash(Offence.NegligentVerification, SlashingCurve.Constant(Proportion.Percent((uint)random.Next(1, 100)))));
            Economics economics = Mechanisms.Ordinary with
            {
                CostPerJob = random.Next(1, 40),
                JobsPerEpoch = random.Next(1, 8),
                Participants = 20,
                CoalitionMembers = random.Next(0, 12),
                SidePaymentLimit = random.Next(0, 200),
                ReviewRate = new Fraction(random.Next(0, 10), 20),
                CheckingReward = random.Next(0, 20),
                DetectionAccuracy = new Fraction(random.Next(10, 21), 20),
            };
            Finding finding = Ask(economics, mechanism);
            Fraction best = BestOfABuyer(mechanism, economics, votes: 1);
            Fraction sure = BestOfABuyer(mechanism, economics, votes: 2);
            held += finding is Finding.Holds ? 1 : 0;
            failed += finding is Finding.Fails ? 1 : 0;
            Assert.True(finding is not Finding.Holds holds || best + holds.Margin <= 0, $"{finding} but a buyer gains {best.ToDouble()}: {economics}");
            Assert.True(finding is not Finding.Fails fails || sure >= fails.Attack.Profit.Low, $"{finding} but no buyer of two votes gains more than {sure.ToDouble()}: {economics}");
        }

        Assert.True(held > 50 && failed > 50, $"{held} held and {failed} failed: the draws mean nothing.");
    }

    [Fact]
    public void Economics_coalitionThatCannotBe_isRefused()
    {
        IReadOnlyList<string> faults = (Mechanisms.Ordinary with { CoalitionMembers = 201, ReviewRate = 2, SidePaymentLimit = -1 }).Validate();

        Assert.Equal(3, faults.Count);
        Assert.Contains(faults, fault => fault.Contains("CoalitionMembers is 201: expected from 0 to 200", StringComparison.Ordinal));
        Assert.IsType<Finding.Inconclusive>(Ask(
            Mechanisms.Ordinary with { CoalitionMembers = 5 }, Mechanisms.Build(more: build => build.Verify(verify => verify.Decide(new MajorityRule(2_000_000))))));
    }

    private static MechanismBuilder Three(MechanismBuilder build) => build.Verify(verify => verify.Decide(new MajorityRule(3)));

    private static Finding Ask(Economics economics, Mechanism? mechanism = null) =>
        AlignmentChecker.Check(mechanism ?? Mechanisms.Marketplace, economics, AlignmentProperty.CollusionResistance);

    /// <summary>The most a member gains who cheats on any number of jobs, sees which are audited, and then buys the votes of as many panels as pays best.</summary>
    private static Fraction BestOfABuyer(Mechanism mechanism, Economics economics, int votes)
    {
        Fraction Part(Offence offence) => mechanism.Policy.Offences.Single(rule => rule.Offence == offence).Curve
            .Evaluate(new OffenceContext { Severity = Proportion.One }).ToFraction();
        Fraction stake = mechanism.Policy.Stake.MinimumBond.ToFraction();
        Fraction price = economics.ReviewRate.Low * ((stake * Part(Offence.NegligentVerification)) + economics.CheckingReward.Low);
        bool sells = !economics.SidePaymentLimit!.Value.High.IsZero && economics.SidePaymentLimit!.Value.High >= price;
        long strangers = economics.Participants - Math.Max(economics.CoalitionMembers, 1);
        Fraction others = Fraction.One - new Fraction(strangers * (strangers - 1), (economics.Participants - 1) * (economics.Participants - 2));
        Fraction caught = mechanism.Policy.Verification.Sampler.AtLeast.ToFraction() * (Fraction.One - others) * economics.DetectionAccuracy.Low;
        Fraction missed = Fraction.Pow(Fraction.One - economics.ReviewRate.Low, votes);
        Fraction best = new(-1_000_000);
        for (int jobs = 1; jobs <= economics.JobsPerEpoch; jobs++)
        {
            Fraction value = new Fraction(jobs) * economics.CostPerJob.Low;
            for (int audited = 0; audited <= jobs; audited++)
            {
                Fraction chance = Fraction.One;
                for (int step = 1; step <= audited; step++)
                {
                    chance = chance * (jobs - audited + step) / step;
                }

                chance *= Fraction.Pow(caught, audited) * Fraction.Pow(Fraction.One - caught, jobs - audited);
                Fraction least = new(1_000_000);
                for (int bought = 0; bought <= (sells ? audited : 0); bought++)
                {
                    // Found-out votes are verdicts like any other; a curve of this test takes the same part again for each.
                    Fraction loss = new Fraction(bought * votes) * price;
                    for (int found = 0; found <= bought; found++)
                    {
                        Fraction odds = Fraction.One;
                        for (int step = 1; step <= found; step++)
                        {
                            odds = odds * (bought - found + step) / step;
                        }

                        odds *= Fraction.Pow(Fraction.One - missed, found) * Fraction.Pow(missed, bought - found);
                        Fraction part = Part(Offence.IncorrectResult) * new Fraction(audited - bought + found);
                        loss += odds * stake * (part > Fraction.One ? Fraction.One : part);
                    }

                    least = loss < least ? loss : least;
                }

                value -= chance * least;
            }

            best = value > best ? value : best;
        }

        return best;
    }
}
