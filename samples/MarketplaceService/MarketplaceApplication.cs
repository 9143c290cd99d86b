using CapaCloud.Mechanisms.Samples.MarketplaceService.Alerts;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Configuration;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Demo;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Endpoints;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Journal;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Network;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Pages;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Payouts;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Problems;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Rehearsals;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Security;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Storage;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Telemetry;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Scalar.AspNetCore;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService;

/// <summary>Puts the service together: storage, network, keys, endpoints, pages.</summary>
internal static class MarketplaceApplication
{
    public static WebApplication Create(CommandLine command, Action<WebApplicationBuilder>? configure = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = [.. command.Settings], ContentRootPath = AppContext.BaseDirectory });
        if (command.IsDemo)
        {
            builder.AddDemo();
        }

        configure?.Invoke(builder);
        AddServices(builder);
        WebApplication application = builder.Build();
        application.UseExceptionHandler();
        application.UseStatusCodePages();
        application.UseAuthentication();
        application.UseRateLimiter();
        application.UseAuthorization();
        application.MapIntake();
        application.MapNodes();
        application.MapNetwork();
        application.MapPolicies();
        application.MapHealth();
        application.MapPages();
        application.MapOpenApi().AllowAnonymous();
        application.MapScalarApiReference().AllowAnonymous();
        return application;
    }

    private static void AddServices(WebApplicationBuilder builder)
    {
        IServiceCollection services = builder.Services;
        services.AddOptions<MarketplaceOptions>().Bind(builder.Configuration.GetSection(MarketplaceOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<MarketplaceOptions>, MarketplaceOptionsValidator>();
        services.AddOptions<Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions>()
            .Configure<IOptions<MarketplaceOptions>>((kestrel, options) => kestrel.Limits.MaxRequestBodySize = options.Value.MostBodyBytes);
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(options => EntryJson.Strict(options.SerializerOptions));
        services.AddProblemDetails().AddExceptionHandler<ProblemAnswers>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddRazorComponents();
        services.AddOpenApiDocument();
        services.AddMarketplaceTelemetry(builder.Configuration);
        services.AddKeysAndLimits();
        if (builder.Configuration[$"{MarketplaceOptions.Section}:{nameof(MarketplaceOptions.EndAt)}"] is { Length: > 0 })
        {
            services.AddSingleton<Rehearsal>();
        }

        services.AddNetworkStore();
        services.AddNetwork(builder.Configuration);
        services.AddSingleton<AlertWatch>().AddSingleton<IAlertSink, AlertLog>().AddSingleton<IAlertSink>(provider => new AlertFile(DataFile(provider, "alerts.jsonl")));
        services.AddSingleton<AlertJob>().AddHostedService(provider => provider.GetRequiredService<AlertJob>());
        services.AddSingleton<IPaymentRail>(provider => new FilePaymentRail(DataFile(provider, "payments.csv")));
        services.AddSingleton<PayoutJob>().AddHostedService(provider => provider.GetRequiredService<PayoutJob>());
    }

    private static string DataFile(IServiceProvider provider, string name) =>
        Path.Combine(Directory.CreateDirectory(provider.GetRequiredService<IOptions<MarketplaceOptions>>().Value.DataFolder).FullName, name);
}
