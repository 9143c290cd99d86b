using System.Collections.Immutable;
using CapaCloud.Mechanisms.Alignment.Exact;
using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Alignment.Worlds;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Probing;

/// <summary>Cheating in a given number of epochs whatever comes, and honest work afterwards: one branch for each number of verdicts in all.</summary>
/// <remarks>
/// The verdicts of a branch lie as far apart as can be: so they forfeit most rewards and jail longest, and take of one bond what they take anywhere. No later epoch's stake is liable, for
/// the last epoch is worked before the first penalty. More verdicts than the last branch has take no more than it does, where it leaves nothing.
/// </remarks>
internal static class CountedAttack
{
    private const int MostBranches = 24;
    /// <summary>The longest jail that is played epoch by epoch.</summary>
    public const ulong LongestJail = 64;

    public static AttackTrace Play(NetworkWorld world, AttackTrace trace)
    {
        ImmutableArray<Amount>.Builder slashed = ImmutableArray.CreateBuilder<Amount>(), forgone = ImmutableArray.CreateBuilder<Amount>();
        ImmutableArray<long>.Builder unworked = ImmutableArray.CreateBuilder<long>();
        long jobs = trace.Cheated * trace.Epochs, most = Math.Min(jobs, MostBranches);
        (ImmutableArray<Amount> honest, _, _) = Branch(world, trace, 0);
        for (long verdicts = 0; verdicts <= most; verdicts++)
        {
            (ImmutableArray<Amount> rewards, Amount taken, ImmutableArray<bool> works) = Branch(world, trace, verdicts);
            Amount missing = Amount.Zero;
            long idle = 0;
            for (int epoch = 0; epoch < rewards.Length; epoch++)
            {
                missing += honest[epoch].SubtractToZero(rewards[epoch]);
                idle += works[epoch] ? 0 : 1;
            }

            slashed.Add(taken);
            forgone.Add(missing);
            unworked.Add(idle);
            if (taken >= trace.Stake && verdicts >= trace.Epochs)
            {
                break;
            }
        }

        if (slashed[^1] < trace.Stake && most < jobs)
        {
            // More verdicts than are played one by one: everything is lost.
            slashed.Add(trace.Stake);
            forgone.Add(honest[(int)trace.Delay..].Aggregate(Amount.Zero, (sum, reward) => sum + reward));
            unworked.Add(0);
        }

        return trace with { Slashed = slashed.ToImmutable(), Forgone = forgone.ToImmutable(), Unworked = unworked.ToImmutable() };
    }

    public static RationalInterval Value(Economics economics, AttackTrace trace)
    {
        Fraction discount = economics.Discount.High, gains = Fraction.Zero, worth = Fraction.One;
        for (long epoch = 0; epoch < trace.Epochs; epoch++)
        {
            gains += worth * new Fraction(trace.Cheated) * trace.Gain;
            worth *= economics.Discount.Low;
        }

        // What jail spares comes after its penalty, at the latest with the last epoch of the play.
        Fraction spared = DelayedVerdicts.Discounted(economics.Discount.Low, End(trace) + (long)LongestJail).Low * new Fraction(economics.JobsPerEpoch) * economics.CostPerJob.Low;
        PenaltyLadder ladder = new([.. trace.Slashed.Select((taken, branch) =>
            taken.ToFraction() + Positive(trace.Forgone[branch].ToFraction() - (new Fraction(trace.Unworked[branch]) * spared)) + (branch == 0 ? Fraction.Zero : discount * trace.AfterEffects))]);
        RationalInterval penalty = ladder.Expected(trace.Cheated * trace.Epochs, trace.Detection), late = DelayedVerdicts.Discounted(discount, trace.Delay);
        return RationalInterval.Between(gains - (late.High * penalty.High) - trace.Unpassed, gains - (late.Low * penalty.Low));
    }

    private static Fraction Positive(Fraction value) => value.IsNegative ? Fraction.Zero : value;

    private static long End(AttackTrace trace) => trace.Epochs + trace.PenaltyDelay;

    private static (ImmutableArray<Amount> Rewards, Amount Slashed, ImmutableArray<bool> Works) Branch(NetworkWorld world, AttackTrace trace, long verdicts)
    {
        NetworkState state = world.Open(trace.Stake);
        ImmutableArray<Amount>.Builder rewards = ImmutableArray.CreateBuilder<Amount>();
        ImmutableArray<bool>.Builder works = ImmutableArray.CreateBuilder<bool>();
        Amount slashed = Amount.Zero;
        ulong jail = world.Mechanism.Policy.Offences.FirstOrDefault(offence => offence.Offence == Offence.IncorrectResult)?.Jail.Epochs ?? 0;
        long end = End(trace) + (long)Math.Min(jail, LongestJail);
        for (long epoch = 0; epoch <= end; epoch++)
        {
            (state, _) = world.TopUp(state, NetworkWorld.Own(0));
            long judged = epoch - trace.Delay, found = judged >= 0 && judged < trace.Epochs ? Found(trace, judged, verdicts) : 0;
            works.Add(world.IsAtWork(state, NetworkWorld.Own(0)));
            WorldStep step = world.Settle(state, new OwnEpoch(NetworkWorld.Own(0), world.Economics.JobsPerEpoch)
            {
                Found = found > 0 ? [(world.Start + EpochSpan.Of((ulong)judged), found)] : [],
            });
            (state, slashed) = (step.After, slashed + step.Slashed);
            rewards.Add(step.Rewards);
        }

        return (rewards.ToImmutable(), slashed, works.ToImmutable());
    }

    /// <summary>How many of so many verdicts fall on the work of an epoch: the first ones as far apart as can be, the others on the first epoch's work and on.</summary>
    private static long Found(AttackTrace trace, long epoch, long verdicts)
    {
        long apart = Math.Min(verdicts, trace.Epochs), found = 0;
        for (long number = 0; number < apart; number++)
        {
            found += (apart == 1 ? 0 : number * (trace.Epochs - 1) / (apart - 1)) == epoch ? 1 : 0;
        }

        // No epoch has more than were cheated in it.
        long more = verdicts - apart, room = trace.Cheated - 1, before = epoch * room;
        return found + Math.Clamp(more - before, 0, room);
    }
}
