using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms;

/// <summary>How far a case has come.</summary>
/// <remarks>
/// <code>
/// offence without appeal:  Decided -> Charged | Suspended                       in the epoch in which it is brought
/// offence with appeal:     Pending -> Overturned | Dismissed | Decided -> Charged | Suspended
/// </code>
/// <c>default</c> is <see cref="None"/>, the status of no case. Numbers are part of stored states and never change.
/// </remarks>
[JsonConverter(typeof(NameJsonConverter<CaseStatus>))]
public enum CaseStatus
{
    /// <summary>No case: the value of <c>default</c>.</summary>
    None = 0,

    /// <summary>It can be appealed, or waits for a ruling. Nothing was taken; the stake that stood at the fault cannot leave.</summary>
    Pending = 1,

    /// <summary>The fault is established. Its penalty waits for accusations that must be decided first, and is then taken with theirs.</summary>
    Decided = 2,

    /// <summary>Its penalty was taken. A penalty of zero is a penalty: the fault counts as an earlier one.</summary>
    Charged = 3,

    /// <summary>The circuit breaker was open. Nothing was taken, and nothing can be taken for it later.</summary>
    Suspended = 4,

    /// <summary>A ruling found that there was no fault. The same act cannot be brought again.</summary>
    Overturned = 5,

    /// <summary>A ruling on this offence alone found that there was none. The same act can still be charged as another offence: shown after all, and wrong.</summary>
    Dismissed = 6,
}
