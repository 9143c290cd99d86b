using System.Collections.Immutable;
using CapaCloud.Mechanisms.Settlement;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing.Generators;

/// <summary>Draws who had to check what, for a policy that draws panels: some answered, some stayed silent.</summary>
internal static class CheckCases
{
    public static Gen<ImmutableArray<CheckDuty>> For(MechanismPolicy policy, ParticipantId[] names, Verdict[] verdicts)
    {
        if (policy.Verification.Panels is null || names.Length < 2)
        {
            return Gen.Constant(ImmutableArray<CheckDuty>.Empty);
        }

        CheckDuty[] answered = [.. verdicts.Select(verdict => Duty(verdict.Participant, names, verdict.Task))];
        CheckDuty[] silent = [.. names.Select(name => Duty(name, names, TaskId.Of($"unseen-by-{name}")))];
        return from most in Gen.Choose(0, answered.Length)
               from quiet in Gen.SubListOf(silent)
               select ImmutableArray.Create([.. answered.Take(most), .. quiet]);
    }

    private static CheckDuty Duty(ParticipantId checker, ParticipantId[] names, TaskId task) =>
        new() { Checker = checker, Author = names.First(name => name != checker), Task = task };
}
