using System.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>What can be claimed from a pool of rewards is never more than the pool holds.</summary>
/// <remarks>No formula. Histories of up to 40 steps; stakes from one unit to 2^100, rewards up to 2^73 base units.</remarks>
public static class PayableLaws
{
    private static Gen<UInt128> Units => Gen.OneOf(
        Gen.Choose(1, 3).Select(units => (UInt128)units),
        Gen.Choose(1, 1_000_000).Select(units => (UInt128)units),
        from units in Gen.Choose(1, int.MaxValue) from shift in Gen.Choose(0, 69) select (UInt128)units << shift);

    private static Gen<Step> OneStep =>
        from kind in Gen.Frequency((4, Gen.Constant(0)), (1, Gen.Constant(1)), (4, Gen.Constant(2)), (2, Gen.Constant(3)))
        from member in Gen.Choose(0, 40)
        from units in Units
        select new Step(kind, member, units);

    private static Arbitrary<IReadOnlyList<Step>> Histories { get; } = Arb.From(
        Gen.Choose(1, 40).SelectMany(count => OneStep.ListOf(count)).Select(list => (IReadOnlyList<Step>)[.. list]),
        list => Enumerable.Range(0, list.Count).Select(index => (IReadOnlyList<Step>)[.. list.Where((_, place) => place != index)]));

    /// <summary>Returns the laws that a pool must keep.</summary>
    /// <param name="begin">Makes an empty pool.</param>
    /// <returns>The laws.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="begin"/> is null.</exception>
    public static IReadOnlyList<Law> For(Func<IPayable> begin)
    {
        ArgumentNullException.ThrowIfNull(begin);
        return
        [
            Law.Of("payable-within-pool", "after every step, what all members could claim is at most what is held", Histories, list =>
                Play(begin(), list, (pool, members) => Sum(pool, members) <= pool.Held.Units)),
            Law.Of("claim-pays-payable", "a claim pays what was payable, takes it from what is held, and leaves nothing payable", Histories, list =>
            {
                IPayable pool = begin();
                return Play(pool, list, (_, _) => true, member =>
                {
                    Amount payable = pool.Payable(member), held = pool.Held, paid = pool.Claim(member);
                    return paid == payable && pool.Held + paid == held && pool.Payable(member).IsZero;
                });
            }),
            Law.Of("little-is-left", "when everybody has claimed, less than a base unit for each member is held, and what nobody stood for", Histories, list =>
            {
                IPayable pool = begin();
                int count = 0;
                Play(pool, [new Step(0, 0, UInt128.One), .. list.Where(step => step.Kind != 1)], (_, members) => (count = members) >= 0);
                for (int member = 0; member < count; member++)
                {
                    pool.Claim(member);
                }

                return pool.Held.Units <= (UInt128)(count + 1);
            }),
        ];
    }

    private static BigInteger Sum(IPayable pool, int members)
    {
        BigInteger sum = BigInteger.Zero;
        for (int member = 0; member < members; member++)
        {
            sum += pool.Payable(member).Units;
        }

        return sum;
    }

    private static bool Play(IPayable pool, IReadOnlyList<Step> steps, Func<IPayable, int, bool> holds, Func<int, bool>? claims = null)
    {
        HashSet<int> left = [];
        int members = 0;
        foreach (Step step in steps)
        {
            int member = members == 0 ? -1 : step.Member % members;
            if (step.Kind == 0)
            {
                pool.Join(step.Units);
                members++;
            }
            else if (step.Kind == 1 && member >= 0 && left.Add(member))
            {
                pool.Leave(member);
            }
            else if (step.Kind == 2)
            {
                pool.Reward(Amount.Of(step.Units % (UInt128.One << 73)));
            }
            else if (step.Kind == 3 && member >= 0 && claims is not null)
            {
                if (!claims(member))
                {
                    return false;
                }
            }
            else if (step.Kind == 3 && member >= 0)
            {
                pool.Claim(member);
            }

            if (!holds(pool, members))
            {
                return false;
            }
        }

        return true;
    }

    private sealed record Step(int Kind, int Member, UInt128 Units);
}
