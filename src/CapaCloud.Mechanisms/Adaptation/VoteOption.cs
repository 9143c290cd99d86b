using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Adaptation;

/// <summary>What can be voted.</summary>
/// <remarks>No formula. <c>default</c> is <see cref="None"/>, which is no vote.</remarks>
[JsonConverter(typeof(NameJsonConverter<VoteOption>))]
public enum VoteOption
{
    /// <summary>No vote.</summary>
    None = 0,

    /// <summary>In favour.</summary>
    Yes = 1,

    /// <summary>Present, and on neither side: it counts toward the quorum.</summary>
    Abstain = 2,

    /// <summary>Against.</summary>
    No = 3,

    /// <summary>Against, and harmful: enough of these fail the proposal whatever the others say, and take its deposit.</summary>
    Veto = 4,

    /// <summary>Not a proposal at all: half of the votes take its deposit.</summary>
    Spam = 5,
}
