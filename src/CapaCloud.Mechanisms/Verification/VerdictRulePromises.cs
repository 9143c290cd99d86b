using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>What a rule promises. Proofs rest on promises, and the laws test them.</summary>
/// <remarks>No formula. <c>default</c> promises nothing beyond what every rule keeps.</remarks>
[Flags]
[JsonConverter(typeof(NameJsonConverter<VerdictRulePromises>))]
public enum VerdictRulePromises
{
    /// <summary>Nothing beyond what every rule keeps.</summary>
    None = 0,

    /// <summary>The order of the answers changes nothing.</summary>
    OrderFree = 1,

    /// <summary>No result is accepted on the word of one author alone.</summary>
    NeedsTwo = 2,

    /// <summary>When at least two in three of the counted answers agree, and the quorum is met, their result is the accepted one.</summary>
    FollowsTwoThirds = 4,

    /// <summary>One more answer with the accepted result never unseats it.</summary>
    MoreSupportNeverHurts = 8,

    /// <summary>A vote of weight 0 changes nothing for the others.</summary>
    IgnoresZeroWeight = 16,
}
