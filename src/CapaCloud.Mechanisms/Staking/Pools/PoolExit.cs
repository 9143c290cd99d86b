using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Staking;

/// <summary>Stake that left a pool in one epoch and waits: it still answers for the faults of the epochs in which it stood.</summary>
/// <remarks>
/// <code>answers for f when Joined &lt;= f &lt;= Unbonded;   a claim of u units is worth floor(u * Assets / Units), the last one all of it</code>
/// In base units; rounds down, in favour of those who withdraw later. A slash makes it less than it was when it left, the reward of the epoch in which it left more.
/// <c>default</c> is nothing.
/// </remarks>
/// <param name="Joined">The first epoch in which it stood, as the claims say it.</param>
/// <param name="Unbonded">The last epoch in which it stood.</param>
/// <param name="Number">Which exit of that history, from 0: one that a slash or a reward has changed takes no further leavers.</param>
/// <param name="Assets">What is left of it.</param>
/// <param name="Units">What it was worth when it left, less what was withdrawn.</param>
/// <param name="Shares">The pool shares that left, less those of what was withdrawn.</param>
/// <param name="Marks">What these shares were worth while they stood.</param>
public readonly record struct PoolExit(
    [property: JsonRequired] Epoch Joined,
    [property: JsonRequired] Epoch Unbonded,
    [property: JsonRequired] int Number,
    [property: JsonRequired] Amount Assets,
    [property: JsonRequired, JsonConverter(typeof(WholeNumberJsonConverter<UInt128>))] UInt128 Units,
    [property: JsonRequired, JsonConverter(typeof(WholeNumberJsonConverter<UInt128>))] UInt128 Shares,
    ImmutableArray<PoolMark> Marks)
{
    private readonly ImmutableArray<PoolMark> _marks = Marks;

    /// <summary>Gets what these shares were worth while they stood; empty when no fault can ask any more.</summary>
    [JsonRequired]
    public ImmutableArray<PoolMark> Marks
    {
        get => _marks.IsDefault ? [] : _marks;
        init => _marks = value;
    }

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"PoolExit {{ Joined = {Joined}, Unbonded = {Unbonded}, Number = {Number}, Assets = {Assets}, Units = {Units}, Shares = {Shares}, Marks = {Prose.List(Marks)} }}";

    /// <inheritdoc/>
    public bool Equals(PoolExit other) =>
        Joined == other.Joined && Unbonded == other.Unbonded && Number == other.Number && Assets == other.Assets && Units == other.Units && Shares == other.Shares
        && Marks.AsSpan().SequenceEqual(other.Marks.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Joined.GetHashCode() ^ Unbonded.GetHashCode() ^ Units.GetHashCode();

    /// <summary>Gets a value indicating whether each unit of a claim on it is worth a unit.</summary>
    internal bool IsWhole => Assets.Units == Units;

    /// <summary>Tells whether the reward of an epoch belongs to it too: it stood before, and left in that epoch.</summary>
    internal bool EarnsIn(Epoch now) => Unbonded == now && Joined < now;

    /// <summary>The exit with its part of the reward of the epoch in which it left, for whose faults it answers with that part.</summary>
    internal PoolExit Reward(Amount part, Epoch now)
    {
        PoolMark last = Marks.IsEmpty ? default : Marks[^1];
        PoolMark mark = new(now, PoolMark.Part(last.Assets, Shares, last.Shares) + part, Shares, last.Epoch == now ? last.Lost : Amount.Zero, last.Epoch == now ? last.LostShares : Shares);
        return this with { Assets = Assets + part, Marks = !Marks.IsEmpty && last.Epoch == now ? Marks.SetItem(Marks.Length - 1, mark) : Marks.Add(mark) };
    }

    internal bool Is(in PoolClaim claim) => Joined == claim.Joined && Unbonded == claim.Unbonded && Number == claim.Exit;

    /// <summary>What it was worth in the epoch of a fault, zero when it did not stand then.</summary>
    internal Amount StandingAt(Epoch fault) => Joined <= fault && fault <= Unbonded ? PoolMarks.WorthAt(Marks, fault, Shares) : Amount.Zero;

    internal Amount WorthOf(UInt128 units) => units >= Units ? Assets : Amount.Of(MultiplyDivide.Down(Assets.Units, units, Units));
}
