using System.Security.Claims;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Configuration;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Epochs;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Network;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Nodes;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Problems;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Security;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Pages;

/// <summary>Two pages, rendered here: they need no script. A browser asks for the key as a password, with any name.</summary>
internal static class PageEndpoints
{
    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder pages = routes.MapGroup("").ExcludeFromDescription().RequireAuthorization(policy => policy.RequireRole(Roles.Operator, Roles.Reader, Roles.Node));
        pages.MapGet("/", Index);
        pages.MapGet("/nodes/{name}", NodeAsync);
    }

    private static IResult Index(ClaimsPrincipal user, NetworkView view) => Caller.IsNode(user)
        ? Results.Redirect($"/nodes/{user.FindFirstValue(ApiKeyHandler.ParticipantClaim)}")
        : new RazorComponentResult<IndexPage>(new { Model = IndexPageModel.Of(view.Network) });

    private static async Task<RazorComponentResult<NodePage>> NodeAsync(
        string name, ClaimsPrincipal user, NetworkView view, SettledEpochs epochs, INetworkStore store, EpochClock clock, IOptions<MarketplaceOptions> options, CancellationToken cancellation)
    {
        if (!ParticipantId.TryOf(name, out ParticipantId participant) || !Caller.MaySee(user, participant))
        {
            throw RequestRefusedException.Forbidden("The key speaks for one participant, and this is another.");
        }

        OpenNetwork network = view.Network;
        NodeOutlook outlook = NodeOutlook.Of(network, participant, options.Value.AlertWithinPercent);
        Epoch since = network.State.Epoch.MinusToZero(EpochSpan.Of(NodePageModel.Epochs));
        IReadOnlyList<NodeEpoch> history = NodeEpoch.Of(participant, (await store.ReadPostingsAsync(participant, since, cancellation)).Where(stored => stored.Context.Epoch < network.State.Epoch));
        return new RazorComponentResult<NodePage>(new { Model = new NodePageModel(outlook, await ExplainAsync(network, participant, epochs, cancellation), history, clock.EndOf(network.State.Epoch)) });
    }

    /// <summary>Explains the last settled epoch; null when there is none, or the participant joined after it.</summary>
    private static async Task<Explanation?> ExplainAsync(OpenNetwork network, ParticipantId participant, SettledEpochs epochs, CancellationToken cancellation)
    {
        Epoch last = network.State.Epoch.MinusToZero(EpochSpan.One);
        return network.State.Epoch > Epoch.Zero
            && await epochs.ReadAsync(last, cancellation) is { } settled
            && settled.Settlement.Before.TryGetState(participant, out _)
            ? settled.Mechanism.Explain(settled.Settlement, participant)
            : null;
    }
}
