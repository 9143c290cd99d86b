using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Telemetry;

/// <summary>OpenTelemetry: collected always, sent where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says, and nowhere when it says nothing.</summary>
internal static class TelemetryServices
{
    public static IServiceCollection AddMarketplaceTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<MarketplaceMeter>();
        OpenTelemetryBuilder telemetry = services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics.AddMeter(MarketplaceMeter.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.RateLimiting"))
            .WithTracing(tracing => tracing.AddSource(MarketplaceMeter.Name, "Microsoft.AspNetCore"));
        if (configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 })
        {
            telemetry.UseOtlpExporter();
        }

        return services;
    }
}
