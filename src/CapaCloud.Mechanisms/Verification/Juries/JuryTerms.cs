using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>What a juror puts at stake for a vote and earns with it, and how panels grow on appeal.</summary>
/// <remarks>
/// <code>
/// at stake for a vote = floor(MinStake * Alpha)
/// panel of round n    = (FirstPanel + 1) * 2^n - 1        (3, 7, 15, 31, ...)
/// </code>
/// Source: Kleros court v2.
/// </remarks>
public sealed record JuryTerms
{
    /// <summary>Initializes a new instance of the <see cref="JuryTerms"/> class.</summary>
    /// <param name="minStake">The least stake of a juror, in base units.</param>
    /// <param name="alpha">The part of it that a vote puts at stake.</param>
    /// <param name="feePerVote">What the court pays for a vote, in base units.</param>
    /// <param name="firstPanel">How many votes the first panel has, odd.</param>
    /// <param name="appeals">How many appeals there can be, up to 20.</param>
    /// <exception cref="ArgumentOutOfRangeException">The panel is empty or even, or there are more than 20 appeals.</exception>
    [JsonConstructor]
    public JuryTerms(Amount minStake, Proportion alpha, Amount feePerVote, int firstPanel = 3, int appeals = 4)
    {
        if (firstPanel < 1 || firstPanel % 2 == 0 || firstPanel > 1_000)
        {
            throw new ArgumentOutOfRangeException(nameof(firstPanel), $"A first panel has an odd number of votes from 1 to 999, got {firstPanel}.");
        }

        if (appeals is < 0 or > 20)
        {
            throw new ArgumentOutOfRangeException(nameof(appeals), $"There are from 0 to 20 appeals, got {appeals}.");
        }

        MinStake = minStake;
        Alpha = alpha;
        FeePerVote = feePerVote;
        FirstPanel = firstPanel;
        Appeals = appeals;
    }

    /// <summary>Gets the least stake of a juror, in base units.</summary>
    public Amount MinStake { get; }

    /// <summary>Gets the part of <see cref="MinStake"/> that a vote puts at stake.</summary>
    public Proportion Alpha { get; }

    /// <summary>Gets what the court pays for a vote, in base units.</summary>
    public Amount FeePerVote { get; }

    /// <summary>Gets how many votes the first panel has.</summary>
    public int FirstPanel { get; }

    /// <summary>Gets how many appeals there can be.</summary>
    public int Appeals { get; }

    /// <summary>Gets what a vote puts at stake, in base units, rounded down.</summary>
    [JsonIgnore]
    public Amount AtStakePerVote => MinStake.Multiply(Alpha, Rounding.Down);

    /// <summary>Returns how many votes the panel of a round has.</summary>
    /// <param name="round">0 for the first panel, 1 for the first appeal, and so on.</param>
    /// <returns><c>(FirstPanel + 1) * 2^round - 1</c>, always odd.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such round.</exception>
    public int Panel(int round) =>
        round < 0 || round > Appeals
            ? throw new ArgumentOutOfRangeException(nameof(round), $"Rounds are from 0 to {Appeals}, got {round}.")
            : ((FirstPanel + 1) << round) - 1;

    /// <summary>Returns what the panel of a round costs whoever asks for it.</summary>
    /// <param name="round">The round.</param>
    /// <returns>The votes times the fee, exact.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such round.</exception>
    /// <exception cref="OverflowException">The amount exceeds 2^128 - 1 units.</exception>
    public Amount PanelCost(int round) => FeePerVote.Multiply((UInt128)Panel(round), UInt128.One, Rounding.Up);

    /// <summary>Returns what a briber must pay out who promises every juror more than its loss, and fails at the last appeal.</summary>
    /// <param name="extra">What it promises each juror beyond deposit and fee (the epsilon), in base units.</param>
    /// <returns><c>sum over rounds of majority(panel) * (at stake + fee + extra)</c>, exact.</returns>
    /// <remarks>
    /// A promise "if you lose, I make you whole and more" costs nothing when all follow it. Appeals take that away: one honest
    /// panel at the end, and the briber owes all who followed in every round.
    /// </remarks>
    /// <exception cref="OverflowException">The amount exceeds 2^128 - 1 units.</exception>
    public Amount BriberyExposure(Amount extra)
    {
        Amount perVote = AtStakePerVote + FeePerVote + extra, sum = Amount.Zero;
        for (int round = 0; round <= Appeals; round++)
        {
            sum += perVote.Multiply((UInt128)((Panel(round) / 2) + 1), UInt128.One, Rounding.Up);
        }

        return sum;
    }

    /// <summary>Tells whether the court is worth more than what it decides about.</summary>
    /// <param name="valueAtStake">The value of the question, in base units: of all open questions that one verdict moves.</param>
    /// <returns><see langword="true"/> when the stake of a majority of the last panel exceeds it; else the question is too large for this court.</returns>
    /// <exception cref="OverflowException">The amount exceeds 2^128 - 1 units.</exception>
    public bool Covers(Amount valueAtStake) =>
        AtStakePerVote.Multiply((UInt128)((Panel(Appeals) / 2) + 1), UInt128.One, Rounding.Down) > valueAtStake;

    /// <summary>Tells whether somebody with that stake can be drawn.</summary>
    /// <param name="stake">The stake, in base units.</param>
    /// <returns><c>stake &gt;= MinStake</c>; who falls below after a penalty is unstaked.</returns>
    public bool IsEligible(Amount stake) => stake >= MinStake;
}
