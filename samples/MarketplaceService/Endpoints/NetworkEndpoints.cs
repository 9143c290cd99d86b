using CapaCloud.Mechanisms.Samples.MarketplaceService.Alerts;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Epochs;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Network;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Problems;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Security;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Storage;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Endpoints;

/// <summary>The network as a whole: where it stands, what was settled, which results are audited, and what an operator confirms.</summary>
internal static class NetworkEndpoints
{
    private const int MostAlerts = 1_000;

    public static void MapNetwork(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder all = routes.MapGroup("/v1").WithTags("The network").RequireAuthorization();
        all.MapGet("/network", Summary).WithSummary("Where the network stands");
        all.MapGet("/policy", (NetworkView view) => Results.Text(PolicyJson.Write(view.Network.Mechanism.Policy), "application/json")).WithSummary("The policy in force");
        all.MapGet("/audits", (NetworkView view) => Results.Text(MechanismJson.Default.Write(view.Network.Audits), "application/json")).WithSummary("The results of the open epoch that the beacon drew");
        all.MapGet("/epochs/{epoch}", SettlementAsync).WithSummary("A settled epoch, whole: the report, both states, every posting")
            .RequireAuthorization(policy => policy.RequireRole(Roles.Operator, Roles.Reader));
        all.MapGet("/alerts", AlertsAsync).WithSummary("The newest alerts")
            .RequireAuthorization(policy => policy.RequireRole(Roles.Operator, Roles.Reader));
        all.MapPost("/epochs/confirmations", Confirm).WithSummary("Confirms that many epochs are due, and lets them be settled")
            .RequireAuthorization(policy => policy.RequireRole(Roles.Operator));
        all.MapPost("/epochs/clock", RestartClockAsync).WithSummary("Lets the open epoch begin now, after the clock was wrong")
            .RequireAuthorization(policy => policy.RequireRole(Roles.Operator));
    }

    private static NetworkSummary Summary(NetworkView view, EpochClock clock, EpochJob job)
    {
        OpenNetwork network = view.Network;
        return new NetworkSummary(
            network.State.Epoch,
            clock.EndOf(network.State.Epoch),
            network.Mechanism.PolicyHash,
            StateHash.Of(network.State),
            network.State.Participants.Length,
            view.Position.LastEntry,
            job.Status,
            network.State.Books);
    }

    private static async Task<IResult> SettlementAsync(ulong epoch, SettledEpochs epochs, CancellationToken cancellation)
    {
        (_, EpochSettlement settlement) = await epochs.ReadAsync(Epoch.Of(epoch), cancellation) ?? throw RequestRefusedException.NotFound($"Epoch {epoch} is not settled.");
        return Results.Text(MechanismJson.Default.Write(settlement), "application/json");
    }

    private static async Task<IEnumerable<Alert>> AlertsAsync(INetworkStore store, CancellationToken cancellation) =>
        (await store.ReadAlertsAsync(MostAlerts, cancellation)).Select(stored => stored.Alert);

    private static NetworkSummary Confirm(EpochConfirmation confirmation, NetworkView view, EpochClock clock, EpochJob job)
    {
        job.Confirm(confirmation.Before);
        return Summary(view, clock, job);
    }

    private static async Task<NetworkSummary> RestartClockAsync(NetworkView view, EpochClock clock, EpochJob job, INetworkStore store, TimeProvider time, CancellationToken cancellation)
    {
        EpochAnchor anchor = new(view.Network.State.Epoch, time.GetUtcNow(), clock.Anchor.Length);
        await store.AnchorAsync(anchor, cancellation);
        clock.Anchor = anchor;
        return Summary(view, clock, job);
    }
}

/// <summary>Where the network stands.</summary>
internal sealed record NetworkSummary(
    Epoch Epoch, DateTimeOffset EndsAt, Digest PolicyHash, Digest StateHash, int Participants, long LastEntry, EpochJobStatus Epochs, Books Books);

/// <summary>Up to which epoch, itself not included, all may be settled.</summary>
internal sealed record EpochConfirmation(Epoch Before);
