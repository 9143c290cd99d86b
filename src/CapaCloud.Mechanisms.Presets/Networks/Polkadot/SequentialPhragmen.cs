using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Presets.Networks.Polkadot;

/// <summary>The election of Polkadot's validators: seats go one after another to the candidate that burdens its backers least.</summary>
/// <remarks>
/// <code>
/// score of c = D / approval(c) + sum over its voters of load(v) * budget(v) / approval(c),  D = 2^128 - 1
/// the least score wins the seat, the first candidate in a tie; its voters' load becomes the score
/// weight of an edge = budget * (load when the seat was won - load before) / final load, then bent to sum to the budget
/// </code>
/// Budgets in base units. Every division rounds down; an overflowing product counts as the largest, as upstream. The integers are part of
/// the rule: exact fractions elect another candidate in one published case. O(seats * edges). Source: paritytech/polkadot-sdk,
/// sp-npos-elections.
/// </remarks>
public static class SequentialPhragmen
{
    /// <summary>Elects.</summary>
    /// <param name="candidates">The candidates, in the order that breaks ties; no two the same.</param>
    /// <param name="voters">The voters, each with a budget and the candidates it approves of; unknown ones and repetitions are ignored.</param>
    /// <param name="seats">How many seats there are.</param>
    /// <returns>The winners in the order of their seats, and how each voter's budget backs them.</returns>
    public static PhragmenOutcome Elect(IReadOnlyList<string> candidates, IReadOnlyList<PhragmenVoter> voters, int seats)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        ArgumentNullException.ThrowIfNull(voters);
        Candidate[] running = [.. candidates.Select(name => new Candidate(name))];
        Voter[] voting = [.. voters.Select(voter => Voter.Of(voter, running))];
        List<Candidate> winners = [];
        for (int seat = 0; seat < Math.Min(seats, running.Length); seat++)
        {
            Candidate? winner = Best(running, voting);
            if (winner is null)
            {
                break;
            }

            winner.IsElected = true;
            winners.Add(winner);
            foreach (Voter voter in voting)
            {
                voter.Load(winner);
            }
        }

        PhragmenDistribution[] distribution = [.. voting.Select(voter => new PhragmenDistribution(voter.Name, voter.Assign()))];
        return new PhragmenOutcome([.. winners.Select(winner => new PhragmenBacking(winner.Name, winner.Backed))], distribution);
    }

    private static Candidate? Best(Candidate[] candidates, Voter[] voters)
    {
        foreach (Candidate candidate in candidates)
        {
            candidate.Score = candidate.Approval.IsZero ? null : UInt128.MaxValue / candidate.Approval.Units;
        }

        foreach (Voter voter in voters)
        {
            voter.Burden();
        }

        Candidate? best = null;
        foreach (Candidate candidate in candidates.Where(candidate => !candidate.IsElected))
        {
            // No approval is an endless burden: such a candidate wins only when nobody else is left, and then the first does.
            bool isBetter = best is null || (candidate.Score is { } score && (best.Score is not { } least || score < least));
            best = isBetter ? candidate : best;
        }

        return best;
    }

    private static UInt128 MultiplyThenDivide(UInt128 left, UInt128 right, UInt128 divisor)
    {
        if (divisor == UInt128.Zero)
        {
            return UInt128.Zero;
        }

        try
        {
            return MultiplyDivide.Down(left, right, divisor);
        }
        catch (OverflowException)
        {
            return UInt128.MaxValue;
        }
    }

    private static UInt128 Add(UInt128 left, UInt128 right) => left > UInt128.MaxValue - right ? UInt128.MaxValue : left + right;

    private sealed class Candidate(string name)
    {
        public string Name { get; } = name;

        public Amount Approval { get; set; }

        public Amount Backed { get; set; }

        public UInt128? Score { get; set; }

        public bool IsElected { get; set; }
    }

    private sealed class Edge(Candidate candidate)
    {
        public Candidate Candidate { get; } = candidate;

        public UInt128 Load { get; set; }
    }

    private sealed class Voter(string name, Amount budget, Edge[] edges)
    {
        private UInt128 _load;

        public string Name { get; } = name;

        public static Voter Of(PhragmenVoter voter, Candidate[] candidates)
        {
            List<Edge> edges = [];
            foreach (string target in voter.Targets.Distinct(StringComparer.Ordinal))
            {
                Candidate? candidate = Array.Find(candidates, candidate => string.Equals(candidate.Name, target, StringComparison.Ordinal));
                if (candidate is not null)
                {
                    candidate.Approval += voter.Budget;
                    edges.Add(new Edge(candidate));
                }
            }

            return new Voter(voter.Name, voter.Budget, [.. edges]);
        }

        public void Burden()
        {
            foreach (Edge edge in edges.Where(edge => edge.Candidate is { IsElected: false, Score: not null }))
            {
                UInt128 burden = MultiplyThenDivide(_load, budget.Units, edge.Candidate.Approval.Units);
                edge.Candidate.Score = Add(edge.Candidate.Score!.Value, burden);
            }
        }

        public void Load(Candidate winner)
        {
            foreach (Edge edge in edges.Where(edge => edge.Candidate == winner))
            {
                UInt128 score = winner.Score ?? UInt128.MaxValue;
                edge.Load = score > _load ? score - _load : UInt128.Zero;
                _load = score;
            }
        }

        /// <summary>Divides the budget over the winners, and leaves nothing over.</summary>
        public IReadOnlyList<PhragmenBacking> Assign()
        {
            Edge[] elected = [.. edges.Where(edge => edge.Candidate.IsElected)];
            UInt128[] weights = [.. elected.Select(edge => MultiplyThenDivide(budget.Units, edge.Load, _load))];
            elected = [.. elected.Where((_, index) => weights[index] > UInt128.Zero)];
            weights = [.. weights.Where(weight => weight > UInt128.Zero)];
            PolkadotNormalization.Normalize(weights, budget.Units);
            for (int index = 0; index < elected.Length; index++)
            {
                elected[index].Candidate.Backed += Amount.Of(weights[index]);
            }

            return [.. elected.Select((edge, index) => new PhragmenBacking(edge.Candidate.Name, Amount.Of(weights[index])))];
        }
    }
}
