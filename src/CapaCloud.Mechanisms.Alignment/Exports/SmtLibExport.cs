using System.Globalization;
using System.Text;
using CapaCloud.Mechanisms.Alignment.Exact;
using CapaCloud.Mechanisms.Alignment.Intervals;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Exports;

/// <summary>Writes the static condition as a question to an SMT solver.</summary>
/// <remarks>
/// <code>unsat: no point of the box and no number of jobs up to the limit makes cheating pay;  sat: the model is the attack</code>
/// SMT-LIB 2, logic QF_NRA. The number of jobs is written out one by one, so the limit must be small.
/// </remarks>
public static class SmtLibExport
{
    /// <summary>The most jobs in flight that are written out.</summary>
    public const long MostJobs = 64;

    /// <summary>Returns the question. Honest jobs that are condemned are not part of it.</summary>
    /// <param name="incentives">The numbers; the honest fault rate must be 0.</param>
    /// <returns>The text.</returns>
    /// <exception cref="ArgumentException">The numbers are not valid, or there are too many jobs or honest faults.</exception>
    public static string Write(StaticIncentives incentives)
    {
        ArgumentNullException.ThrowIfNull(incentives);
        if (incentives.Validate() is { Count: > 0 } faults)
        {
            throw new ArgumentException(string.Join(" ", faults), nameof(incentives));
        }

        if (incentives.JobsInFlight > MostJobs || !incentives.HonestFaultRate.High.IsZero)
        {
            throw new ArgumentException($"At most {Prose.Count(MostJobs, "job")} and no honest faults are written out.", nameof(incentives));
        }

        StringBuilder text = new("; unsat: cheating never pays in this box\n(set-logic QF_NRA)\n");
        Variable(text, "p", incentives.AuditProbability);
        Variable(text, "r", incentives.ColludingShare);
        Variable(text, "a", incentives.DetectionAccuracy);
        Variable(text, "S", incentives.SlashAmount);
        Variable(text, "R", incentives.RewardPerJob);
        Variable(text, "C", incentives.SavedCostPerJob);
        Variable(text, "X", incentives.ExternalGainPerJob);
        text.Append("(define-fun q () Real (* p (- 1 r) a))\n(define-fun m0 () Real 1)\n");
        for (long jobs = 1; jobs <= incentives.JobsInFlight; jobs++)
        {
            text.Append(CultureInfo.InvariantCulture, $"(define-fun m{jobs} () Real (* m{jobs - 1} (- 1 q)))\n");
        }

        text.Append("(assert (or\n");
        for (long jobs = 1; jobs <= incentives.JobsInFlight; jobs++)
        {
            string loss = incentives.ForfeitsPendingRewards
                ? string.Create(CultureInfo.InvariantCulture, $"(* (- 1 m{jobs}) (+ S (* {jobs} R)))")
                : string.Create(CultureInfo.InvariantCulture, $"(+ (* (- 1 m{jobs}) S) (* {jobs} q R))");
            text.Append(CultureInfo.InvariantCulture, $"  (>= (* {jobs} (+ C X)) {loss})\n");
        }

        return text.Append("))\n(check-sat)\n").ToString();
    }

    private static void Variable(StringBuilder text, string name, RationalInterval value) =>
        text.Append(CultureInfo.InvariantCulture, $"(declare-const {name} Real)\n(assert (and (<= {Number(value.Low)} {name}) (<= {name} {Number(value.High)})))\n");

    private static string Number(Fraction value) =>
        string.Create(CultureInfo.InvariantCulture, $"(/ {value.Reduce().Numerator}.0 {value.Reduce().Denominator}.0)");
}
