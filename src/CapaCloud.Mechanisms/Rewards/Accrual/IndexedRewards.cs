using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>Rewards for stakes that change at any moment, by one running index: whoever stands when a reward comes has its part of it.</summary>
/// <remarks>
/// <code>
/// Held = what came in - what was paid = what all positions are owed + Spare - Dust / 2^128, exactly
/// </code>
/// In base units. A claim pays the whole units and leaves the fraction with its position, so claims in any order and as often as one likes pay the same: the number of
/// calls does not matter. A stake earns nothing of what came before it or after it left. While nobody stands a reward is not taken: the caller keeps it and names where
/// it goes. Time decides here, not epochs: a reward for an epoch that is paid later goes to who stands later; where it must go to who stood, take
/// <see cref="DelegatorRewards"/>. A slash that takes the same part from everybody changes nothing when the stakes are shares. Each operation is of constant time and
/// gives a new value; it throws <see cref="RewardRefusedException"/> on misuse and changes nothing then. Source: reward per share as in SushiSwap's MasterChef and
/// Synthetix, with what each division rounds carried.
/// </remarks>
public sealed record IndexedRewards
{
    /// <summary>Gets what one unit of stake has earned.</summary>
    public RewardIndex Index { get; init; }

    /// <summary>Gets all stake that stands.</summary>
    [JsonConverter(typeof(WholeNumberJsonConverter<UInt128>))]
    public UInt128 Stake { get; init; }

    /// <summary>Gets how far the index is ahead of what came in, in parts of 2^128 of a base unit: a later reward makes it good before it reaches one.</summary>
    [JsonConverter(typeof(WholeNumberJsonConverter<UInt128>))]
    public UInt128 Dust { get; init; }

    /// <summary>Gets the fractions of a unit that positions without stake left; <see cref="Sweep"/> takes the whole units.</summary>
    public FractionalAmount Spare { get; init; }

    /// <summary>Gets what came in and was not paid, in base units.</summary>
    public Amount Held { get; init; }

    /// <summary>Adds stake to a position, or begins one.</summary>
    /// <param name="position">The position; <c>default</c> to begin.</param>
    /// <param name="stake">How much, not zero.</param>
    /// <returns>The rewards and the position afterwards.</returns>
    /// <exception cref="RewardRefusedException">Nothing to move, or the stakes exceed 2^128 - 1.</exception>
    public (IndexedRewards Rewards, IndexedPosition Position) Join(IndexedPosition position, UInt128 stake)
    {
        RequireSome(stake);
        if (stake > UInt128.MaxValue - Stake)
        {
            throw new RewardRefusedException(
                RewardRefusal.StakeOverflow, $"{Prose.Units(stake)} of stake on top of {Prose.Number(Stake)} exceed 2^128 - 1.");
        }

        IndexedPosition settled = Settle(position);
        return (this with { Stake = Stake + stake }, settled with { Stake = settled.Stake + stake });
    }

    /// <summary>Takes stake out of a position; what it has earned stays owed.</summary>
    /// <param name="position">The position.</param>
    /// <param name="stake">How much, from 1 to all of it.</param>
    /// <returns>The rewards and the position afterwards.</returns>
    /// <exception cref="RewardRefusedException">Nothing to move, or more than is held.</exception>
    public (IndexedRewards Rewards, IndexedPosition Position) Leave(IndexedPosition position, UInt128 stake)
    {
        RequireSome(stake);
        if (stake > position.Stake || stake > Stake)
        {
            throw new RewardRefusedException(
                RewardRefusal.MoreThanHeld, $"{Prose.Units(stake, "of stake was", "of stake were")} to leave; the position has {Prose.Number(position.Stake)} of {Prose.Number(Stake)}.");
        }

        IndexedPosition settled = Settle(position);
        return (this with { Stake = Stake - stake }, settled with { Stake = settled.Stake - stake });
    }

    /// <summary>Divides a reward over all who stand.</summary>
    /// <param name="reward">How much, in base units.</param>
    /// <returns>The rewards afterwards, and what was not taken because nobody stands.</returns>
    /// <exception cref="RewardRefusedException">What is held would exceed 2^128 - 1 base units.</exception>
    public (IndexedRewards Rewards, Amount Refused) Reward(Amount reward)
    {
        if (Stake == UInt128.Zero)
        {
            return (this, reward);
        }

        if (reward > Amount.MaxValue - Held)
        {
            throw new RewardRefusedException(RewardRefusal.HeldOverflow, $"A reward of {reward} base units on top of {Held} held exceeds 2^128 - 1.");
        }

        UInt128 dust = Dust;
        RewardIndex index = Index.After(reward, Stake, ref dust);
        return (this with { Index = index, Dust = dust, Held = Held + reward }, Amount.Zero);
    }

    /// <summary>Returns what a claim would pay now, in base units.</summary>
    /// <param name="position">The position.</param>
    /// <returns>The whole units it is owed.</returns>
    public Amount Payable(IndexedPosition position) => Settle(position).Owed.Whole;

    /// <summary>Pays the whole units a position is owed.</summary>
    /// <param name="position">The position.</param>
    /// <returns>The rewards and the position afterwards, and what is paid, rounded down: the fraction stays owed, or becomes spare when no stake is left.</returns>
    /// <exception cref="RewardRefusedException">Less is held than the position says it is owed: it is not of these rewards.</exception>
    public (IndexedRewards Rewards, IndexedPosition Position, Amount Paid) Claim(IndexedPosition position)
    {
        IndexedPosition settled = Settle(position);
        Amount paid = settled.Owed.Whole;
        if (paid > Held)
        {
            throw new RewardRefusedException(RewardRefusal.PositionUnknown, $"The position is owed {paid} base units and {Held} are held; it was settled before, or belongs elsewhere.");
        }

        FractionalAmount fraction = new(Amount.Zero, settled.Owed.Fraction);
        return settled.Stake == UInt128.Zero
            ? (this with { Held = Held - paid, Spare = Spare.Add(fraction) }, default, paid)
            : (this with { Held = Held - paid }, settled with { Owed = fraction }, paid);
    }

    /// <summary>Takes the whole units that positions without stake left.</summary>
    /// <returns>The rewards afterwards and the units, which the caller posts to an account it names.</returns>
    public (IndexedRewards Rewards, Amount Swept) Sweep() =>
        (this with { Spare = new FractionalAmount(Amount.Zero, Spare.Fraction), Held = Held - Spare.Whole }, Spare.Whole);

    private static void RequireSome(UInt128 stake)
    {
        if (stake == UInt128.Zero)
        {
            throw new RewardRefusedException(RewardRefusal.NothingToMove, "0 units of stake were to be moved; expected at least 1.");
        }
    }

    private IndexedPosition Settle(IndexedPosition position)
    {
        try
        {
            return position with { Settled = Index, Owed = position.Owed.Add(Index.EarnedSince(position.Settled, position.Stake)) };
        }
        catch (OverflowException)
        {
            throw new RewardRefusedException(
                RewardRefusal.PositionUnknown, $"A position of {Prose.Units(position.Stake)} of stake cannot have earned more than 2^128 - 1 base units; it belongs elsewhere.");
        }
    }
}
