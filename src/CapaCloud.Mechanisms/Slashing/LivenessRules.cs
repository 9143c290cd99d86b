using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Slashing;

/// <summary>How many of the last duties may be missed before a participant is jailed.</summary>
/// <remarks>
/// <code>jailed when  observed &gt; Window  and  missed in the last Window duties &gt; Window - MinimumPresent</code>
/// Counted in duties. The allowance is a tolerance: a participant within it loses nothing. <c>default</c> of the properties: a window
/// of 1 duty in which none need be present.
/// </remarks>
public sealed record LivenessRules
{
    /// <summary>The longest window, in duties: 1,000,000.</summary>
    public const int MaximumWindow = 1_000_000;

    private readonly int _window = 1;

    /// <summary>Gets how many of the last duties count, from 1 to <see cref="MaximumWindow"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to something else.</exception>
    public required int Window
    {
        get => _window;
        init => _window = value is >= 1 and <= MaximumWindow
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"A liveness window is from 1 to {Prose.Count(MaximumWindow, "duty")}.");
    }

    /// <summary>Gets how many of them must be present; 0 jails nobody, and more than the window allows no miss.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set below 0.</exception>
    public required int MinimumPresent
    {
        get;
        init => field = value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "The number of duties that must be present is at least 0.");
    }

    /// <summary>Gets how many may be missed: <c>Window - MinimumPresent</c>, not below 0.</summary>
    [JsonIgnore]
    public int Allowance => Math.Max(0, Window - MinimumPresent);
}
