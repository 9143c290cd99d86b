using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Problems;

/// <summary>A request that is not admissible. Nothing was changed.</summary>
internal sealed class RequestRefusedException(int status, string title, ImmutableArray<Refusal> refusals)
    : Exception($"{title}: {string.Join("; ", refusals.Select(refusal => refusal.Message))}")
{
    public int Status { get; } = status;

    public string Title { get; } = title;

    public ImmutableArray<Refusal> Refusals { get; } = refusals;

    public static RequestRefusedException BadRequest(string where, string reason, string message) =>
        new(StatusCodes.Status400BadRequest, "The request was refused; nothing was changed", [new Refusal(where, reason, message)]);

    public static RequestRefusedException NotFound(string message) => new(StatusCodes.Status404NotFound, "Not found", [new Refusal("path", "NotFound", message)]);

    public static RequestRefusedException Conflict(string where, string message) =>
        new(StatusCodes.Status409Conflict, "The request contradicts an earlier one; nothing was changed", [new Refusal(where, "Conflict", message)]);

    public static RequestRefusedException Forbidden(string message) => new(StatusCodes.Status403Forbidden, "Not allowed", [new Refusal("key", "Forbidden", message)]);

    public static RequestRefusedException Unavailable(string message) =>
        new(StatusCodes.Status503ServiceUnavailable, "Try again with the same Idempotency-Key", [new Refusal("service", "Unavailable", message)]);
}
