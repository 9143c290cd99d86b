using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing.Generators;

/// <summary>Drawn faults of one owner, with the window in which they are seen.</summary>
/// <remarks>No formula. The text shows every fault, so that a violated law can be read.</remarks>
/// <param name="Faults">The epoch of each fault and the stake at fault.</param>
/// <param name="Window">How many epochs before an epoch count beside it.</param>
internal sealed record OwnFaults(ImmutableArray<(Epoch Fault, Amount AtFault)> Faults, EpochSpan Window)
{
    /// <summary>Gets the epoch of each fault and the stake at fault.</summary>
    public ImmutableArray<(Epoch Fault, Amount AtFault)> Faults { get; init => field = value.IsDefault ? [] : value; } = Faults.IsDefault ? [] : Faults;

    /// <summary>Gets up to 10 faults in 20 epochs, often several of one epoch, in windows of 0 to 9 epochs and more.</summary>
    public static Arbitrary<OwnFaults> Any { get; } = Arb.From(
        from window in Windows
        from faults in FaultsOfOne
        select new OwnFaults(faults, window),
        Shorter);

    /// <summary>Gets the faults of three owners, seen in one window.</summary>
    public static Arbitrary<(OwnFaults First, OwnFaults Second, OwnFaults Third)> Three { get; } =
        (from window in Windows
         from first in FaultsOfOne
         from second in FaultsOfOne
         from third in FaultsOfOne
         select (new OwnFaults(first, window), new OwnFaults(second, window), new OwnFaults(third, window))).ToArbitrary();

    /// <inheritdoc/>
    public override string ToString() =>
        $"[{string.Join("; ", Faults.Select(fault => $"{fault.AtFault} at epoch {fault.Fault}"))}] in a window of {Window} before";

    private static Gen<EpochSpan> Windows =>
        Gen.Frequency((6, Gen.Choose(0, 9).Select(epochs => EpochSpan.Of((ulong)epochs))), (1, Gen.Elements(EpochSpan.Of(1_000), EpochSpan.MaxValue)));

    private static Gen<ImmutableArray<(Epoch Fault, Amount AtFault)>> FaultsOfOne =>
        from count in Gen.Choose(0, 10)
        from faults in Gen.ArrayOf(
            from epoch in Gen.Frequency((30, Gen.Choose(0, 19).Select(number => Epoch.Of((ulong)number))), (1, Gen.Elements(Epoch.MaxValue)))
            from atFault in Gen.Frequency((5, Gen.Choose(0, 12).Select(units => Amount.Of((ulong)units))), (1, Generate.Amount))
            select (epoch, atFault),
            count)
        select faults.ToImmutableArray();

    private static IEnumerable<OwnFaults> Shorter(OwnFaults drawn) =>
        Enumerable.Range(0, drawn.Faults.Length).Select(index => drawn with { Faults = drawn.Faults.RemoveAt(index) });
}
