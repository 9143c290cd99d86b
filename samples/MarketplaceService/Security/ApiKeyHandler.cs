using System.Collections.Frozen;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Configuration;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Security;

/// <summary>
/// Knows who sends a request by its key: in the header <c>X-Api-Key</c>, as a bearer token, or as the password of basic authentication, which lets a browser ask for it.
/// </summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> schemes, ILoggerFactory logger, UrlEncoder encoder, IOptions<MarketplaceOptions> options)
    : AuthenticationHandler<AuthenticationSchemeOptions>(schemes, logger, encoder)
{
    public const string SchemeName = "ApiKey";
    public const string Header = "X-Api-Key";
    public const string ParticipantClaim = "participant";

    private readonly FrozenDictionary<string, ApiKeyOptions> _keys = options.Value.Keys.ToFrozenDictionary(key => key.Sha256.ToUpperInvariant());

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Key() is not { Length: > 0 } given)
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        string hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(given)));
        if (!_keys.TryGetValue(hash, out ApiKeyOptions? key))
        {
            return Task.FromResult(AuthenticateResult.Fail("The key is not known."));
        }

        ClaimsIdentity identity = new([new(ClaimTypes.Name, key.Name), new(ClaimTypes.Role, key.Role)], Scheme.Name);
        if (key.Participant is { Length: > 0 } participant)
        {
            identity.AddClaim(new Claim(ParticipantClaim, participant));
        }

        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name)));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = "Basic realm=\"marketplace\", charset=\"UTF-8\"";
        return Task.CompletedTask;
    }

    private string? Key()
    {
        if (Request.Headers.TryGetValue(Header, out var header))
        {
            return header.ToString();
        }

        if (!AuthenticationHeaderValue.TryParse(Request.Headers.Authorization, out AuthenticationHeaderValue? authorization))
        {
            return null;
        }

        return authorization.Scheme.ToUpperInvariant() switch
        {
            "BEARER" => authorization.Parameter,
            "BASIC" => Password(authorization.Parameter),
            _ => null,
        };
    }

    private static string? Password(string? parameter)
    {
        Span<byte> bytes = new byte[parameter?.Length ?? 0];
        if (!Convert.TryFromBase64String(parameter ?? "", bytes, out int written))
        {
            return null;
        }

        string pair = Encoding.UTF8.GetString(bytes[..written]);
        int colon = pair.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : pair[(colon + 1)..];
    }
}
