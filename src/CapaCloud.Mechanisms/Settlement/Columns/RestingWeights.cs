using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Rewards;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What work weighs at an uptime of one, as <see cref="ParticipantAssessor"/> has it, prepared for many participants.</summary>
/// <remarks>
/// <code>
/// weight = floor(work * 10^9 * multiplier / 10^18) = floor(work * multiplier / 10^9)
/// </code>
/// The multiplier in parts of 10^18. Rounds down: 1 unit of work at a multiplier of 1.5 * 10^-9 weighs 1.
/// </remarks>
internal sealed class RestingWeights
{
    private const ulong PartsPerWeight = Proportion.PartsPerOne / RewardPolicy.WeightPerWork;

    private readonly IRewardMultiplier _byReputation;
    private readonly Ratio _byUptime;
    private readonly UInt128 _full;
    private readonly bool _isFullOne;
    private readonly bool _isScore;

    public RestingWeights(RewardPolicy policy)
    {
        _byReputation = policy.ReputationMultiplier;
        _byUptime = policy.UptimeMultiplier.Evaluate(Proportion.One);
        _full = MultiplierAt(Proportion.One);
        _isFullOne = _full == Proportion.PartsPerOne;

        // From zero to one in a straight line is the score itself.
        _isScore = _byReputation is LinearMultiplier { AtZero.IsZero: true } line && line.AtOne == Ratio.One && _byUptime == Ratio.One;
    }

    /// <summary>Returns the multiplier of a score, in parts.</summary>
    public UInt128 MultiplierOf(Proportion score) => _isScore ? score.Parts : MultiplierAt(score);

    /// <summary>Returns the claim of work that weighs so much: at least that.</summary>
    public UInt128 Claim(ulong work, UInt128 weight) => UInt128.Max(weight, _isFullOne ? Math.BigMul(work, RewardPolicy.WeightPerWork) : Weight(work, _full));

    /// <summary>Returns the weight of work.</summary>
    /// <param name="work">The work, in the network's unit.</param>
    /// <param name="multiplier">The multiplier, in parts of 10^18.</param>
    public static UInt128 Weight(ulong work, UInt128 multiplier)
    {
        if (multiplier > ulong.MaxValue)
        {
            return MultiplyDivide.Down((UInt128)work * RewardPolicy.WeightPerWork, multiplier, Proportion.PartsPerOne);
        }

        ulong upper = Words.Multiply(work, (ulong)multiplier, out ulong lower);
        return upper == 0 ? lower / PartsPerWeight : new UInt128(upper / PartsPerWeight, WideDivision.DivideWords(upper % PartsPerWeight, lower, PartsPerWeight, out _));
    }

    private UInt128 MultiplierAt(Proportion score) => _byReputation.Evaluate(score).Multiply(_byUptime, Rounding.Down).Parts;
}
