using System.Collections.Immutable;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Presets.Networks.Storj;

/// <summary>Storj's online score: the mean over the completed windows of the share of audits answered.</summary>
/// <remarks>
/// <code>score = mean over all windows but the last of online / total; 1 until a window is completed</code>
/// Each window weighs the same, however many audits fell into it, so a node is not hurt more for being audited more. Each quotient
/// and the mean round to the nearest part. Source: storj/storj, satellite/reputation/audithistory.go (rules).
/// </remarks>
public sealed class OnlineHistory
{
    private readonly EpochSpan _window;
    private readonly EpochSpan _tracking;

    private OnlineHistory(EpochSpan window, EpochSpan tracking, ImmutableArray<OnlineWindow> windows)
    {
        _window = window;
        _tracking = tracking;
        Windows = windows;
    }

    /// <summary>Gets the windows, oldest first.</summary>
    public ImmutableArray<OnlineWindow> Windows { get; }

    /// <summary>Gets the score.</summary>
    public Proportion Score
    {
        get
        {
            if (Windows.Length <= 1)
            {
                return Proportion.One;
            }

            UInt128 sum = UInt128.Zero;
            foreach (OnlineWindow window in Windows.AsSpan()[..^1])
            {
                sum += Proportion.FromQuotient(window.Online, window.Total, Rounding.HalfUp).Parts;
            }

            return Proportion.FromParts((ulong)MultiplyDivide.Round(sum, UInt128.One, (UInt128)(Windows.Length - 1), Rounding.HalfUp));
        }
    }

    /// <summary>Returns the score and how much it rests on.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"a score of {Score} over {Prose.Count(Windows.Length, "window")}";

    /// <summary>Gets a value indicating whether completed windows fill the tracking period: before that, the score is not acted on.</summary>
    public bool IsFull => (ulong)Windows.Length > _tracking.Epochs / _window.Epochs;

    /// <summary>Returns a history without windows.</summary>
    /// <param name="window">The length of a window, not zero.</param>
    /// <param name="tracking">How far back windows count.</param>
    /// <returns>The history.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A window of no length.</exception>
    public static OnlineHistory Empty(EpochSpan window, EpochSpan tracking) => window.IsZero
        ? throw new ArgumentOutOfRangeException(nameof(window), "A window of 0 epochs holds nothing; expected at least 1.")
        : new OnlineHistory(window, tracking, []);

    /// <summary>Returns the history with one audit more.</summary>
    /// <param name="epoch">When it was.</param>
    /// <param name="isOnline">Whether the node answered.</param>
    /// <returns>The history, with windows before the tracking period dropped.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The audit is of a window that is closed.</exception>
    public OnlineHistory Add(Epoch epoch, bool isOnline)
    {
        Epoch start = StartOf(epoch);
        if (!Windows.IsEmpty && start < Windows[^1].Start)
        {
            throw new ArgumentOutOfRangeException(
                nameof(epoch), $"The audit of epoch {epoch} belongs to the window of {start}, which is closed since {Windows[^1].Start}.");
        }

        return Merge(new OnlineHistory(_window, _tracking, [new OnlineWindow(start, isOnline ? 1UL : 0, 1)]));
    }

    /// <summary>Returns both histories in one, window by window.</summary>
    /// <param name="other">The other history, of the same windows.</param>
    /// <returns>The history, with windows before the tracking period dropped.</returns>
    public OnlineHistory Merge(OnlineHistory other)
    {
        ArgumentNullException.ThrowIfNull(other);
        SortedDictionary<Epoch, OnlineWindow> merged = [];
        foreach (OnlineWindow window in Windows.AddRange(other.Windows))
        {
            merged[window.Start] = merged.TryGetValue(window.Start, out OnlineWindow there)
                ? there with { Online = there.Online + window.Online, Total = there.Total + window.Total }
                : window;
        }

        if (merged.Count == 0)
        {
            return this;
        }

        Epoch oldest = merged.Keys.Max().MinusToZero(_tracking);
        return new OnlineHistory(_window, _tracking, [.. merged.Values.Where(window => window.Start >= oldest)]);
    }

    private Epoch StartOf(Epoch epoch) => Epoch.Of(epoch.Number - (epoch.Number % _window.Epochs));
}
