using System.Security.Claims;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Journal;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Network;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Problems;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Security;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Storage;
using Microsoft.AspNetCore.Mvc;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Endpoints;

/// <summary>
/// What may be told to the service, by whom. Every request names itself with <c>Idempotency-Key</c>: sent twice, it is done once, and both are answered alike.
/// </summary>
internal static class IntakeEndpoints
{
    public const string KeyHeader = "Idempotency-Key";
    private const int LongestKey = 128;

    public static void MapIntake(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder intake = routes.MapGroup("/v1").WithTags("Tell");
        Map<StakeDeposited>(intake, "/stake/deposits", "Money of a participant arrived as stake", Roles.Treasurer);
        Map<StakeUnbonded>(intake, "/stake/unbondings", "A participant begins to take stake out", Roles.Node, Roles.Treasurer);
        Map<UnbondingCancelled>(intake, "/stake/unbonding-cancellations", "A participant bonds again what was unbonding", Roles.Node, Roles.Treasurer);
        Map<StakeWithdrawn>(intake, "/stake/withdrawals", "Released stake is paid out", Roles.Node, Roles.Treasurer);
        Map<CommissionSet>(intake, "/delegations/commissions", "An operator says what part of its delegators' rewards it keeps", Roles.Node);
        Map<StakeDelegated>(intake, "/delegations/deposits", "Money of a delegator arrived as stake behind an operator", Roles.Treasurer);
        Map<StakeUndelegated>(intake, "/delegations/departures", "A delegator begins to take stake away from an operator", Roles.Node, Roles.Treasurer);
        Map<DelegationWithdrawn>(intake, "/delegations/withdrawals", "Released stake of a delegator is paid out", Roles.Node, Roles.Treasurer);
        Map<StakeRedelegated>(intake, "/delegations/moves", "Released stake of a delegator goes to another operator", Roles.Node, Roles.Treasurer);
        Map<DelegationRewardsClaimed>(intake, "/delegations/claims", "What a delegation earned is paid out", Roles.Node, Roles.Treasurer);
        Map<DelegationRewardsCompounded>(intake, "/delegations/compoundings", "What a delegation earned becomes a part of it", Roles.Node, Roles.Treasurer);
        Map<PaymentReceived>(intake, "/payments", "Requesters paid for work", Roles.Treasurer);
        Map<WorkMeasured>(intake, "/work", "Work and duties since the last measurement", Roles.Meter);
        Map<ResultCommitted>(intake, "/commitments", "A participant commits to a result", Roles.Node);
        Map<BeaconPublished>(intake, "/beacons", "The public chance of the epoch", Roles.Beacon);
        Map<AnswersGiven>(intake, "/answers", "All answers to an audited task", Roles.Auditor);
        Map<VerdictBrought>(intake, "/verdicts", "A verdict that was reached elsewhere", Roles.Auditor);
        Map<EvidenceBrought>(intake, "/evidence", "Evidence of an offence", Roles.Auditor, Roles.Node);
        Map<AppealFiled>(intake, "/appeals", "An accused participant appeals", Roles.Node);
        Map<RulingGiven>(intake, "/rulings", "A judge rules on an accusation", Roles.Judge);
        Map<EntryRetracted>(intake, "/retractions", "An operator takes an entry of the open epoch back", Roles.Operator);
    }

    private static void Map<TEntry>(RouteGroupBuilder group, string path, string summary, params string[] roles)
        where TEntry : Entry =>
        group.MapPost(path, TellAsync<TEntry>)
            .RequireAuthorization(policy => policy.RequireRole(roles))
            .WithName(typeof(TEntry).Name)
            .WithSummary(summary)
            .WithDescription($"For the role {string.Join(" or ", roles)}.")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<DeliveryAnswer> TellAsync<TEntry>(
        TEntry? entry, [FromHeader(Name = KeyHeader)] string? key, ClaimsPrincipal user, NetworkWriter writer)
        where TEntry : Entry
    {
        if (key is not { Length: > 0 and <= LongestKey } || key.Any(char.IsControl))
        {
            throw RequestRefusedException.BadRequest(KeyHeader, "Missing", $"Expected a header {KeyHeader} of 1 to {LongestKey} characters, a name of your own for this delivery.");
        }

        if (entry is null)
        {
            throw RequestRefusedException.BadRequest("body", "Missing", $"The body is null; expected an object that says what is told, a {typeof(TEntry).Name}.");
        }

        RequireOwn(entry, user);
        return await writer.TellAsync(new DeliveryKey(Caller.NameOf(user), key), entry);
    }

    /// <summary>A node speaks for itself: about its own stake, delegations, results and appeals, and as the reporter of evidence.</summary>
    private static void RequireOwn(Entry entry, ClaimsPrincipal user)
    {
        ParticipantId speaker = entry is EvidenceBrought evidence ? evidence.Reporter ?? default : entry.Subject;
        if (Caller.IsNode(user) && !Caller.MaySpeakFor(user, speaker))
        {
            throw RequestRefusedException.Forbidden($"The key speaks for one participant, and '{speaker}' is another.");
        }
    }
}
