using CapaCloud.Mechanisms.Adaptation;
using CapaCloud.Mechanisms.Testing;

namespace CapaCloud.Mechanisms.Tests.Adaptation;

public sealed class ControllerLawTests
{
    public static TheoryData<string> Names => [.. ControllerTrials.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Laws_everyController_hold(string name) => Assert.All(ControllerLaws.For(ControllerTrials.All[name]), law => law.Check(cases: 15));

    [Fact]
    public void Trials_coverEveryController()
    {
        IEnumerable<Type> tried = ControllerTrials.All.Values.Select(trial => trial.Controller.GetType());
        IEnumerable<Type> all = typeof(IController).Assembly.GetExportedTypes().Where(type => type.IsClass && typeof(IController).IsAssignableFrom(type));
        Assert.Empty(all.Except(tried));
    }

    [Theory]
    [InlineData("range")]
    [InlineData("step")]
    [InlineData("start")]
    [InlineData("rest")]
    [InlineData("stability")]
    [InlineData("wind-up")]
    [InlineData("momentum")]
    [InlineData("manipulation")]
    [InlineData("monotone")]
    [InlineData("path-independent")]
    [InlineData("deterministic")]
    [InlineData("own-memory")]
    [InlineData("forged-memory")]
    public void Laws_mutantController_isCaught(string law)
    {
        ControllerTrial trial = ControllerTrials.All["exponential step"];
        ControllerTrial mutant = trial with { Controller = new MutantController(trial.Controller, law) };
        Assert.NotNull(ControllerLaws.For(mutant).Single(item => item.Name == law).FindViolation(cases: 300));
    }

    /// <summary>Random and hostile sequences of 10,000 epochs; afterwards the loop is back at its target.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Next_tenThousandEpochs_neverLeavesRangeOrStep_andReturns(string name)
    {
        ControllerTrial trial = ControllerTrials.All[name];
        IController controller = trial.Controller;
        foreach (int pattern in Enumerable.Range(0, 5))
        {
            Random random = new(pattern);
            ControllerState state = controller.Start(trial.Equilibrium);
            for (int epoch = 0; epoch < 10_000; epoch++)
            {
                ulong reading = pattern switch
                {
                    0 => (ulong)random.NextInt64(),
                    1 => trial.Ceiling,
                    2 => 0,
                    3 => epoch % 2 == 0 ? trial.Ceiling : 0,
                    _ => epoch / 500 % 2 == 0 ? ulong.MaxValue : (ulong)random.NextInt64() % (trial.Ceiling / 2),
                };
                ControllerState next = controller.Next(state, reading);
                Assert.InRange(next.Value, controller.Limits.LowestAfter(state.Value), controller.Limits.HighestAfter(state.Value));
                Assert.InRange(next.Value, controller.Limits.Lowest, controller.Limits.Highest);
                state = next;
            }

            for (int epoch = 0; epoch < trial.RecoveryEpochs; epoch++)
            {
                state = controller.Next(state, trial.Read(state));
            }

            Assert.True(trial.IsBack(state.Value), $"{name}: {state.Value} after pattern {pattern}");
        }
    }

    /// <summary>The bound is not only safe but where it is said to be: below it the loop returns, well above it it swings.</summary>
    [Theory]
    [InlineData("exponential step", 90, true)]
    [InlineData("exponential step", 115, false)]
    [InlineData("anchored retarget that falls", 90, true)]
    [InlineData("anchored retarget that falls", 115, false)]
    [InlineData("proportional-integral", 90, true)]
    [InlineData("proportional-integral", 115, false)]
    [InlineData("proportional-integral with leak and barrier", 90, true)]
    [InlineData("proportional-integral with leak and barrier", 130, false)]
    public void LargestElasticity_belowAndAbove_returnsAndSwings(string name, uint percentOfTheBound, bool returns)
    {
        IController controller = WithoutBands(ControllerTrials.All[name].Controller);
        bool falls = ControllerTrials.All[name].Falls;
        Ratio elasticity = controller.LargestElasticity!.Value.Multiply(ControllerTrials.Part(percentOfTheBound), Rounding.Down);
        ControllerState state = controller.Start(ControllerTrials.Equilibrium + (ControllerTrials.Equilibrium / 2_000));
        UInt128 largest = 0;
        for (int epoch = 0; epoch < 600; epoch++)
        {
            state = controller.Next(state, Linear(state.Value, elasticity, falls));
            UInt128 distance = state.Value > ControllerTrials.Equilibrium ? state.Value - ControllerTrials.Equilibrium : ControllerTrials.Equilibrium - state.Value;
            largest = epoch < 550 ? 0 : UInt128.Max(largest, distance);
        }

        Assert.Equal(returns, largest < ControllerTrials.Equilibrium / 2_000);
    }

    private static IController WithoutBands(IController controller) => controller switch
    {
        ExponentialStepController step => new ExponentialStepController(step.Target, step.Denominator, step.Limits, default, step.Direction),
        ProportionalIntegralController both => new ProportionalIntegralController(both.Target, both.Rest, both.Proportional, both.Integral, both.Retained, both.Limits, default, default, both.Direction),
        _ => controller,
    };

    private static ulong Linear(UInt128 value, Ratio elasticity, bool falls)
    {
        Int128 relative = ((Int128)value - (Int128)ControllerTrials.Equilibrium) * (Int128)ControllerTrials.Target / (Int128)ControllerTrials.Equilibrium;
        Int128 answer = relative * (Int128)elasticity.Parts / (Int128)(UInt128)Proportion.PartsPerOne;
        Int128 reading = (Int128)(UInt128)ControllerTrials.Target + (falls ? answer : -answer);
        return (ulong)Int128.Max(0, Int128.Min(reading, 4 * (Int128)(UInt128)ControllerTrials.Target));
    }
}
