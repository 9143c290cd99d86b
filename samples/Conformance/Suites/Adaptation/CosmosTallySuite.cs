using System.Globalization;
using CapaCloud.Mechanisms.Adaptation;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Adaptation;

/// <summary>The tally of the Cosmos SDK: votes that delegators inherit.</summary>
internal sealed class CosmosTallySuite : ConformanceSuite
{
    public override string File => "markets/cosmos_gov_tally.json";

    public override IReadOnlyDictionary<string, string> Unmoved { get; } = new Dictionary<string, string>
    {
        ["tally /inputs/veto"] = "nobody vetoes in the published cases",
    };

    public override CaseOutcome Check(VectorFile file, VectorCase item)
    {
        Amount tokens = Read.Amount(item.Input("validatorTokens"));
        Dictionary<ParticipantId, OperatorVote> operators = [];
        foreach (VectorProperty vote in item.Inputs.GetProperty("validators").EnumerateObject())
        {
            ParticipantId name = ParticipantId.Of(vote.Name);
            operators[name] = new OperatorVote(name, tokens, tokens, Option(vote.Value.GetString()!));
        }

        List<DelegatorVote> delegators = [];
        int number = 0;
        foreach (VectorValue delegator in item.Inputs.GetProperty("delegators").EnumerateArray())
        {
            ParticipantId who = ParticipantId.Of(string.Create(CultureInfo.InvariantCulture, $"delegator-{number++}"));
            VoteOption option = Option(delegator[0].GetString()!);
            foreach (VectorProperty shares in delegator[1].EnumerateObject())
            {
                // An operator that did not vote still has its stake; its delegators vote for themselves.
                ParticipantId name = ParticipantId.Of(shares.Name);
                operators.TryAdd(name, new OperatorVote(name, tokens, tokens, VoteOption.None));
                delegators.Add(new DelegatorVote(who, name, Read.Amount(shares.Value.GetString()!), option));
            }
        }

        ProposalVotes count = VoteTally.Count([.. operators.Values], [.. delegators]);
        VoteRule rule = new(Read.Proportion(item.Input("quorum")), SteppedThreshold.Constant(Read.Proportion(item.Input("threshold"))), Read.Proportion(item.Input("veto")), true, true);
        VoteOutcome outcome = rule.Decide(count, Read.Amount(item.Input("bonded")), Proportion.One);
        return Read.Compare(
            item,
            ("passed", outcome == VoteOutcome.Passed ? "true" : "false"),
            ("burned", rule.BurnsDeposit(outcome) ? "true" : "false"),
            ("yes", $"{count.Yes}"), ("abstain", $"{count.Abstain}"), ("no", $"{count.No}"), ("veto", $"{count.Veto}"), ("spam", $"{count.Spam}"));
    }

    private static VoteOption Option(string text) => text switch
    {
        "yes" => VoteOption.Yes,
        "abstain" => VoteOption.Abstain,
        "no" => VoteOption.No,
        "veto" => VoteOption.Veto,
        "spam" => VoteOption.Spam,
        _ => throw new FormatException($"'{text}' is no vote."),
    };
}
