using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Staking;

/// <summary>Refuses parts of a pool that contradict each other: a stored pool is read as it was written, or not at all.</summary>
internal static class OperatorPoolParts
{
    public static void Require(OperatorPool pool)
    {
        Refuse(pool.OperatorId.IsNone ? "A pool needs an operator." : null);
        RequireLayers(pool);
        RequireExits(pool);
        ulong? before = null;
        foreach (PoolHolding holding in pool.Holdings)
        {
            Refuse(holding.Number >= pool.Given || holding.Number <= before || holding.Shares == UInt128.Zero
                ? $"Holding {holding.Number} of {pool.OperatorId} has {Prose.Count(holding.Shares, "share")}; expected at least 1, numbers in order and below {pool.Given}, each once."
                : null);
            before = holding.Number;
        }

        before = null;
        foreach (PoolClaim claim in pool.Claims)
        {
            Refuse(claim.Number >= pool.Given || claim.Number <= before
                ? $"Claim {claim.Number} on the pool of {pool.OperatorId} is out of order; expected numbers below {pool.Given}, each once."
                : null);
            before = claim.Number;
        }
    }

    private static void RequireLayers(OperatorPool pool)
    {
        int holding = 0;
        for (int index = 0; index < pool.Layers.Length; index++)
        {
            PoolLayer layer = pool.Layers[index];
            Refuse(index + 1 < pool.Layers.Length && pool.Layers[index + 1].From <= layer.From
                ? $"Layer {index + 1} of {pool.OperatorId} begins in epoch {pool.Layers[index + 1].From}, not after the one before it, of epoch {layer.From}."
                : null);
            UInt128 shares = UInt128.Zero;
            for (; holding < pool.Holdings.Count && (index + 1 == pool.Layers.Length || pool.Holdings[holding].Joined < pool.Layers[index + 1].From); holding++)
            {
                Refuse(pool.Holdings[holding].Joined < layer.From ? $"Holding {pool.Holdings[holding].Number} of {pool.OperatorId} joined in epoch {pool.Holdings[holding].Joined}, of which there is no layer." : null);
                shares += pool.Holdings[holding].PotShares;
            }

            Refuse(shares != layer.Pot.Shares
                ? $"Layer {index} of {pool.OperatorId} has {Prose.Count(layer.Pot.Shares, "share")}, and its holdings have {Prose.Number(shares)}."
                : layer.Pot.Shares == UInt128.Zero && !layer.Pot.Assets.IsZero ? $"Layer {index} of {pool.OperatorId} has {Prose.Units(layer.Pot.Assets)} and no shares." : null);
        }

        Refuse(holding < pool.Holdings.Count ? $"The pool of {pool.OperatorId} has holdings and no layers." : null);
    }

    private static void RequireExits(OperatorPool pool)
    {
        Dictionary<(Epoch, Epoch, int), UInt128> claimed = [];
        foreach (PoolClaim claim in pool.Claims)
        {
            (Epoch, Epoch, int) key = (claim.Joined, claim.Unbonded, claim.Exit);
            claimed[key] = claimed.GetValueOrDefault(key) + claim.Units;
        }

        foreach (PoolExit exit in pool.Exits)
        {
            claimed.Remove((exit.Joined, exit.Unbonded, exit.Number), out UInt128 units);
            Refuse(units != exit.Units || (exit.Units == UInt128.Zero && !exit.Assets.IsZero)
                ? $"The exit of epoch {exit.Unbonded} from {pool.OperatorId} has {exit.Assets} of {Prose.Units(exit.Units)}, and there are claims of {Prose.Number(units)} on it."
                : null);
        }

        UInt128 rest = claimed.Values.Aggregate(UInt128.Zero, (sum, units) => sum + units);
        Refuse(rest != pool.Settled.Units ? $"The pool of {pool.OperatorId} keeps {Prose.Units(pool.Settled)} past all liability, and there are claims of {Prose.Number(rest)} on them." : null);
    }

    private static void Refuse(string? message)
    {
        if (message is not null)
        {
            throw new ArgumentException(message);
        }
    }
}
