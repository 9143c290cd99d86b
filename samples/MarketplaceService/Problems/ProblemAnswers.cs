using System.Collections.Immutable;
using System.Text.Json;
using CapaCloud.Mechanisms.Escrow;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Staking;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Problems;

/// <summary>Turns what the library and the service refuse into problem details with every refusal, and what nobody foresaw into a plain 500.</summary>
internal sealed partial class ProblemAnswers(ILogger<ProblemAnswers> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (Read(exception) is not { } refused)
        {
            LogFailure(log, httpContext.Request.Path, exception);
            await WriteAsync(httpContext, StatusCodes.Status500InternalServerError, "The service failed", "Nothing was changed that is not in the journal; the log has the details.");
            return true;
        }

        await WriteAsync(httpContext, refused.Status, refused.Title, refused.Refusals[0].Message, refused.Refusals);
        return true;
    }

    /// <summary>Returns what an exception means for the sender; null when it is the service's own fault.</summary>
    public static RequestRefusedException? Read(Exception exception) => exception switch
    {
        RequestRefusedException refused => refused,
        SettlementRefusedException settlement => Bad([.. settlement.Refusals.Select(one => new Refusal(one.Where, $"{one.Reason}", one.Message))]),
        StakeRefusedException stake => Bad([new Refusal("amount", $"{stake.Refusal}", stake.Message)]),
        PolicyRefusedException policy => Bad([.. policy.Errors.Select(error => new Refusal(error.Path, "Policy", error.Message))]),
        BadHttpRequestException { InnerException: JsonException json } => Bad([new Refusal(json.Path ?? "body", "Json", json.Message)]),
        BadHttpRequestException request => new(request.StatusCode, "The request was refused; nothing was changed", [new Refusal("request", "Http", request.Message)]),
        JsonException json => Bad([new Refusal(json.Path ?? "body", "Json", json.Message)]),
        KeyNotFoundException missing => RequestRefusedException.NotFound(missing.Message),
        ArgumentException argument => Bad([new Refusal(argument.ParamName ?? "body", "Value", argument.Message)]),
        OverflowException overflow => Bad([new Refusal("body", "Overflow", overflow.Message)]),
        _ => null,
    };

    public static Task WriteAsync(HttpContext context, int status, string title, string detail, ImmutableArray<Refusal> refusals = default)
    {
        ProblemDetails problem = new() { Status = status, Title = title, Detail = detail, Instance = context.Request.Path };
        if (!refusals.IsDefaultOrEmpty)
        {
            problem.Extensions["refusals"] = refusals;
        }

        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(problem, options: null, "application/problem+json");
    }

    /// <summary>Nobody foresaw it: whoever runs the service has to see it.</summary>
    [LoggerMessage(Level = LogLevel.Error, Message = "A request to {Path} failed")]
    private static partial void LogFailure(ILogger log, string path, Exception exception);

    private static RequestRefusedException Bad(ImmutableArray<Refusal> refusals) => new(
        StatusCodes.Status400BadRequest,
        "The request was refused; nothing was changed",
        refusals.IsEmpty ? [new Refusal("body", "Refused", "The request was refused.")] : refusals);
}
