namespace CapaCloud.Mechanisms.Slashing;

/// <summary>How many of the last duties may be missed before a participant is jailed.</summary>
/// <remarks>
/// <code>jailed when  observed &gt; Window  and  missed in the last Window duties &gt; Window - MinimumPresent</code>
/// Counted in duties. The allowance is a tolerance: a participant within it loses nothing. <c>default</c> of the properties: a window
/// of 1 duty in which none need be present.
/// </remarks>
public sealed record LivenessRules
{
    private readonly int _window = 1;

    /// <summary>Gets how many of the last duties count, at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set below 1.</exception>
    public required int Window
    {
        get => _window;
        init => _window = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A liveness window is at least 1 duty.");
    }

    /// <summary>Gets how many of them must be present.</summary>
    public required int MinimumPresent { get; init; }

    /// <summary>Gets how many may be missed: <c>Window - MinimumPresent</c>, not below 0.</summary>
    public int Allowance => Math.Max(0, Window - MinimumPresent);
}
