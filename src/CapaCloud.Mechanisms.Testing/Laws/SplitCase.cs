using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Testing.Generators;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>A pool and weighted claims with names, and a few numbers for the law to choose by.</summary>
internal sealed record SplitCase(UInt128 Pool, UInt128[] Weights, uint Choice, UInt128 Size)
{
    /// <summary>
    /// Draws few claims, so that the odd units matter, small numbers, so that there are ties, and wide ones up to 2^120.
    /// </summary>
    public static Arbitrary<SplitCase> Arbitrary { get; } = Arb.From(Draw(), Smaller);

    public Digest Seed => Digest.Parse($"{Choice:x64}");

    public ParticipantId[] Names => [.. Enumerable.Range(0, Weights.Length).Select(claim => ParticipantId.Of($"claim{claim}"))];

    public UInt128 Total => Weights.Aggregate(UInt128.Zero, (sum, weight) => sum + weight);

    public UInt128[] Split(IRewardSplitter splitter) => Split(splitter, Pool, Weights, Names, out _);

    public UInt128[] Split(IRewardSplitter splitter, UInt128 pool, UInt128[] weights, ParticipantId[] names, out RewardSplit split)
    {
        // A splitter must not take what happens to be in the result's place for something.
        Amount[] shares = new Amount[weights.Length];
        Array.Fill(shares, Amount.Of(Choice));
        split = splitter.Split(Amount.Of(pool), weights, TieBreak.ByIdentity(Seed, names), shares);
        return [.. shares.Select(share => share.Units)];
    }

    public override string ToString() =>
        $"pool = {Pool}, weights = [{string.Join(", ", Weights)}], choice = {Choice}, size = {Size}";

    private static Gen<SplitCase> Draw()
    {
        Gen<UInt128> small = Gen.Choose(0, 6).Select(value => (UInt128)value);
        Gen<UInt128> medium = Gen.Choose(0, 1_000).Select(value => (UInt128)value);
        Gen<UInt128> wide = Generate.WideInteger.Select(value => value >> 8);
        Gen<UInt128> any = Gen.OneOf(small, medium, wide);
        return
            from pool in Gen.OneOf(Gen.Choose(0, 40).Select(value => (UInt128)value), medium, Generate.WideInteger.Select(value => value >> 1))
            from weight in Gen.Elements(small, small, medium, wide, any)
            from count in Gen.Choose(0, 12)
            from weights in Gen.ArrayOf(weight, count)
            from choice in Gen.Choose(0, int.MaxValue)
            from size in any
            select new SplitCase(pool, weights, (uint)choice, size);
    }

    private static IEnumerable<SplitCase> Smaller(SplitCase whole)
    {
        for (int claim = 0; claim < whole.Weights.Length; claim++)
        {
            yield return whole with { Weights = [.. whole.Weights[..claim], .. whole.Weights[(claim + 1)..]] };
        }

        foreach (UInt128 pool in Shrink.WideInteger(whole.Pool))
        {
            yield return whole with { Pool = pool };
        }

        for (int claim = 0; claim < whole.Weights.Length; claim++)
        {
            foreach (UInt128 weight in Shrink.WideInteger(whole.Weights[claim]))
            {
                yield return whole with { Weights = [.. whole.Weights[..claim], weight, .. whole.Weights[(claim + 1)..]] };
            }
        }

        foreach (UInt128 size in Shrink.WideInteger(whole.Size))
        {
            yield return whole with { Size = size };
        }
    }
}
