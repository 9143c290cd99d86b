using System.Globalization;
using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Alignment.Lives;
using CapaCloud.Mechanisms.Alignment.Probing;
using CapaCloud.Mechanisms.Alignment.Properties;
using CapaCloud.Mechanisms.Rewards;
using Fractions;
using Xunit.Abstractions;

namespace CapaCloud.Mechanisms.Alignment.Tests.Adversary;

public sealed class GpuScratch(ITestOutputHelper output)
{
    [Fact]
    public void Scratch()
    {
        int draws = int.Parse(Environment.GetEnvironmentVariable("GPU_SCRATCH") ?? "0", CultureInfo.InvariantCulture);
        int first = int.Parse(Environment.GetEnvironmentVariable("GPU_FIRST") ?? "0", CultureInfo.InvariantCulture);
        string path = Environment.GetEnvironmentVariable("GPU_OUT") ?? "/tmp/f16-scratch.txt";
        using StreamWriter to = new(path);
        for (int number = first; number < first + draws; number++)
        {
            (Mechanism mechanism, Economics economics) = GpuMarketsTests.Make(new Random(90_001 + number));
            System.Diagnostics.Stopwatch watch = System.Diagnostics.Stopwatch.StartNew();
            MechanismIncentives incentives = MechanismIncentives.Of(mechanism, economics);
            HonestLife life = HonestLife.Of(incentives);
            var parts = IncentiveProperty.Parts(incentives, life, default);
            string verdict = parts.Any(p => p is IncentivePart.Pays) ? "FAILS" : parts.Any(p => p is IncentivePart.Open) ? "OPEN" : "HOLDS";
            OffencePolicy rule = incentives.Rule!;
            double m = economics.JobsPerEpoch;
            double cost = economics.CostOf(economics.JobsPerEpoch).ToDouble();
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"#{number} {verdict} model={mechanism.Policy.Reputation.Model.GetType().Name} movesPay={life.MovesPay} m={m} N={economics.Participants} D={economics.DetectionDelay} W={rule.AppealWindow.Epochs} jail={rule.Jail.Epochs} forf={rule.ForfeitsReward} bond/net={(double)incentives.Probe.Stake.Units / life.NetAtMost.ToDouble():F1} slash={rule.Curve.Evaluate(new CapaCloud.Mechanisms.Slashing.OffenceContext{Severity=Proportion.One}).ToFraction().ToDouble():F2} q={incentives.AuditRate.ToDouble():F2} acc={economics.DetectionAccuracy.Low.ToDouble():F2} f={economics.HonestFaultRate.High.ToDouble():E2} struck={life.Struck.ToDouble():E2} cost={cost:F0} best={life.Best.ToDouble():F0} newcomer={life.Newcomer.ToDouble():F0} worst={life.Worst.ToDouble():F0} name/net={economics.IdentityPrice.Low.ToDouble() / life.NetAtMost.ToDouble():F2} out/net={economics.OutsideOption!.Value.High.ToDouble() / life.NetAtMost.ToDouble():F2} gain/net={economics.GainOf(economics.JobsPerEpoch).ToDouble() / life.NetAtMost.ToDouble():F2} {watch.ElapsedMilliseconds} ms"));
            foreach (IncentivePart part in parts)
            {
                string text = part switch { IncentivePart.Loses l => $"LOSES {(l.Margin is { } x ? x.ToDouble().ToString("F1", CultureInfo.InvariantCulture) : "-")}: {l.Condition}", IncentivePart.Pays p => $"PAYS {p.Attack.ProfitPerEpoch.ToDouble():F1} {p.Attack.Strategy}", IncentivePart.Open o => $"OPEN gain<={(o.LargestGain is { } y ? y.ToDouble().ToString("F1", CultureInfo.InvariantCulture) : "-")}: {o.Condition} | {o.WhatWouldClose}", _ => "" };
                to.WriteLine($"   {part.Acts[..Math.Min(12, part.Acts.Length)],-12} {text}");
            }
            to.Flush();
        }
        output.WriteLine("done");
    }
}
