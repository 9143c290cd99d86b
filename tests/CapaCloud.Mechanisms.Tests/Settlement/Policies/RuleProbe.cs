using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Testing.Generators;
using CapaCloud.Mechanisms.Verification;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Tests.Settlement.Policies;

/// <summary>
/// Questions to the rules of a policy, as the mechanism asks them: what a fault costs, what a record is worth, who is audited, who is right, who gets how much. The
/// numbers that both policies are written with, and their neighbours, are what is asked about.
/// </summary>
internal static partial class RuleProbe
{
    private static readonly AnswerSet[] Answers = [.. AnswerSet.Arbitrary.Generator.Drawn(400, 50)];

    public static IEnumerable<Func<MechanismPolicy, IEnumerable<object>>> For(MechanismPolicy left, MechanismPolicy right)
    {
        JsonNode[] texts = [JsonNode.Parse(PolicyJson.Write(left))!, JsonNode.Parse(PolicyJson.Write(right))!];
        for (int index = 0; index < Math.Min(left.Offences.Length, right.Offences.Length); index++)
        {
            int offence = index;
            if (!Equals(left.Offences[index].Curve, right.Offences[index].Curve))
            {
                Numbers numbers = new(texts.Select(text => text["offences"]![offence]!["curve"]!));
                yield return policy => Costs(policy.Offences[offence].Curve, left.Offences[offence].Curve.Reads | right.Offences[offence].Curve.Reads, numbers);
            }
        }

        if (left.Reputation != right.Reputation)
        {
            Numbers numbers = new(texts.Select(text => text["reputation"]!));
            yield return policy => Scores(policy.Reputation.Model, numbers.Counts);
        }

        if (left.Verification != right.Verification)
        {
            Numbers numbers = new(texts.Select(text => text["verification"]!));
            yield return policy => Rates(policy.Verification.Sampler, numbers);
            yield return policy => Answers.Select(answers => Judged(policy.Verification.Verdict, answers));
            yield return policy => numbers.Counts.Select(count => (object)policy.Verification.Schedule.WindowOf(Epoch.Of(count)));
        }

        if (left.Reward != right.Reward)
        {
            Numbers numbers = new(texts.Select(text => text["reward"]!));
            yield return policy => numbers.Parts.SelectMany(part => new object[] { policy.Reward.ReputationMultiplier.Evaluate(part), policy.Reward.UptimeMultiplier.Evaluate(part) });
            yield return policy => Shares(policy.Reward.Splitter, numbers);
        }
    }

    private static IEnumerable<object> Costs(ISlashingCurve curve, SlashingInputs reads, Numbers numbers) =>
        from earlier in reads.HasFlag(SlashingInputs.EarlierOffences) ? numbers.Counts : [0]
        from lasted in reads.HasFlag(SlashingInputs.Duration) ? numbers.Counts : [1]
        from share in reads.HasFlag(SlashingInputs.ShareAtFault) ? numbers.Parts : [Proportion.Zero]
        from severity in reads.HasFlag(SlashingInputs.Severity) ? numbers.Parts : [Proportion.One]
        select (object)curve.Evaluate(new OffenceContext { Severity = severity, EarlierOffences = earlier, ShareAtFault = share, Duration = EpochSpan.Of(lasted) });

    /// <summary>Good and bad conduct of every size, and time of every length between.</summary>
    private static IEnumerable<object> Scores(IReputationModel model, uint[] counts)
    {
        yield return model.Read(model.Newcomer(Epoch.Zero));
        foreach (ConductKind kind in new[] { ConductKind.Proven, ConductKind.Presence })
        {
            foreach (uint count in counts.Where(count => count <= 1_000_000))
            {
                ReputationRecord record = model.Newcomer(Epoch.Zero);
                ulong now = 0;
                foreach ((uint good, uint bad, uint pause) in new[] { (count, 0U, 1U), (3U, 0U, count), (1U, 1U, 2U), (count, 1U, 1U), (40U, 0U, 3U), (1U, count, 1U), (count, 0U, count) })
                {
                    now += pause;
                    record = model.Add(model.Age(record, Epoch.Of(now)), new Conduct(Epoch.Of(now), kind, Ratio.Of(good), Ratio.Of(bad)));
                    yield return model.Read(record);
                    yield return model.Read(model.Age(record, Epoch.Of(now + count)));
                }
            }
        }
    }

