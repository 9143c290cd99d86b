using System.Numerics;
using System.Text;
using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Tests.Staking.Model;

/// <summary>
/// One participant's stake as one would keep it on paper: each lump of money lists every single epoch in which it stood and behind
/// whom. Unbounded integers, in 10^-40 units so that parts need no rounding; nothing is merged but lumps with the same list.
/// </summary>
internal sealed class NaiveLedger(StakingRules rules)
{
    public static readonly BigInteger Scale = BigInteger.Pow(10, 40);

    private readonly HashSet<(ulong Fault, ParticipantId Operator)> _held = [];
    private List<Lump> _lumps = [];

    public BigInteger Total => Sum(_ => true);

    public BigInteger Unbonding => Sum(lump => lump.Release is not null);

    public BigInteger BondedWith(ParticipantId operatorId) => Sum(lump => lump.Release is null && lump.Operator == operatorId);

    public BigInteger StandingAt(ParticipantId operatorId, ulong epoch) =>
        _lumps.Where(lump => lump.Stood.Contains((epoch, operatorId))).Aggregate(BigInteger.Zero, (sum, lump) => sum + lump.OriginalAt(epoch));

    public BigInteger LiableNow(ParticipantId operatorId, ulong fault) => Sum(lump => lump.Stood.Contains((fault, operatorId)));

    public void Deposit(BigInteger units, ParticipantId operatorId, ulong now) =>
        _lumps.Add(new Lump { Left = units * Scale, Operator = operatorId, Stood = [(now, operatorId)] });

    /// <summary>Time passes: what stands has now also stood in the next epoch.</summary>
    public void Tick(ulong now)
    {
        ulong horizon = _held.Select(item => item.Fault).Append(rules.EarliestChargeable(Mechanisms.Epoch.Of(now)).Number).Min();
        Dictionary<string, Lump> merged = [];
        foreach (Lump lump in _lumps)
        {
            if (lump.Release is null)
            {
                lump.Stood.Add((now, lump.Operator));
            }

            lump.Stood.RemoveWhere(item => item.Epoch < horizon);
            if (lump.Gone.Count > 0)
            {
                foreach (ulong old in lump.Gone.Keys.Where(epoch => epoch < horizon || lump.Stood.Count == 0).ToArray())
                {
                    lump.Gone.Remove(old);
                }
            }

            if (lump.Left.IsZero && lump.Gone.Count == 0)
            {
                continue;
            }

            if (!merged.TryAdd(lump.Key, lump))
            {
                merged[lump.Key].Absorb(lump);
            }
        }

        _lumps = [.. merged.Values];
    }

    public void Unbond(BigInteger units, ParticipantId operatorId, ulong now) => Take(
        units, lump => lump.Release is null && lump.Operator == operatorId, lump => lump.Release = now + rules.ReleaseDelay.Epochs);

    public void Cancel(BigInteger units, ulong now) => Take(units, lump => lump.Release is not null, lump =>
    {
        lump.Release = null;
        lump.Stood.Add((now, lump.Operator));
    });

    public void Redelegate(BigInteger units, ParticipantId from, ParticipantId to, ulong now) => Take(
        units, lump => lump.Release is null && lump.Operator == from, lump =>
        {
            lump.Operator = to;
            lump.Stood.Add((now, to));
        });

    /// <summary>Returns what leaves; the library pays whole units, and a fraction of one stays behind.</summary>
    public BigInteger Withdraw(ulong now)
    {
        BigInteger total = 0;
        foreach (Lump lump in _lumps.Where(lump => lump.Release <= now && !lump.Stood.Overlaps(_held)))
        {
            total += lump.Left;
            lump.Leave(lump.Left, now);
        }

        return total;
    }

    public BigInteger Slash(ParticipantId operatorId, ulong fault, int percent, ulong now)
    {
        List<Lump> liable = [.. _lumps.Where(lump => lump.Stood.Contains((fault, operatorId)))];
        BigInteger standing = StandingAt(operatorId, fault);
        BigInteger available = liable.Aggregate(BigInteger.Zero, (sum, lump) => sum + lump.Left);
        BigInteger taken = BigInteger.Min(standing * percent / 100, available);
        foreach (Lump lump in liable)
        {
            lump.Leave(taken * lump.Left / BigInteger.Max(1, available), now);
        }

        return taken;
    }

