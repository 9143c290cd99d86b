using System.Security.Claims;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Security;

/// <summary>Who sent a request, and whom it may speak for.</summary>
internal static class Caller
{
    public static string NameOf(ClaimsPrincipal user) => user.Identity?.Name ?? "";

    public static bool IsNode(ClaimsPrincipal user) => user.IsInRole(Roles.Node);

    /// <summary>Tells whether the caller may see or act for a participant: those who see everything may, and a node for itself.</summary>
    public static bool MaySee(ClaimsPrincipal user, ParticipantId participant) =>
        user.IsInRole(Roles.Operator) || user.IsInRole(Roles.Reader) || MaySpeakFor(user, participant);

    /// <summary>Tells whether the caller speaks for a participant: a node for itself, every other role by what its role allows.</summary>
    public static bool MaySpeakFor(ClaimsPrincipal user, ParticipantId participant) =>
        IsNode(user) && user.FindFirstValue(ApiKeyHandler.ParticipantClaim) == participant.ToString();
}
