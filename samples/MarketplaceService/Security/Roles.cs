using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Security;

/// <summary>Who may do what. A key has one role.</summary>
internal static class Roles
{
    /// <summary>Sees everything, confirms the clock, retracts entries, reviews policies.</summary>
    public const string Operator = "operator";

    /// <summary>Says what was deposited, delegated, and what requesters paid.</summary>
    public const string Treasurer = "treasurer";

    /// <summary>Measures work and duties.</summary>
    public const string Meter = "meter";

    /// <summary>Brings verdicts, evidence and the answers of audits.</summary>
    public const string Auditor = "auditor";

    /// <summary>Rules on appeals.</summary>
    public const string Judge = "judge";

    /// <summary>Publishes the public chance of each epoch.</summary>
    public const string Beacon = "beacon";

    /// <summary>Sees everything and changes nothing.</summary>
    public const string Reader = "reader";

    /// <summary>Speaks for one participant, an operator or a delegator: commits results, appeals, takes its stake out, claims what it earned, and sees what is its own.</summary>
    public const string Node = "node";

    public static ImmutableArray<string> All { get; } = [Operator, Treasurer, Meter, Auditor, Judge, Beacon, Reader, Node];
}