    public void Hold(ParticipantId operatorId, ulong fault) => _held.Add((fault, operatorId));

    public void Release(ParticipantId operatorId, ulong fault) => _held.Remove((fault, operatorId));

    private BigInteger Sum(Func<Lump, bool> counts) =>
        _lumps.Where(counts).Aggregate(BigInteger.Zero, (sum, lump) => sum + lump.Left);

    /// <summary>Moves lumps, last in first out, cutting the last one needed.</summary>
    private void Take(BigInteger units, Func<Lump, bool> from, Action<Lump> move)
    {
        BigInteger missing = units * Scale;
        foreach (Lump lump in _lumps.Where(from).OrderByDescending(lump => lump, Lump.InOrder).ToArray())
        {
            BigInteger part = BigInteger.Min(missing, lump.Left);
            if (part.IsZero)
            {
                continue;
            }

            Lump cut = lump.Cut(part);
            _lumps.Add(cut);
            move(cut);
            missing -= part;
        }
    }

    private sealed class Lump
    {
        public BigInteger Left { get; set; }

        public ParticipantId Operator { get; set; }

        public ulong? Release { get; set; }

        public SortedSet<(ulong Epoch, ParticipantId Operator)> Stood { get; init; } = [];

        /// <summary>Gets what left, by epoch.</summary>
        public SortedDictionary<ulong, BigInteger> Gone { get; } = [];

        public string Key
        {
            get
            {
                StringBuilder key = new();
                key.Append(Operator.ToString()).Append('/').Append(Release);
                foreach ((ulong epoch, ParticipantId operatorId) in Stood)
                {
                    key.Append(',').Append(epoch).Append(operatorId.ToString());
                }

                return key.ToString();
            }
        }

        public static IComparer<Lump> InOrder { get; } = Comparer<Lump>.Create((left, right) =>
        {
            int order = Nullable.Compare(left.Release, right.Release);
            order = order != 0 ? order : left.Operator.CompareTo(right.Operator);
            (ulong since, List<StandingInterval> earlier) = left.Runs();
            (ulong otherSince, List<StandingInterval> otherEarlier) = right.Runs();
            order = order != 0 ? order : since.CompareTo(otherSince);
            order = order != 0 ? order : earlier.Count.CompareTo(otherEarlier.Count);
            for (int index = 0; order == 0 && index < earlier.Count; index++)
            {
                order = earlier[index].CompareTo(otherEarlier[index]);
            }

            return order;
        });

        public BigInteger OriginalAt(ulong epoch) =>
            Gone.Where(item => item.Key >= epoch).Aggregate(Left, (sum, item) => sum + item.Value);

        public void Leave(BigInteger amount, ulong now)
        {
            Left -= amount;
            if (amount > 0 && Stood.Count > 0)
            {
                ulong last = Release is null ? now : Stood.Max.Epoch;
                Gone[last] = Gone.GetValueOrDefault(last) + amount;
            }
        }

        public Lump Cut(BigInteger part)
        {
            Lump cut = new() { Left = part, Operator = Operator, Release = Release, Stood = [.. Stood] };
            Left -= part;
            return cut;
        }

        public void Absorb(Lump other)
        {
            Left += other.Left;
            foreach ((ulong epoch, BigInteger amount) in other.Gone)
            {
                Gone[epoch] = Gone.GetValueOrDefault(epoch) + amount;
            }
        }

        private (ulong Since, List<StandingInterval> Earlier) Runs()
        {
            List<StandingInterval> runs = [];
            foreach (ParticipantId operatorId in Stood.Select(item => item.Operator).Distinct())
            {
                ulong[] epochs = [.. Stood.Where(item => item.Operator == operatorId).Select(item => item.Epoch)];
                int start = 0;
                for (int index = 1; index <= epochs.Length; index++)
                {
                    if (index == epochs.Length || epochs[index] != epochs[index - 1] + 1)
                    {
                        runs.Add(new StandingInterval(operatorId, Mechanisms.Epoch.Of(epochs[start]), Mechanisms.Epoch.Of(epochs[index - 1])));
                        start = index;
                    }
                }
            }

            StandingInterval last = runs.Where(run => run.Operator == Operator).OrderBy(run => run.Until).LastOrDefault();
            runs.Remove(last);
            runs.Sort();
            return (last.Since.Number, runs);
        }
    }
}
