using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Staking;

/// <summary>The delegations that joined in a stretch of epochs and answer for the same faults: one pot with one worth of a share.</summary>
/// <remarks>
/// <code>joined in [From, the next layer's From)</code>
/// A pool has one layer until a slash for a fault divides those who stood then from those who came later. In base units. Immutable.
/// </remarks>
/// <param name="From">The first epoch of joining.</param>
/// <param name="Pot">The assets and the shares.</param>
/// <param name="Joins">The shares that joined recently, by epoch.</param>
/// <param name="Marks">What shares were worth in the epochs in which that changed, the last one before the liability window among them.</param>
public sealed record PoolLayer([property: JsonRequired] Epoch From, [property: JsonRequired] DelegationPool Pot, ImmutableArray<PoolJoin> Joins, ImmutableArray<PoolMark> Marks)
{
    /// <summary>Gets the shares that joined recently, by epoch; empty when none did.</summary>
    [JsonRequired]
    public ImmutableArray<PoolJoin> Joins { get; init => field = value.IsDefault ? [] : value; } = Joins.IsDefault ? [] : Joins;

    /// <summary>Gets what shares were worth in the epochs in which that changed; empty when it never did.</summary>
    [JsonRequired]
    public ImmutableArray<PoolMark> Marks { get; init => field = value.IsDefault ? [] : value; } = Marks.IsDefault ? [] : Marks;

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"PoolLayer {{ From = {From}, Pot = {Pot}, Joins = {Prose.List(Joins)}, Marks = {Prose.List(Marks)} }}";