    private static IEnumerable<object> Rates(IAuditSampler sampler, Numbers numbers) =>
        from reputation in numbers.Parts
        from stake in numbers.Amounts.Append(Amount.MaxValue)
        select (object)sampler.Rate(new AuditCandidate(ParticipantId.Of("p"), TaskId.Of("t"), reputation, stake));

    private static string Judged(IVerdictRule rule, AnswerSet answers)
    {
        try
        {
            TaskDecision judgement = answers.JudgedBy(rule, out Verdict[] verdicts);
            return $"{judgement} {string.Join(',', verdicts.Select(verdict => verdict.Outcome))}";
        }
        catch (ArgumentException refused)
        {
            // A rule that knows how many choices there are refuses more answers than that.
            return refused.Message;
        }
    }

    private static IEnumerable<object> Shares(IRewardSplitter splitter, Numbers numbers)
    {
        UInt128[][] weights = [[1, 1, 1], [1, 2, 3, 4, 5, 6, 7], [1, 1_000_000], [5, 3, 1, 1], .. numbers.Parts.Select(part => new UInt128[] { part.Parts, part.Complement.Parts })];
        foreach (Amount pool in numbers.Amounts.Concat([Amount.Of(7), Amount.Of(1_000), Amount.Of(UInt128.One << 100)]))
        {
            foreach (UInt128[] weight in weights)
            {
                Amount[] shares = new Amount[weight.Length];
                RewardSplit split = splitter.Split(pool, weight, TieBreak.ByKeys([.. weight.Select((_, index) => (UInt128)index)]), shares);
                yield return (split, string.Join(',', shares));
            }
        }
    }

    [GeneratedRegex(@"(?<=[:\[,""])\d{1,39}(\.\d+)?(?=["",\]}])", RegexOptions.CultureInvariant)]
    private static partial Regex Written();

    /// <summary>The numbers that a rule is written with in either policy, their neighbours, and round ones.</summary>
    private sealed class Numbers
    {
        public Numbers(IEnumerable<JsonNode> rules)
        {
            string[] texts = [.. rules.SelectMany(rule => Written().Matches(rule.ToJsonString()).Select(match => match.Value)).Distinct()];
            Parts =
            [
                .. texts.Where(text => decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value) && value <= 1)
                    .Select(text => (ulong)(decimal.Parse(text, CultureInfo.InvariantCulture) * Proportion.PartsPerOne))
                    .SelectMany(parts => new[] { parts, parts == 0 ? 0 : parts - 1, Math.Min(Proportion.PartsPerOne, parts + 1), parts / 3, Proportion.PartsPerOne - parts })
                    .Concat([0UL, 1UL, 1_000_000_000UL, Proportion.PartsPerOne / 3, Proportion.PartsPerOne / 2, Proportion.PartsPerOne])
                    .Distinct().Order().Select(Proportion.FromParts),
            ];
            Counts =
            [
                .. texts.Where(text => uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out uint value) && value < 1_000_000)
                    .Select(text => uint.Parse(text, CultureInfo.InvariantCulture))
                    .SelectMany(count => new[] { count, count == 0 ? 0 : count - 1, count + 1 })
                    .Concat([0U, 1U, 2U, 3U, 7U, 40U]).Distinct().Order(),
            ];
            Amounts =
            [
                .. texts.Where(text => UInt128.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                    .Select(text => UInt128.Parse(text, CultureInfo.InvariantCulture))
                    .SelectMany(units => new[] { units, units / 2, units == UInt128.MaxValue ? units : units + 1 })
                    .Distinct().Order().Select(Amount.Of),
            ];
        }

        public Proportion[] Parts { get; }

        public uint[] Counts { get; }

        public Amount[] Amounts { get; }
    }
}
