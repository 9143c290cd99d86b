using System.Collections.Immutable;
using CapaCloud.Mechanisms.Alignment.Designs;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Tests.Designs;

public sealed class MarginSensitivityTests
{
    private static readonly MechanismPolicy Policy = Checking.Mechanisms.Marketplace.Policy;

    /// <summary>Nobody pays for false results in it; of how many it would be is there all the same, to be moved.</summary>
    private static readonly Economics Economy = Checking.Mechanisms.Ordinary with { ValuableJobsPerEpoch = 10 };

    private static readonly ImmutableArray<Sensitivity> All = MarginSensitivity.Of(Policy, Economy);

    [Fact]
    public void Of_everyNumberOfTheEconomy_isMoved()
    {
        // A mix of jobs is a list of kinds and no number.
        string[] economics = [.. typeof(Economics).GetProperties().Where(property => property.SetMethod is not null && property.Name != nameof(Economics.Mix)).Select(property => property.Name)];

        Assert.All(economics, name => Assert.Contains(All, entry => string.Equals(entry.Parameter, name, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public void Write_anyParameter_changesThatOneAndNoOther()
    {
        foreach (DesignParameter parameter in DesignParameters.All)
        {
            // The factor on a curve is read as one of whatever curve there is.
            bool isFactor = parameter.Unit == "factor";
            Fraction value = parameter.Read(Policy, Economy)!.Value, step = parameter.Step(value);
            Fraction moved = parameter.Clamp(value + step) == value ? parameter.Clamp(value - step) : parameter.Clamp(value + step);
            (MechanismPolicy policy, Economics economics) = parameter.Write(Policy, Economy, moved);

            Assert.Equal(isFactor ? value : moved, parameter.Read(policy, economics));
            Assert.True((policy != Policy) ^ (economics != Economy), parameter.Name);
            Assert.All(
                DesignParameters.All.Where(other => other != parameter),
                other => Assert.Equal(other.Read(Policy, Economy), other.Read(policy, economics)));
        }
    }

    [Fact]
    public void Of_saferDirections_haveTheSignThatEverybodyExpects()
    {
        Assert.True(On("stake.minimumBond").Slope > Fraction.Zero);
        Assert.True(On("verification.sampler (one rate for all)").Slope > Fraction.Zero);
        Assert.True(On("offences[incorrect-result].curve (times)").Slope > Fraction.Zero);
        Assert.True(On("costPerJob").Slope < Fraction.Zero);
        Assert.True(On("externalGainPerJob").Slope < Fraction.Zero);
        Assert.True(On("colludingShare").Slope < Fraction.Zero);
        Assert.Equal(Fraction.Zero, On("checkingCost").Slope);
    }

    [Fact]
    public void Of_bond_isSafeExactlyFromTheLeastStake()
    {
        Sensitivity bond = On("stake.minimumBond");

        Assert.Equal(PolicyDesign.LeastStake(Policy, Checking.Mechanisms.Ordinary)!.Value.Units, (UInt128)bond.SafeFrom!.Value.ToBigInteger());
        Assert.True(bond.IsBoundBelow);
        Assert.False(bond.IsBoundAbove);
    }

    [Fact]
    public void Of_endsOfTheSafeRange_holdAndAStepBeyondDoesNot()
    {
        Sensitivity gain = On("externalGainPerJob");
        Economics Paid(Fraction value) => Checking.Mechanisms.Ordinary with { ExternalGainPerJob = value };
        Fraction beyond = gain.SafeTo!.Value + new Fraction(1, 10_000);

        Assert.True(gain.IsBoundAbove);
        Assert.IsType<Finding.Holds>(AlignmentChecker.Check(Mechanism.FromPolicy(Policy), Paid(gain.SafeTo.Value), AlignmentProperty.IncentiveCompatibility));
        Assert.IsNotType<Finding.Holds>(AlignmentChecker.Check(Mechanism.FromPolicy(Policy), Paid(beyond), AlignmentProperty.IncentiveCompatibility));
    }

    [Fact]
    public void Of_propertyThatFails_hasNoSafeRangeButASlope()
    {
        Sensitivity bond = MarginSensitivity.Of(PolicyDesign.WithAuditRate(Policy, Proportion.Percent(1)), Checking.Mechanisms.Ordinary)
            .Single(entry => entry.Parameter == "stake.minimumBond");

        Assert.Null(bond.SafeFrom);
        Assert.True(bond.Margin < Fraction.Zero && bond.Slope > Fraction.Zero);
    }

    [Fact]
    public void Of_chanceAtOne_isMovedDown() => Assert.Equal(new Fraction(99, 100), On("detectionAccuracy").Moved);

    private static Sensitivity On(string parameter) => All.Single(entry => entry.Parameter == parameter);
}
