using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Rewards;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>A weight in a pool: what was brought, times what score and uptime leave of it.</summary>
/// <remarks><code>weight = floor(brought * floor(reputation multiplier * uptime multiplier))</code></remarks>
internal static class MultipliedWeight
{
    public static UInt128 Of(UInt128 brought, Ratio multiplier) => MultiplyDivide.Down(brought, multiplier.Parts, Proportion.PartsPerOne);

    /// <summary>Weighs, and writes it down in words that say of which pool, by which formula, and what was brought.</summary>
    public static UInt128 Of(
        (IRewardMultiplier Reputation, IRewardMultiplier Uptime) rules, UInt128 brought, Proportion score, Proportion uptime, (string Pool, string Formula, string Brought) words, ExplanationRecorder? recorder)
    {
        Ratio byReputation = rules.Reputation.Evaluate(score), byUptime = rules.Uptime.Evaluate(uptime);
        Ratio multiplier = byReputation.Multiply(byUptime, Rounding.Down);
        UInt128 weight = Of(brought, multiplier);
        if (recorder is null)
        {
            return weight;
        }

        recorder.Rule($"reputation multiplier{words.Pool}", recorder.Say(rules.Reputation), ExplanationRecorder.Parts("multiplier", byReputation), ExplanationRecorder.Parts("score", score));
        recorder.Rule($"uptime multiplier{words.Pool}", recorder.Say(rules.Uptime), ExplanationRecorder.Parts("multiplier", byUptime), ExplanationRecorder.Parts("uptime", uptime));
        recorder.MultiplyDivide(
            $"multiplier{words.Pool}",
            "reputation multiplier * uptime multiplier",
            ExplanationRecorder.Parts("reputation multiplier", byReputation),
            ExplanationRecorder.Parts("uptime multiplier", byUptime),
            ExplanationRecorder.One,
            Rounding.Down,
            ExplanationRecorder.Parts("multiplier", multiplier));
        recorder.MultiplyDivide(
            $"weight{words.Pool}",
            words.Formula,
            ExplanationRecorder.Count(words.Brought, brought),
            ExplanationRecorder.Parts("multiplier", multiplier),
            ExplanationRecorder.One,
            Rounding.Down,
            ExplanationRecorder.Count("weight", weight));
        return weight;
    }
}
