using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Security;

namespace CapaCloud.Mechanisms.Service.Tests;

/// <summary>Talks to a service as its users do, by HTTP.</summary>
internal sealed class ServiceClient(string address) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = new Uri(address), Timeout = TimeSpan.FromSeconds(60) };

    public async Task<(HttpStatusCode Status, JsonNode? Body)> TellAsync(string role, string path, string body, string? key = null)
    {
        using HttpRequestMessage request = Request(HttpMethod.Post, role, path);
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.Add("Idempotency-Key", key ?? Guid.NewGuid().ToString());
        using HttpResponseMessage response = await _http.SendAsync(request);
        return (response.StatusCode, await JsonAsync(response));
    }

    public async Task<JsonNode> ToldAsync(string role, string path, string body, string? key = null)
    {
        (HttpStatusCode status, JsonNode? answer) = await TellAsync(role, path, body, key);
        Assert.True(status == HttpStatusCode.OK, $"{path} {body}: {status} {answer}");
        return answer!;
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string? role, string path, HttpContent? content = null)
    {
        using HttpRequestMessage request = Request(method, role, path);
        request.Content = content;
        return await _http.SendAsync(request);
    }

    public async Task<string> TextAsync(string role, string path)
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Get, role, path);
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{path}: {response.StatusCode} {text}");
        return text;
    }

    public async Task<JsonNode> JsonAsync(string role, string path) => JsonNode.Parse(await TextAsync(role, path))!;

    public Task<JsonNode> DepositAsync(string name, UInt128 amount, string? key = null) =>
        ToldAsync(Roles.Treasurer, "/v1/stake/deposits", $$"""{"participant": "{{name}}", "amount": "{{amount}}"}""", key);

    public Task<JsonNode> WorkAsync(string name, int work, int due = 0, int missed = 0, string? key = null) => ToldAsync(
        Roles.Meter,
        "/v1/work",
        $$"""{"participant": "{{name}}", "work": "{{work}}", "dutiesDue": {{due}}, "missed": [{{(missed == 0 ? "" : $$"""{"cause": "disk", "count": {{missed}}}""")}}]}""",
        key);

    public async Task<ulong> EpochAsync() => ulong.Parse((await JsonAsync(Roles.Reader, "/v1/network"))["epoch"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Waits until an epoch is open, and gives up after a while.</summary>
    public async Task WaitForEpochAsync(ulong epoch)
    {
        for (int attempt = 0; attempt < 2_000; attempt++)
        {
            if (await EpochAsync() >= epoch)
            {
                return;
            }

            await Task.Delay(20);
        }

        Assert.Fail($"Epoch {epoch} did not open within ten seconds.");
    }

    public void Dispose() => _http.Dispose();

    private static HttpRequestMessage Request(HttpMethod method, string? role, string path)
    {
        HttpRequestMessage request = new(method, path);
        if (role is not null)
        {
            request.Headers.Add("X-Api-Key", ServiceKeys.Of(role));
        }

        return request;
    }

    private static async Task<JsonNode?> JsonAsync(HttpResponseMessage response)
    {
        string text = await response.Content.ReadAsStringAsync();
        return text.Length == 0 ? null : JsonNode.Parse(text);
    }
}
