using System.Collections.Immutable;
using System.Security.Claims;
using System.Text;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Configuration;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Network;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Nodes;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Problems;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Security;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Storage;
using Microsoft.Extensions.Options;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Endpoints;

/// <summary>What a participant may know of itself: state, outlook, previews, explanations and receipts.</summary>
internal static class NodeEndpoints
{
    public static void MapNodes(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder nodes = routes.MapGroup("/v1/nodes/{name}").WithTags("A node").AddEndpointFilter(RequireOwnAsync)
            .RequireAuthorization(policy => policy.RequireRole(Roles.Operator, Roles.Reader, Roles.Node));
        nodes.MapGet("/", State).WithSummary("Its state, as the library writes it");
        nodes.MapGet("/outlook", Outlook).WithSummary("What comes next, how far the next penalty is, and what a fault would cost");
        nodes.MapGet("/delegations", Delegations).WithSummary("What it has behind operators: stake, what is leaving, and what it earned");
        nodes.MapPost("/previews", Preview).WithSummary("What the epoch would bring if more came on top");
        nodes.MapGet("/explanations/{epoch}", ExplainAsync).WithSummary("Why it ended an epoch as it did: every step with its formula and values");
        nodes.MapGet("/receipts", ReceiptsAsync).WithSummary("All that it earned and lost, as JSON");
        nodes.MapGet("/receipts.csv", ReceiptsCsvAsync).WithSummary("All that it earned and lost, as CSV");
    }

    private static async ValueTask<object?> RequireOwnAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        Caller.MaySee(context.HttpContext.User, NameOf($"{context.HttpContext.GetRouteValue("name")}"))
            ? await next(context)
            : throw RequestRefusedException.Forbidden("The key speaks for one participant, and this is another.");

    private static IResult State(string name, NetworkView view) =>
        Results.Text(MechanismJson.Default.Write(view.Network.State.StateOf(NameOf(name))), "application/json");

    private static NodeOutlook Outlook(string name, NetworkView view, IOptions<MarketplaceOptions> options) =>
        NodeOutlook.Of(view.Network, NameOf(name), options.Value.AlertWithinPercent);

    private static ImmutableArray<DelegationStanding> Delegations(string name, NetworkView view) => DelegationStanding.Of(view.Network, NameOf(name));

    private static NodePreview Preview(string name, NodeQuestion question, NetworkView view)
    {
        OpenNetwork network = view.Network;
        ParticipantId participant = network.State.StateOf(NameOf(name)).Participant;
        return new NodePreview(network.State.Epoch, NodeOutcome.Of(network, participant), NodeOutcome.Of(network, participant, question));
    }

    private static async Task<IResult> ExplainAsync(string name, ulong epoch, SettledEpochs epochs, CancellationToken cancellation)
    {
        (IMechanism mechanism, EpochSettlement settlement) = await epochs.ReadAsync(Epoch.Of(epoch), cancellation) ?? throw RequestRefusedException.NotFound($"Epoch {epoch} is not settled.");
        Explanation explanation = mechanism.Explain(settlement, NameOf(name));
        return Results.Text($"{{\"text\": {System.Text.Json.JsonSerializer.Serialize(explanation.ToString())}, \"explanation\": {MechanismJson.Default.Write(explanation)}}}", "application/json");
    }

    private static async Task<IResult> ReceiptsAsync(string name, INetworkStore store, CancellationToken cancellation) =>
        Results.Text(ReceiptJson.Write((await NodeReceipts.ReadAsync(store, NameOf(name), cancellation)).Receipts), "application/json");

    private static async Task<IResult> ReceiptsCsvAsync(string name, INetworkStore store, CancellationToken cancellation)
    {
        ReceiptBook book = await NodeReceipts.ReadAsync(store, NameOf(name), cancellation);
        return Results.File(Encoding.UTF8.GetBytes(ReceiptCsv.Write(book.Receipts.AsSpan())), "text/csv", $"receipts-of-{name}.csv");
    }

    private static ParticipantId NameOf(string name) =>
        ParticipantId.TryOf(name, out ParticipantId participant) ? participant : throw RequestRefusedException.BadRequest("name", "Name", "That cannot be a participant's name.");
}

/// <summary>What the open epoch would bring, without and with what was asked.</summary>
internal sealed record NodePreview(Epoch Epoch, NodeOutcome? Now, NodeOutcome? With);
