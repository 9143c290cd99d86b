using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms;

/// <summary>The JSON Schema of a policy, written from the types with which policies are read.</summary>
/// <remarks>
/// <code>the schema accepts a value exactly when PolicyJson.Read does, given its relations</code>
/// Draft 2020-12. Four things that a schema cannot say stand in keywords of their own, which other validators pass over: <c>x-atMost</c> (one member is at most another),
/// <c>x-rising</c> (a list rises in a member; strictly, or not falling), <c>x-rules</c> and <c>x-levels</c> (how many curves one curve holds, and how deep; a list takes two levels). A schema speaks of
/// values and not of texts: a doubled member, and 2.0 where 2 is meant, are refused by the reader alone. What a policy must be to settle is asked by <see cref="Mechanism.FromPolicy"/>.
/// A rule of your own stands in the schema with its members; what its constructor refuses besides is not known here.
/// </remarks>
public static class PolicySchema
{
    /// <summary>The schema's name.</summary>
    public const string Id = "urn:capacloud:policy:v2";

    /// <summary>Returns the schema.</summary>
    /// <param name="types">The names of the rules; the library's own when left out.</param>
    /// <returns>The schema as JSON, two blanks for each level; the same text on every machine.</returns>
    public static string Write(PolicyTypes? types = null) => StrictJson.Indent(
        new JsonSchemaBuilder((types ?? PolicyTypes.Default).Options, Settlement.PolicyBounds.Of, Settlement.PolicyBounds.RelationsOf).Build(
            typeof(MechanismPolicy),
            Id,
            "CapaCloud.Mechanisms policy",
            "Every rule and number by which a network settles. x-atMost, x-rising, x-rules and x-levels are relations that this vocabulary cannot say; a validator that does not know them accepts more."));
}
