using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Tests.Settlement.Model;

/// <summary>A script and the two policies under which it is played; it begins under the first.</summary>
internal sealed record Script(MechanismPolicy First, MechanismPolicy Second, ModelStep[] Steps)
{
    public override string ToString()
    {
        StringBuilder text = new();
        Describe(text.AppendLine("policy 0"), First);
        if (Steps.Any(step => step.Kind == ModelStepKind.Migrate))
        {
            Describe(text.AppendLine("policy 1"), Second);
        }

        foreach (ModelStep step in Steps)
        {
            text.Append("  ").AppendLine(step.ToString());
        }

        return text.ToString();
    }

    private static void Describe(StringBuilder text, MechanismPolicy policy)
    {
        text.AppendLine(policy.Stake.ToString()).AppendLine(policy.Reward.ToString()).AppendLine(policy.Penalty.ToString()).AppendLine(policy.Reputation.ToString());
        foreach (OffencePolicy offence in policy.Offences)
        {
            text.AppendLine(offence.ToString());
        }
    }
}

/// <summary>Draws scripts and shrinks failing ones: drop half of the steps, a quarter, one; then make the policies plain and the numbers small.</summary>
internal static class ModelScripts
{
    private static Gen<ModelStep> Step =>
        from kind in Gen.Frequency(
            (6, Gen.Constant(ModelStepKind.Deposit)),
            (4, Gen.Constant(ModelStepKind.Unbond)),
            (2, Gen.Constant(ModelStepKind.Cancel)),
            (3, Gen.Constant(ModelStepKind.Withdraw)),
            (1, Gen.Constant(ModelStepKind.Leave)),
            (10, Gen.Constant(ModelStepKind.Row)),
            (4, Gen.Constant(ModelStepKind.Right)),
            (6, Gen.Constant(ModelStepKind.Wrong)),
            (14, Gen.Constant(ModelStepKind.Evidence)),
            (3, Gen.Constant(ModelStepKind.Appeal)),
            (3, Gen.Constant(ModelStepKind.Overturn)),
            (5, Gen.Constant(ModelStepKind.Confirm)),
            (4, Gen.Constant(ModelStepKind.Pay)),
            (16, Gen.Constant(ModelStepKind.Settle)),
            (3, Gen.Constant(ModelStepKind.Silence)),
            (1, Gen.Constant(ModelStepKind.Migrate)))
        from who in Gen.Choose(0, ModelStep.Participants - 1)
        from other in Gen.Choose(0, 23)
        from number in Gen.Frequency((2, Gen.Choose(0, 9)), (3, Gen.Choose(0, 5_000)))
        from percent in Gen.Frequency((2, Gen.Constant(100)), (3, Gen.Choose(1, 100)), (1, Gen.Constant(0)))
        from epochs in Gen.Frequency((8, Gen.Choose(0, 2)), (4, Gen.Choose(-1, 12)), (1, Gen.Choose(0, 45)))
        select new ModelStep(kind, who, other, number, percent, epochs);

    public static Arbitrary<Script> OfLength(int steps) => Arb.From(
        from first in ModelPolicies.Policy
        from second in ModelPolicies.Changed(first)
        from script in Gen.ArrayOf(Step, steps)
        select new Script(first, second, script),
        Smaller);

    private static IEnumerable<Script> Smaller(Script script)
    {
        for (int chunk = script.Steps.Length / 2; chunk >= 1; chunk /= 2)
        {
            for (int start = 0; start < script.Steps.Length; start += chunk)
            {
                yield return script with { Steps = [.. script.Steps.Where((_, index) => index < start || index >= start + chunk)] };
            }
        }

        foreach (MechanismPolicy plainer in ModelPolicies.Smaller(script.First))
        {
            yield return script with { First = plainer };
        }

        for (int index = 0; index < script.Steps.Length; index++)
        {
            foreach (ModelStep simpler in Simpler(script.Steps[index]))
            {
                ModelStep[] copy = [.. script.Steps];
                copy[index] = simpler;
                yield return script with { Steps = copy };
            }
        }
    }

    private static IEnumerable<ModelStep> Simpler(ModelStep step)
    {
        if (step.Number > 9 && step.Kind is ModelStepKind.Deposit or ModelStepKind.Pay)
        {
            yield return step with { Number = step.Number / 10 };
        }

        if (step.Percent is not (0 or 100))
        {
            yield return step with { Percent = 100 };
        }

        if (step.Epochs > 0)
        {
            yield return step with { Epochs = step.Epochs / 2 };
            yield return step with { Epochs = step.Epochs - 1 };
        }

        if (step.Who > 0)
        {
            yield return step with { Who = 0 };
        }
    }
}
