using System.Collections.Immutable;
using System.Text.Json;
using CapaCloud.Mechanisms.Adaptation;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Network;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Problems;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Security;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Storage;
using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Endpoints;

/// <summary>Looks at another policy before it holds: what it would have done to the last epochs, and whether anybody could still work.</summary>
internal static class PolicyEndpoints
{
    private const int MostEpochs = 90;

    public static void MapPolicies(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/policy/reviews", ReviewAsync).WithTags("The network")
            .WithSummary("What another policy would have done to the last epochs: who wins, who loses, by how much")
            .RequireAuthorization(policy => policy.RequireRole(Roles.Operator));

    private static async Task<IResult> ReviewAsync(JsonElement proposed, int? epochs, NetworkView view, INetworkStore store, CancellationToken cancellation)
    {
        Mechanism next = Mechanism.FromPolicy(PolicyJson.Read(proposed.GetRawText()));
        OpenNetwork network = view.Network;
        Mechanism old = Mechanism.FromPolicy(network.Mechanism.Policy);
        RecordedHistory history = await HistoryAsync(network, old.PolicyHash, Math.Clamp(epochs ?? 30, 1, MostEpochs), store, cancellation);
        ImmutableArray<BrickingReason> bricking = ChangeReview.Bricking(next.Policy, Unvoted, network.State, Amount.MaxValue);
        return Results.Text(
            $"{{\"bricking\": {JsonSerializer.Serialize(bricking.Select(reason => reason.ToString()))}, \"change\": {MechanismJson.Default.Write(ChangeComparison.Of(old, next, history))}}}",
            "application/json");
    }

    /// <summary>The last epochs under the policy in force. Stake that moved between them is not replayed: who joined in between is set aside.</summary>
    private static async Task<RecordedHistory> HistoryAsync(OpenNetwork network, Digest policy, int most, INetworkStore store, CancellationToken cancellation)
    {
        List<StoredEpoch> epochs = [];
        for (Epoch epoch = network.State.Epoch; epoch > Epoch.Zero && epochs.Count < most;)
        {
            epoch = epoch.MinusToZero(EpochSpan.One);
            if (await store.ReadEpochAsync(epoch, cancellation) is not { } stored || stored.PolicyHash != policy)
            {
                break;
            }

            epochs.Insert(0, stored);
        }

        return epochs.Count > 0
            ? new RecordedHistory { Start = epochs[0].Before, Reports = [.. epochs.Select(epoch => epoch.Report)] }
            : throw RequestRefusedException.Conflict("epochs", "No epoch is settled under the policy in force yet, so there is nothing to compare.");
    }

    /// <summary>The service has no votes: an operator changes the policy, with an epoch's notice.</summary>
    private static ChangeRules Unvoted { get; } = new(EpochSpan.One, EpochSpan.Zero, EpochSpan.One);
}
