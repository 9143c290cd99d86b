namespace CapaCloud.Mechanisms.Verification;

/// <summary>The counted weight of an answer list, and the only result that can have more than half of it.</summary>
internal readonly struct VoteCount
{
    private readonly int _counted;
    private readonly int _voices;

    private VoteCount(int counted, int voices, UInt128 weight, Digest leader, UInt128 agreeingWeight)
    {
        _counted = counted;
        _voices = voices;
        Weight = weight;
        Leader = leader;
        AgreeingWeight = agreeingWeight;
    }

    public UInt128 Weight { get; }

    public Digest Leader { get; }

    public UInt128 AgreeingWeight { get; }

    public static VoteCount Of(in TaskAnswers answers)
    {
        int counted = 0, voices = 0;
        UInt128 weight = UInt128.Zero, lead = UInt128.Zero;
        Digest leader = default;
        foreach (ref readonly Answer answer in answers.Answers.AsSpan())
        {
            if (!answer.Counts)
            {
                continue;
            }

            counted++;
            if (answer.Weight == UInt128.Zero)
            {
                continue;
            }

            voices++;
            weight = checked(weight + answer.Weight);

            // Equal weights of different results cancel; what is left over at the end is the only possible majority.
            if (answer.Result == leader || lead == UInt128.Zero)
            {
                leader = answer.Result;
                lead += answer.Weight;
            }
            else if (lead >= answer.Weight)
            {
                lead -= answer.Weight;
            }
            else
            {
                leader = answer.Result;
                lead = answer.Weight - lead;
            }
        }

        return new VoteCount(counted, voices, weight, leader, WeightOf(answers, leader));
    }

    public VerdictReason? ReasonNotToDecide(int leastVoices, Amount leastWeight) =>
        _counted == 0 ? VerdictReason.NoAnswers
        : _voices == 0 ? VerdictReason.NoStake
        : _voices < leastVoices || Weight < leastWeight.Units ? VerdictReason.QuorumNotMet
        : null;

    private static UInt128 WeightOf(in TaskAnswers answers, Digest result)
    {
        UInt128 weight = UInt128.Zero;
        foreach (ref readonly Answer answer in answers.Answers.AsSpan())
        {
            weight += answer.Counts && answer.Result == result ? answer.Weight : UInt128.Zero;
        }

        return weight;
    }
}
