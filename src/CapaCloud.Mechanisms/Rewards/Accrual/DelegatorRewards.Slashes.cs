using System.Collections.Immutable;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Rewards;

/// <content>Slashes.</content>
public sealed partial record DelegatorRewards
{
    /// <summary>Takes a part of the stake of all who joined by the epoch of a fault, from the next epoch on.</summary>
    /// <param name="fault">The epoch of the fault: who came later did not stand at it.</param>
    /// <param name="fraction">The part that is taken.</param>
    /// <param name="now">The present epoch.</param>
    /// <returns>The rewards afterwards.</returns>
    /// <exception cref="RewardRefusedException">The fault lies in the future, an epoch in the past, or those of then are told apart no longer.</exception>
    public DelegatorRewards Slash(Epoch fault, Proportion fraction, Epoch now) => Reduce(Epoch.Zero, fault, fraction.Complement.Parts, Proportion.PartsPerOne, now);

    /// <summary>Takes a part of the stake of those who joined in a range of epochs, from the next epoch on.</summary>
    /// <param name="joinedFrom">The first epoch of joining; epoch 0 for everybody.</param>
    /// <param name="joinedThrough">The last one.</param>
    /// <param name="kept">What is left of their stake, in units of <paramref name="whole"/>.</param>
    /// <param name="whole">All of it, not zero.</param>
    /// <param name="now">The present epoch.</param>
    /// <returns>The rewards afterwards.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The whole is zero, or less than what is kept.</exception>
    /// <exception cref="RewardRefusedException">The range is empty or ends after this epoch, an epoch in the past, or it would divide those who are told apart no longer.</exception>
    public DelegatorRewards Reduce(Epoch joinedFrom, Epoch joinedThrough, UInt128 kept, UInt128 whole, Epoch now)
    {
        if (whole == UInt128.Zero || kept > whole)
        {
            throw new ArgumentOutOfRangeException(nameof(kept), $"To be kept were {Prose.Number(kept)} of {Prose.Units(whole)}; expected from none to all of at least 1.");
        }

        RequireForward(now);
        if (joinedThrough > now || joinedFrom > joinedThrough)
        {
            throw new RewardRefusedException(RewardRefusal.EpochInFuture, $"Stake that joined from epoch {joinedFrom} to {joinedThrough} was to be reduced in epoch {now}; expected a range that ends by then.");
        }

        if (kept == whole)
        {
            return this with { Latest = now };
        }

        ImmutableArray<RewardLayer> layers = Divide(Divide(Layers, joinedFrom), joinedThrough.Next);
        ImmutableArray<RewardLayer>.Builder reduced = layers.ToBuilder();
        for (int layer = 0; layer < reduced.Count; layer++)
        {
            if (joinedFrom <= reduced[layer].From && reduced[layer].From <= joinedThrough)
            {
                reduced[layer] = reduced[layer] with { Kept = MultiplyDivide.Down(reduced[layer].Kept, kept, whole) };
            }
        }

        return (this with { Latest = now, Layers = reduced.ToImmutable() }).WithStandingAfter(now);
    }

    /// <summary>Tells those apart no longer who joined before an epoch: no fault of so long ago can be charged any more.</summary>
    /// <param name="before">The earliest epoch of a fault that can be charged.</param>
    /// <returns>The rewards afterwards, with one cohort for all of them who had the same slashes.</returns>
    public DelegatorRewards Forget(Epoch before)
    {
        if (before <= Forgotten)
        {
            return this;
        }

        ImmutableArray<StakeCohort>.Builder cohorts = ImmutableArray.CreateBuilder<StakeCohort>();
        foreach (StakeCohort cohort in Cohorts)
        {
            int last = cohorts.Count - 1;
            bool joins = last >= 0 && cohort.Joined < before && LayerOf(cohort.Joined) == LayerOf(cohorts[last].Joined);
            if (joins)
            {
                cohorts[last] = cohorts[last] with { Stake = cohorts[last].Stake + cohort.Stake };
            }
            else
            {
                cohorts.Add(cohort);
            }
        }

        return this with { Cohorts = cohorts.ToImmutable(), Forgotten = before };
    }

    /// <summary>Begins a layer at an epoch, with the history of the one it comes from; after the last, with none.</summary>
    private ImmutableArray<RewardLayer> Divide(ImmutableArray<RewardLayer> layers, Epoch from)
    {
        int at = layers.Length;
        while (at > 0 && layers[at - 1].From > from)
        {
            at--;
        }

        if (at > 0 && layers[at - 1].From == from)
        {
            return layers;
        }

        // Those of a cohort that was merged may have joined on either side.
        int cohort = at == 0 || from >= Forgotten ? -1 : CohortOf(from.MinusToZero(EpochSpan.One));
        if (cohort >= 0 && Cohorts[cohort].Joined >= layers[at - 1].From)
        {
            throw new RewardRefusedException(RewardRefusal.Forgotten, $"Who joined before epoch {Forgotten} is told apart no longer, and a slash of those from epoch {from} on would divide them.");
        }

        return at == 0 ? layers : layers.Insert(at, layers[at - 1] with { From = from });
    }
}
