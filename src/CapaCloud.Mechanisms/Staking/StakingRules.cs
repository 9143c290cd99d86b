using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms;

/// <summary>The rules every stake account of a network obeys: how little may stand, how long leaving takes, how long a fault can be charged.</summary>
/// <remarks>
/// <code>
/// release epoch = epoch of unbonding + max(UnbondingPeriod, LiabilityWindow)
/// a fault of epoch f can be charged in the epochs f, f + 1, ..., f + LiabilityWindow - 1
/// </code>
/// Because the release is never before the last epoch in which a fault can be charged has passed, no stake escapes by leaving,
/// whatever the two spans are. Amounts in base units, spans in epochs. <c>default</c> of the properties: no minimum, no waiting,
/// faults charged in no epoch; use <see cref="Validate"/> to find rules that cannot work.
/// </remarks>
public sealed record StakingRules
{
    /// <summary>The number of tranches an account may have when the rules say nothing else: 64.</summary>
    public const int DefaultMaximumTranches = 64;

    /// <summary>The longest window, in epochs: so that sums of windows are epochs.</summary>
    internal const ulong LongestWindow = uint.MaxValue;

    /// <summary>Gets the least stake that may stand bonded with one operator, unless none does.</summary>
    public Amount MinimumBond { get; init; }

    /// <summary>Gets how long unbonding stake waits, at least.</summary>
    public EpochSpan UnbondingPeriod { get; init; }

    /// <summary>Gets how many epochs a fault can be charged in, its own epoch included.</summary>
    public EpochSpan LiabilityWindow { get; init; }

    /// <summary>Gets how many tranches (parts of a stake with different histories) an account may have; bounds what it costs to store and to slash.</summary>
    public int MaximumTranches { get; init; } = DefaultMaximumTranches;

    /// <summary>Gets how long stake waits from unbonding to release: the longer of the two spans.</summary>
    [JsonIgnore]
    public EpochSpan ReleaseDelay => ExactDelay ?? EpochSpan.Max(UnbondingPeriod, LiabilityWindow);

    /// <summary>Gets how long stake waits that leaves now, while a change of windows is felt: faults of before the change have a window of their own, which the present one does not lengthen.</summary>
    internal EpochSpan? ExactDelay { get; init; }

    /// <summary>Returns the earliest epoch whose faults can still be charged.</summary>
    /// <param name="now">The present epoch.</param>
    /// <returns><c>now - LiabilityWindow + 1</c>, at least epoch 0.</returns>
    public Epoch EarliestChargeable(Epoch now) =>
        LiabilityWindow.IsZero ? now : now.MinusToZero(EpochSpan.Of(LiabilityWindow.Epochs - 1));

    /// <summary>From when on epochs are told apart: the oldest fault that can be charged, and the epoch before this one, whose stake is asked for by rewards and draws.</summary>
    internal Epoch Horizon(Epoch now) => Epoch.Min(EarliestChargeable(now), now.MinusToZero(EpochSpan.One));

    /// <summary>Tells whether a fault can be charged now: it is neither in the future nor past the liability window.</summary>
    /// <param name="fault">The epoch of the fault.</param>
    /// <param name="now">The present epoch.</param>
    /// <returns><see langword="true"/> when it can be.</returns>
    public bool IsChargeable(Epoch fault, Epoch now) => fault <= now && !IsExpired(fault, now);

    /// <summary>Tells whether a fault is past the liability window.</summary>
    /// <param name="fault">The epoch of the fault, not after <paramref name="now"/>.</param>
    /// <param name="now">The present epoch.</param>
    /// <returns><c>now - fault &gt;= LiabilityWindow</c>.</returns>
    public bool IsExpired(Epoch fault, Epoch now) => fault <= now && now.Since(fault) >= LiabilityWindow;

    /// <summary>Returns what is wrong with these rules, all of it at once.</summary>
    /// <remarks>The policy of a mechanism is checked by the same rules, with the same words.</remarks>
    /// <returns>One sentence for each error, which begins with the name of the property; empty when there is none.</returns>
    public IReadOnlyList<string> Validate() => [.. Faults(areFaultsCharged: true).Select(fault => $"{fault.Property} {fault.Message}.")];

    /// <summary>Lists what is wrong, by the name of the property.</summary>
    /// <param name="areFaultsCharged">Whether any fault is to be charged; where none is, no window is needed for it.</param>
    internal IEnumerable<(string Property, string Message)> Faults(bool areFaultsCharged)
    {
        if (MaximumTranches < 2)
        {
            yield return (nameof(MaximumTranches), $"is {MaximumTranches}; expected at least 2, one that stands and one that leaves");
        }

        if (LiabilityWindow.IsZero && areFaultsCharged)
        {
            yield return (nameof(LiabilityWindow), "is 0 epochs: no fault could ever be charged; expected at least 1");
        }

        if (LiabilityWindow.Epochs > LongestWindow)
        {
            yield return (nameof(LiabilityWindow), $"is {Prose.Epochs(LiabilityWindow)}; expected at most {Prose.Number(LongestWindow)}");
        }

        if (UnbondingPeriod.Epochs > LongestWindow)
        {
            yield return (nameof(UnbondingPeriod), $"is {Prose.Epochs(UnbondingPeriod)}; expected at most {Prose.Number(LongestWindow)}");
        }

        if (UnbondingPeriod < LiabilityWindow)
        {
            yield return (
                nameof(UnbondingPeriod),
                $"is {Prose.Epochs(UnbondingPeriod)}, shorter than the liability window of {Prose.Epochs(LiabilityWindow)}: stake could leave before a fault is found");
        }
    }
}
