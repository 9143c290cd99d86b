using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Adaptation;

/// <summary>Why a change would leave a network that nobody can work in or change again.</summary>
/// <remarks>No formula. <c>default</c> is <see cref="None"/>.</remarks>
[JsonConverter(typeof(NameJsonConverter<BrickingReason>))]
public enum BrickingReason
{
    /// <summary>No reason.</summary>
    None = 0,

    /// <summary>A proposal needs a larger deposit than there is money: nothing can be proposed any more.</summary>
    DepositAboveSupply = 1,

    /// <summary>A proposal needs votes, and no stake can vote.</summary>
    NobodyCanVote = 2,

    /// <summary>A proposal needs the vote of every unit of stake, also of those who are gone: one unit that does not vote fails it.</summary>
    UnanimityOfAllStake = 3,

    /// <summary>The smallest veto fails every proposal.</summary>
    AnyVetoFails = 4,

    /// <summary>The minimum bond is above every participant's stake: nobody is eligible.</summary>
    NobodyEligible = 5,

    /// <summary>The policy cannot be composed: a floor above a ceiling, a window of no length.</summary>
    PolicyRefused = 6,

    /// <summary>The smallest vote against it fails every proposal.</summary>
    AnyNoFails = 7,
}
