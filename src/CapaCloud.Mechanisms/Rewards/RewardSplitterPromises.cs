using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>What a splitter promises. Proofs rest on promises, and the laws test them.</summary>
/// <remarks>No formula. <c>default</c> promises nothing beyond conservation.</remarks>
[Flags]
[JsonConverter(typeof(NameJsonConverter<RewardSplitterPromises>))]
public enum RewardSplitterPromises
{
    /// <summary>Nothing beyond <c>sum(shares) + remainder = pool</c>.</summary>
    None = 0,

    /// <summary>Nothing is left over when a weight is above zero.</summary>
    SumsExactly = 1,

    /// <summary>Each share is the exact quota rounded down or up.</summary>
    WithinOneUnitOfQuota = 2,

    /// <summary>Reordering the claims reorders the shares and changes none.</summary>
    PermutationEquivariant = 4,

    /// <summary>Equal weights get shares that differ by at most one unit.</summary>
    EqualWeightsDifferByAtMostOne = 8,

    /// <summary>More weight for one claim, the others unchanged, never gets it less.</summary>
    MonotoneInOwnWeight = 16,

    /// <summary>A larger pool never gives anyone less.</summary>
    MonotoneInPool = 32,

    /// <summary>All weights times the same factor give the same shares.</summary>
    ScaleFree = 64,
}
