using System.Numerics;

namespace CapaCloud.Mechanisms.Tests.Staking.Pools;

/// <summary>A pool as a list of everybody's lots, each charged by itself: slow, obvious, in integers of 2^-64 units that are never rounded to units.</summary>
internal sealed class NaivePool
{
    public static readonly BigInteger One = BigInteger.One << 64;

    public List<Lot> Lots { get; } = [];

    public BigInteger EarningIn(ulong now) => Lots.Where(lot => lot.EarnsIn(now)).Aggregate(BigInteger.Zero, (sum, lot) => sum + lot.Value);

    public Lot Delegate(int member, ulong units, ulong now)
    {
        Lot lot = new(member, now) { Value = units * One };
        lot.Mark(now);
        Lots.Add(lot);
        return lot;
    }

    /// <summary>A part of a lot leaves: a lot of its own with the same history from then on.</summary>
    public Lot Undelegate(Lot lot, int percent, ulong now)
    {
        Lot leaves = lot.Split(percent);
        leaves.Unbonded = now;
        Lots.Add(leaves);
        return leaves;
    }

    public void Reward(ulong units, ulong now)
    {
        Lot[] earning = [.. Lots.Where(lot => lot.EarnsIn(now))];
        BigInteger all = earning.Aggregate(BigInteger.Zero, (sum, lot) => sum + lot.Value);
        foreach (Lot lot in earning.Where(_ => !all.IsZero))
        {
            lot.Value += units * One * lot.Value / all;
            lot.Mark(now);
        }
    }

    public BigInteger Slash(ulong fault, int percent, ulong now)
    {
        BigInteger taken = BigInteger.Zero;
        foreach (Lot lot in Lots.Where(lot => lot.StoodAt(fault)))
        {
            BigInteger due = BigInteger.Min(lot.StandingAt(fault) * percent / 100, lot.Value);
            lot.Value -= due;
            lot.Taken.Add((now, due));
            lot.Mark(now);
            taken += due;
        }

        return taken;
    }

    /// <summary>One delegation, or a part of it that left.</summary>
    internal sealed class Lot(int member, ulong joined)
    {
        private readonly SortedDictionary<ulong, BigInteger> _ends = [];

        public int Member { get; } = member;

        public ulong? Unbonded { get; set; }

        public BigInteger Value { get; set; }

        public List<(ulong Epoch, BigInteger Amount)> Taken { get; } = [];

        /// <summary>It stood before the epoch, and stands in it or left in it.</summary>
        public bool EarnsIn(ulong now) => joined < now && (Unbonded is null || Unbonded == now);

        public bool StoodAt(ulong fault) => joined <= fault && (Unbonded is null || fault <= Unbonded);

        /// <summary>Its value at the end of the epoch, and what was taken in it.</summary>
        public BigInteger StandingAt(ulong fault)
        {
            BigInteger end = _ends.Last(entry => entry.Key <= fault).Value;
            return end + Taken.Where(item => item.Epoch == fault).Aggregate(BigInteger.Zero, (sum, item) => sum + item.Amount);
        }

        public void Mark(ulong now)
        {
            if (Unbonded is null || Unbonded == now)
            {
                _ends[now] = Value;
            }
        }

        public Lot Split(int percent)
        {
            Lot part = new(Member, joined) { Value = Value * percent / 100 };
            foreach ((ulong epoch, BigInteger value) in _ends.ToArray())
            {
                part._ends[epoch] = value * percent / 100;
                _ends[epoch] = value - part._ends[epoch];
            }

            foreach ((int index, (ulong epoch, BigInteger amount)) in Taken.ToArray().Index())
            {
                part.Taken.Add((epoch, amount * percent / 100));
                Taken[index] = (epoch, amount - (amount * percent / 100));
            }

            Value -= part.Value;
            return part;
        }
    }
}
