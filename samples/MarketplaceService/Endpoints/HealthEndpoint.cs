using CapaCloud.Mechanisms.Samples.MarketplaceService.Epochs;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Endpoints;

/// <summary>Whether the service works: 200, or 503 when epochs wait for somebody.</summary>
internal static class HealthEndpoint
{
    public static void MapHealth(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/health", (EpochJob job) => Results.Json(job.Status, statusCode: job.Status == EpochJobStatus.Working ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable))
            .AllowAnonymous().DisableRateLimiting().ExcludeFromDescription();
}
