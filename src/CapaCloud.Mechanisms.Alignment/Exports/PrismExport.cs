using System.Globalization;
using System.Text;
using CapaCloud.Mechanisms.Alignment.Decisions;

namespace CapaCloud.Mechanisms.Alignment.Exports;

/// <summary>Writes a decision process in the PRISM language.</summary>
/// <remarks>
/// No formula. One variable for the state, one command for each action, one reward structure. Probabilities are written with 17 digits,
/// and the last of each action as what is left to one. Discounting is not part of the language: ask PRISM about cumulated rewards.
/// </remarks>
public static class PrismExport
{
    /// <summary>Returns the process as a PRISM model.</summary>
    /// <param name="process">The process.</param>
    /// <param name="start">The state to begin in.</param>
    /// <returns>The text.</returns>
    public static string Write(DecisionProcess process, int start = 0)
    {
        ArgumentNullException.ThrowIfNull(process);
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(start, process.States);
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"mdp\n\nmodule participant\n  s : [0..{process.States - 1}] init {start};\n");
        StringBuilder rewards = new("rewards \"profit\"\n");
        for (int state = 0; state < process.States; state++)
        {
            for (int action = process.ActionStart[state]; action < process.ActionStart[state + 1]; action++)
            {
                text.Append(CultureInfo.InvariantCulture, $"  [a{action}] s={state} -> {Outcomes(process, action)};\n");
                rewards.Append(CultureInfo.InvariantCulture, $"  [a{action}] s={state} : {process.Rewards[action]:R};\n");
            }
        }

        return text.Append("endmodule\n\n").Append(rewards).Append("endrewards\n").ToString();
    }

    private static string Outcomes(DecisionProcess process, int action)
    {
        List<string> parts = [];
        (int first, int last) = (process.OutcomeStart[action], process.OutcomeStart[action + 1]);
        for (int outcome = first; outcome < last; outcome++)
        {
            string probability = outcome == last - 1
                ? string.Concat("1", string.Concat(Enumerable.Range(first, last - 1 - first).Select(earlier => string.Create(CultureInfo.InvariantCulture, $"-{process.Probabilities[earlier]:F17}"))))
                : string.Create(CultureInfo.InvariantCulture, $"{process.Probabilities[outcome]:F17}");
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{probability}:(s'={process.NextStates[outcome]})"));
        }

        return string.Join(" + ", parts);
    }
}