    /// <inheritdoc/>
    public bool Equals(PoolLayer? other) =>
        other is not null && From == other.From && Pot == other.Pot && Joins.AsSpan().SequenceEqual(other.Joins.AsSpan()) && Marks.AsSpan().SequenceEqual(other.Marks.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => From.GetHashCode() ^ Pot.GetHashCode();

    /// <summary>
    /// Gets a value indicating whether a share is worth less than a thousandth of what the first ones cost: who joined now would get so many that they could not be counted
    /// after a few more losses.
    /// </summary>
    internal bool IsNearlyLost => Pot.Shares / (1_000 * (UInt128)DelegationPool.VirtualShares) > Pot.Assets.Units;

    /// <summary>Tells whether the shares of both together can be counted, and whatever the poorer has, too.</summary>
    internal bool CanJoin(PoolLayer next) => UInt128.Max(Pot.Shares, next.Pot.Shares) < UInt128.MaxValue / 4 && Pot.Assets.Units < UInt128.MaxValue - next.Pot.Assets.Units;

    /// <summary>
    /// Tells whether in every epoch from the horizon on the poorer of the two was worth the same part of the richer as today, but for a millionth and the two units
    /// that each change may round away. One that was empty and was joined again was worth nothing before: it waits until a whole window knows it.
    /// </summary>
    internal bool IsWorthAPartOf(PoolLayer next, Epoch horizon)
    {
        (PoolLayer rich, PoolLayer poor) = Pot.Assets >= next.Pot.Assets ? (this, next) : (next, this);
        return rich.Pot.Assets.IsZero || poor.Pot.Shares == UInt128.Zero
            || (rich.Marks.All(mark => IsAPartAt(Epoch.Max(mark.Epoch, horizon))) && poor.Marks.All(mark => IsAPartAt(Epoch.Max(mark.Epoch, horizon))));

        bool IsAPartAt(Epoch epoch)
        {
            try
            {
                UInt128 was = poor.WorthAt(epoch, poor.Pot.Shares).Units;
                UInt128 expected = MultiplyDivide.Down(rich.WorthAt(epoch, rich.Pot.Shares).Units, poor.Pot.Assets.Units, rich.Pot.Assets.Units);
                UInt128 rounding = (was / 1_000_000) + (2 * ((UInt128)rich.Marks.Length + (UInt128)poor.Marks.Length));
                return (was > expected ? was - expected : expected - was) <= rounding;
            }
            catch (OverflowException)
            {
                // Once worth more than can be counted: nothing like today.
                return false;
            }
        }
    }

    /// <summary>What some of the layer's shares were worth in an epoch, everything counted that was taken in it or later.</summary>
    internal Amount WorthAt(Epoch fault, UInt128 shares) => PoolMarks.WorthAt(Marks, fault, shares);

    /// <summary>The shares that joined after an epoch.</summary>
    internal UInt128 JoinedAfter(Epoch fault)
    {
        UInt128 sum = UInt128.Zero;
        foreach (PoolJoin join in Joins)
        {
            sum += join.Epoch > fault ? join.Shares : UInt128.Zero;
        }

        return sum;
    }

    internal PoolLayer Join(Epoch now, UInt128 shares) => this with
    {
        Joins = Joins.Length > 0 && Joins[^1].Epoch == now ? Joins.SetItem(Joins.Length - 1, new PoolJoin(now, Joins[^1].Shares + shares)) : Joins.Add(new PoolJoin(now, shares)),
    };

    internal PoolLayer Leave(Epoch joined, UInt128 shares) => this with
    {
        Joins = [.. Joins.Select(join => join.Epoch == joined ? join with { Shares = join.Shares - shares } : join).Where(join => join.Shares != UInt128.Zero)],
    };

    /// <summary>The layer with another pot, whose worth of a share is remembered for this epoch.</summary>
    internal PoolLayer Change(DelegationPool pot, Epoch now, Amount taken)
    {
        (Amount lost, UInt128 lostShares) = Marks.Length > 0 && Marks[^1].Epoch == now
            ? (PoolMark.Part(Marks[^1].Lost, Pot.Shares, Marks[^1].LostShares) + taken, Pot.Shares)
            : (taken, Pot.Shares);
        PoolMark mark = new(now, pot.Assets, pot.Shares, lost, lostShares);
        return this with { Pot = pot, Marks = Marks.Length > 0 && Marks[^1].Epoch == now ? Marks.SetItem(Marks.Length - 1, mark) : Marks.Add(mark) };
    }

    /// <summary>
    /// The layer with a pot that somebody joined. The price of joining counts the virtual shares, the worth of a share does not: in a pot that lost nearly everything these are far
    /// apart, so what shares are worth is marked for this epoch.
    /// </summary>
    internal PoolLayer Grow(DelegationPool pot, Epoch now)
    {
        bool isMarked = Marks.Length > 0 && Marks[^1].Epoch == now;
        PoolMark mark = isMarked ? Marks[^1] with { Assets = pot.Assets, Shares = pot.Shares } : new PoolMark(now, pot.Assets, pot.Shares, Amount.Zero, pot.Shares);
        return this with { Pot = pot, Marks = isMarked ? Marks.SetItem(Marks.Length - 1, mark) : Marks.Add(mark) };
    }

    /// <summary>The layer with a reward for all of it.</summary>
    internal PoolLayer Reward(Amount reward, Epoch now) => Change(Pot with { Assets = Pot.Assets + reward }, now, Amount.Zero);

    /// <summary>
    /// How many shares each share must become before a reward that is not for some of them, so that a unit is a million shares again and the virtual shares own a unit; one while they
    /// own less than four, or when the shares could not be counted.
    /// </summary>
    internal UInt128 Finer(Amount reward, UInt128 theirs)
    {
        UInt128 most = UInt128.One << 124, units = WorthWithout(theirs).Units;
        if (reward.Units >= (most / DelegationPool.VirtualShares) - UInt128.Min(units, most / DelegationPool.VirtualShares))
        {
            return UInt128.One;
        }

        UInt128 times = (units + reward.Units) * DelegationPool.VirtualShares / (Pot.Shares - theirs);
        UInt128 largest = Marks.Aggregate(Pot.Shares, (large, mark) => UInt128.Max(large, UInt128.Max(mark.Shares, mark.LostShares)));
        return times < 4 || times > most / largest ? UInt128.One : times;
    }

    /// <summary>The same layer in finer shares.</summary>
    internal PoolLayer Times(UInt128 times) => this with
    {
        Pot = Pot with { Shares = Pot.Shares * times },
        Joins = [.. Joins.Select(join => join with { Shares = join.Shares * times })],
        Marks = [.. Marks.Select(mark => mark with { Shares = mark.Shares * times, LostShares = mark.LostShares * times })],
    };

    /// <summary>The layer with a reward for all but those who joined in this epoch, whose shares become fewer.</summary>
    internal PoolLayer Dilute(UInt128 theirs, UInt128 fewer, Amount reward, Epoch now) =>
        (this with { Joins = [.. Joins.Select(join => join.Epoch == now ? join with { Shares = fewer } : join).Where(join => join.Shares != UInt128.Zero)] })
        .Change(new DelegationPool(Pot.Assets + reward, Pot.Shares - theirs + fewer), now, Amount.Zero);

    /// <summary>What the layer holds for all but some of its shares, rounded down.</summary>
    internal Amount WorthWithout(UInt128 shares) => Amount.Of(MultiplyDivide.Down(Pot.Assets.Units, Pot.Shares - shares, Pot.Shares));

    /// <summary>The layer without those who joined in this epoch and what they take along.</summary>
    internal PoolLayer Without(UInt128 shares, Amount assets, Epoch now) =>
        this with { Pot = new DelegationPool(Pot.Assets - assets, Pot.Shares - shares), Joins = [.. Joins.Where(join => join.Epoch != now)] };

    /// <summary>A layer that begins with this epoch, of those who had some of this layer's shares; what these lost in the epoch still stood in it.</summary>
    internal PoolLayer Beginning(DelegationPool pot, UInt128 had, Epoch now)
    {
        Amount lost = Marks is [.., var last] && last.Epoch == now ? PoolMark.Part(last.Lost, had, last.LostShares) : Amount.Zero;
        return new PoolLayer(now, pot, [], [new PoolMark(now, pot.Assets, pot.Shares, lost, pot.Shares)]).Join(now, pot.Shares);
    }

    /// <summary>Divides those who stood at a fault from those who joined later; the parting unit goes to those who came later.</summary>
    internal (PoolLayer Earlier, PoolLayer Later) Divide(Epoch fault)
    {
        UInt128 later = JoinedAfter(fault);
        Amount assets = later == UInt128.Zero ? Amount.Zero : Amount.Of(MultiplyDivide.Up(Pot.Assets.Units, later, Pot.Shares));
        return (
            this with { Pot = new DelegationPool(Pot.Assets - assets, Pot.Shares - later), Joins = [.. Joins.Where(join => join.Epoch <= fault)] },
            new PoolLayer(fault.Next, new DelegationPool(assets, later), [.. Joins.Where(join => join.Epoch > fault)], Marks));
    }

    /// <summary>Forgets what no fault can ask for any more.</summary>
    internal PoolLayer Prune(Epoch horizon)
    {
        bool keepsJoins = Joins.All(join => join.Epoch > horizon);
        ImmutableArray<PoolMark> marks = PoolMarks.Prune(Marks, horizon);
        return keepsJoins && marks == Marks ? this : this with { Marks = marks, Joins = keepsJoins ? Joins : [.. Joins.Where(join => join.Epoch > horizon)] };
    }
}
