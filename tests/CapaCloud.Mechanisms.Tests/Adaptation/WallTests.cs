using System.Reflection;
using CapaCloud.Mechanisms.Adaptation;
using CapaCloud.Mechanisms.Testing;

namespace CapaCloud.Mechanisms.Tests.Adaptation;

public sealed class WallTests
{
    private static readonly Wall Wall = Wall.Certified("$.stake.minimumBond", 500_000_000, 2_000_000_000, Digest.Parse(new string('7', 64)));

    [Fact]
    public void Next_tenThousandHostileReadings_neverLeavesTheWall()
    {
        foreach (ControllerTrial trial in ControllerTrials.All.Values.Where(trial => trial.Controller is ExponentialStepController))
        {
            ExponentialStepController rule = (ExponentialStepController)trial.Controller;
            WalledController walled = new(new ExponentialStepController(rule.Target, rule.Denominator, Wall.Confine(rule.Limits), default, rule.Direction), Wall);
            Random random = new(5);
            ControllerState state = walled.Start(1_000_000_000);
            for (int epoch = 0; epoch < 10_000; epoch++)
            {
                state = walled.Next(state, epoch / 1_000 % 2 == 0 ? ulong.MaxValue : (ulong)random.NextInt64(0, 10));
                WalledValue value = walled.ValueOf(state);
                Assert.InRange(value.Value, Wall.Lowest, Wall.Highest);
            }
        }
    }

    /// <summary>A foreign rule that breaks its own range, and a state made by hand, are stopped at the wall.</summary>
    [Fact]
    public void ValueOf_whatBreaksItsRange_isStoppedAtTheWall()
    {
        ControlLimits limits = Wall.Confine(ControllerTrials.Limits);
        WalledController walled = new(new MutantController(new ExponentialStepController(ControllerTrials.Target, 8, limits), "range"), Wall);
        ControllerState after = walled.Next(walled.Start(1_000_000_000), ulong.MaxValue);
        Assert.Equal(Wall.Highest, after.Value);
        Assert.Equal(Wall.Highest, walled.ValueOf(after with { Value = UInt128.MaxValue }).Value);
        Assert.Equal(Wall.Lowest, walled.ValueOf(after with { Value = 0 }).Value);
    }

    /// <summary>By type: no way to make a value but through the wall.</summary>
    [Fact]
    public void WalledValue_hasNoPublicWayAround()
    {
        Assert.True(typeof(WalledValue).IsClass && typeof(WalledValue).IsSealed);
        Assert.Empty(typeof(WalledValue).GetConstructors());
        Assert.DoesNotContain(typeof(WalledValue).GetProperties(), property => property.SetMethod is not null);
        Assert.DoesNotContain(typeof(WalledValue).GetMethods(BindingFlags.Public | BindingFlags.Static), method => method.ReturnType == typeof(WalledValue));
    }

    /// <summary>By type: nobody outside makes a wall with a certificate, and one that a file says has one is not certified.</summary>
    [Fact]
    public void CertifiedWall_hasNoPublicWayAround()
    {
        Assert.DoesNotContain(typeof(Wall).GetConstructors(), static constructor => constructor.GetParameters().Any(static parameter => parameter.ParameterType == typeof(Digest)));
        Assert.DoesNotContain(typeof(Wall).GetMethods(BindingFlags.Public | BindingFlags.Static), static method => method.ReturnType == typeof(Wall));
        Assert.DoesNotContain(typeof(Wall).GetProperties(), static property => property.SetMethod is { IsPublic: true });
        Assert.True(Wall.IsCertified);
        Assert.Equal((false, default), (new Wall("x", 1, 2).IsCertified, new Wall("x", 1, 2).Certificate));
        Wall read = MechanismJson.Default.Read<Wall>(MechanismJson.Default.Write(Wall));
        Assert.Equal(Wall, read);
        Assert.False(read.IsCertified);
    }

    [Fact]
    public void Controller_whoseRangeLeavesTheWall_isRefused()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => new WalledController(new ExponentialStepController(1, 8, ControllerTrials.Limits), Wall));
        Assert.Contains("leaves the wall of '$.stake.minimumBond', from 500000000 to 2000000000", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Wall.Confine(new ControlLimits(1, 2, Ratio.One)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Wall("x", 2, 1));
    }
}
