using System.Text.Json.Nodes;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Security;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Endpoints;

/// <summary>The document that describes the API, with the library's values as what they are in JSON: text of a certain form.</summary>
internal static class OpenApiDocument
{
    private const string WholeNumber = "^(0|[1-9][0-9]*)$";
    private const string KeyScheme = "key";

    private static readonly Dictionary<Type, (string Description, string Pattern, string Example)> Values = new()
    {
        [typeof(Amount)] = ("Money in base units, a whole number as text.", WholeNumber, "1000"),
        [typeof(Epoch)] = ("The number of an epoch, as text.", WholeNumber, "7"),
        [typeof(EpochSpan)] = ("A number of epochs, as text.", WholeNumber, "3"),
        [typeof(ParticipantId)] = ("The name of a participant.", "^.{1,128}$", "alice"),
        [typeof(TaskId)] = ("The name of a task.", "^.{1,128}$", "task-1"),
        [typeof(Offence)] = ("The name of an offence.", "^[a-z0-9-]{1,64}$", "equivocation"),
        [typeof(Digest)] = ("32 bytes in hexadecimal digits.", "^[0-9a-f]{64}$", new string('a', 64)),
        [typeof(Proportion)] = ("A part of one with at most 18 decimals, as text.", @"^(0(\.[0-9]{1,18})?|1)$", "0.5"),
        [typeof(UInt128)] = ("A whole number, as text or as a number.", WholeNumber, "5"),
    };

    public static IServiceCollection AddOpenApiDocument(this IServiceCollection services) => services.AddOpenApi(options =>
    {
        options.AddSchemaTransformer(DescribeValue);
        options.AddDocumentTransformer(DescribeKeys);
    });

    private static Task DescribeValue(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellation)
    {
        Type type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (Values.TryGetValue(type, out var value))
        {
            schema.Type = JsonSchemaType.String;
            schema.Properties?.Clear();
            schema.Required?.Clear();
            (schema.Description, schema.Pattern, schema.Examples) = (value.Description, value.Pattern, [JsonValue.Create(value.Example)]);
        }

        return Task.CompletedTask;
    }

    private static Task DescribeKeys(Microsoft.OpenApi.OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellation)
    {
        document.Info = new OpenApiInfo { Title = "Marketplace", Version = "v1", Description = "The loop of a network of strangers who sell each other compute, hosted." };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [KeyScheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = ApiKeyHandler.Header },
        };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(KeyScheme, document)] = [] }];
        return Task.CompletedTask;
    }
}
