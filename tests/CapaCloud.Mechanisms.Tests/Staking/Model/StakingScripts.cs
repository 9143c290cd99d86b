using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Tests.Staking.Model;

/// <summary>Draws scripts and shrinks failing ones: drop half of the steps, a quarter, one; then make the numbers small.</summary>
internal static class StakingScripts
{
    private static Gen<StakingStep> Step =>
        from kind in Gen.Frequency(
            (5, Gen.Constant(StakingStepKind.Deposit)),
            (5, Gen.Constant(StakingStepKind.Unbond)),
            (3, Gen.Constant(StakingStepKind.Cancel)),
            (4, Gen.Constant(StakingStepKind.Redelegate)),
            (3, Gen.Constant(StakingStepKind.Withdraw)),
            (6, Gen.Constant(StakingStepKind.Advance)),
            (4, Gen.Constant(StakingStepKind.Slash)),
            (2, Gen.Constant(StakingStepKind.Hold)),
            (1, Gen.Constant(StakingStepKind.Release)),
            (1, Gen.Constant(StakingStepKind.Confirm)))
        from who in Gen.Choose(0, StakingStep.Participants - 1)
        from place in Gen.Choose(0, StakingStep.Operators - 1)
        from other in Gen.Frequency((1, Gen.Choose(0, 10)), (3, Gen.Choose(0, 10_000_000)))
        from percent in Gen.Frequency((1, Gen.Constant(100)), (3, Gen.Choose(1, 100)), (3, Gen.Choose(1, 10)))
        from epochs in Gen.Choose(0, 5)
        select new StakingStep(kind, who, place, other, percent, epochs);

    public static Arbitrary<StakingStep[]> OfLength(int steps) => Arb.From(Gen.ArrayOf(Step, steps), Smaller);

    private static IEnumerable<StakingStep[]> Smaller(StakingStep[] script)
    {
        for (int chunk = script.Length / 2; chunk >= 1; chunk /= 2)
        {
            for (int start = 0; start < script.Length; start += chunk)
            {
                yield return [.. script.Where((_, index) => index < start || index >= start + chunk)];
            }
        }

        for (int index = 0; index < script.Length; index++)
        {
            foreach (StakingStep simpler in Simpler(script[index]))
            {
                StakingStep[] copy = [.. script];
                copy[index] = simpler;
                yield return copy;
            }
        }
    }

    private static IEnumerable<StakingStep> Simpler(StakingStep step)
    {
        if (step.Other > 999)
        {
            yield return step with { Other = 999 };
        }

        if (step.Percent is not (50 or 99 or 100))
        {
            yield return step with { Percent = step.Kind == StakingStepKind.Deposit ? 99 : 50 };
        }

        if (step.Epochs > 1)
        {
            yield return step with { Epochs = step.Epochs - 1 };
        }

        if (step.Who > 0)
        {
            yield return step with { Who = 0 };
        }
    }
}
