using System.Diagnostics;
using System.Globalization;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Benchmarks.Verification;

/// <summary>Audit decisions a second on one core: one hash each, and a comparison with the candidate's rate.</summary>
public static class AuditThroughput
{
    private const int Participants = 1_000;
    private const int Tasks = 1_000;

    public static void Print(TextWriter output)
    {
        Measure(output, "bernoulli", new BernoulliSampler(Proportion.Percent(5)));
        Measure(output, "adaptive", new ReputationAdaptiveSampler(Proportion.Percent(2), Proportion.Percent(25)));
        Measure(output, "stake weighted", new StakeWeightedSampler(Amount.Of(1_000_000), Proportion.Percent(1)));
    }

    private static void Measure(TextWriter output, string name, IAuditSampler sampler)
    {
        SelectionSeed seed = SelectionSeed.After(CommitmentWindow.Closing(Epoch.Of(1), 1), new Beacon(2, Digest.FromBytes(new byte[Digest.Size])), SelectionPurpose.Audit);
        AuditCandidate[] candidates = [.. Enumerable.Range(0, Participants).Select(number => new AuditCandidate(
            ParticipantId.Of($"p{number}"), default, Proportion.FromQuotient((UInt128)number, Participants, Rounding.Down), Amount.Of((ulong)number * 1_000)))];
        TaskId[] tasks = [.. Enumerable.Range(0, Tasks).Select(number => TaskId.Of($"t{number}"))];
        (double best, int audited) = (0, 0);
        for (int run = 0; run < 5; run++)
        {
            audited = 0;
            Stopwatch watch = Stopwatch.StartNew();
            foreach (AuditCandidate candidate in candidates)
            {
                foreach (TaskId task in tasks)
                {
                    audited += sampler.IsSelected(seed, candidate with { Task = task }) ? 1 : 0;
                }
            }

            best = Math.Max(best, Participants * Tasks / watch.Elapsed.TotalSeconds);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-18} {best / 1e6,8:F2} million audit decisions a second on one core ({audited} of {Participants * Tasks} audited)"));
    }
}
