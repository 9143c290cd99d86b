using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CapaCloud.Mechanisms.DependencyInjection.Tests;

/// <summary>A value stands in a route or a query as its text, and comes to the handler as the value; what is no such value is refused before the handler runs.</summary>
public sealed class RouteBindingTests
{
    public static TheoryData<Delegate, string> Handlers => new()
    {
        { (Amount value) => value.ToString(), "1000" },
        { (SignedAmount value) => value.ToString(), "-5" },
        { (Proportion value) => value.ToString(), "0.05" },
        { (Ratio value) => value.ToString(), "1.5" },
        { (Epoch value) => value.ToString(), "21" },
        { (EpochSpan value) => value.ToString(), "7" },
        { (ParticipantId value) => value.ToString(), "alice" },
        { (TaskId value) => value.ToString(), "t-1" },
        { (Offence value) => value.ToString(), "downtime" },
        { (Digest value) => value.ToString(), new string('a', 64) },
        { (LedgerAccount value) => value.ToString(), "Stake(alice)" },
    };

    [Theory]
    [MemberData(nameof(Handlers))]
    public async Task Route_withAValue_bindsIt(Delegate handler, string text) => Assert.Equal((200, text), await Call(handler, text));

    [Theory]
    [MemberData(nameof(Handlers))]
    public async Task Route_withNoValue_isABadRequest(Delegate handler, string text) => Assert.Equal((400, ""), await Call(handler, $" {text}\n"));

    private static async Task<(int Status, string Body)> Call(Delegate handler, string text)
    {
        RequestDelegate endpoint = RequestDelegateFactory.Create(handler, new RequestDelegateFactoryOptions { RouteParameterNames = ["value"] }).RequestDelegate;
        using MemoryStream body = new();
        DefaultHttpContext context = new() { RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider() };
        context.Request.RouteValues["value"] = text;
        context.Response.Body = body;
        await endpoint(context);
        return (context.Response.StatusCode, Encoding.UTF8.GetString(body.ToArray()));
    }
}
