using System.Numerics;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>The product of odds behind each result, over one common denominator.</summary>
internal readonly struct CredibilityOdds
{
    private readonly Dictionary<Digest, BigInteger> _weights;

    private CredibilityOdds(Dictionary<Digest, BigInteger> weights, BigInteger total)
    {
        _weights = weights;
        Total = total;
    }

    public BigInteger Total { get; }

    public static CredibilityOdds Of(in TaskAnswers answers, Proportion mostReliable, int choices)
    {
        BigInteger others = choices == 0 ? 1 : choices - 1;
        Dictionary<Digest, (BigInteger For, BigInteger Against)> groups = [];
        BigInteger denominator = BigInteger.One;
        foreach (ref readonly Answer answer in answers.Answers.AsSpan())
        {
            if (!answer.Counts)
            {
                continue;
            }

            Proportion reliability = Proportion.Min(answer.Reliability, mostReliable);
            (BigInteger For, BigInteger Against) group = groups.GetValueOrDefault(answer.Result, (BigInteger.One, BigInteger.One));
            groups[answer.Result] = (group.For * reliability.Parts * others, group.Against * reliability.Complement.Parts);
            denominator *= reliability.Complement.Parts;
        }

        if (choices != 0 && groups.Count > choices)
        {
            throw new ArgumentException($"Task {answers.Task} has {choices} choices, but {groups.Count} different answers.", nameof(answers));
        }

        Dictionary<Digest, BigInteger> weights = [];
        BigInteger total = denominator * (choices == 0 ? 1 : choices - groups.Count);
        foreach ((Digest result, (BigInteger forIt, BigInteger against)) in groups)
        {
            weights[result] = forIt * (denominator / against);
            total += weights[result];
        }

        return new CredibilityOdds(weights, total);
    }

    public BigInteger WeightOf(Digest result) => _weights.GetValueOrDefault(result);

    /// <summary>Returns the result with the most weight; among equals none exceeds a half, so which one does not matter.</summary>
    public Digest Leader(out BigInteger weight)
    {
        Digest leader = default;
        weight = BigInteger.Zero;
        foreach ((Digest result, BigInteger candidate) in _weights)
        {
            if (candidate > weight)
            {
                (leader, weight) = (result, candidate);
            }
        }

        return leader;
    }
}
