using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Who ordered a repair, and why: both stand in its receipt for good.</summary>
/// <remarks>No formula. Text for people; neither may be empty.</remarks>
public sealed record RepairOrder
{
    /// <summary>Initializes a new instance of the <see cref="RepairOrder"/> class.</summary>
    /// <param name="authority">Who decided it, such as <c>vote on version 7</c>.</param>
    /// <param name="reason">Why.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">One of them is empty.</exception>
    [JsonConstructor]
    public RepairOrder(string authority, string reason)
    {
        ArgumentNullException.ThrowIfNull(authority);
        ArgumentNullException.ThrowIfNull(reason);
        Authority = Words(authority, nameof(authority));
        Reason = Words(reason, nameof(reason));
    }

    /// <summary>Gets who decided it.</summary>
    public string Authority { get; }

    /// <summary>Gets why.</summary>
    public string Reason { get; }

    private static string Words(string text, string parameter) => string.IsNullOrWhiteSpace(text)
        ? throw new ArgumentException($"The {parameter} of a repair is empty; expected words that say it to whoever reads the receipt.", parameter)
        : text;
}
