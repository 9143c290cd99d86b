using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Adaptation;

/// <summary>What a vote decides, and by which rule.</summary>
/// <remarks>No formula. <c>default</c> is <see cref="NothingBonded"/>: nobody could vote. Only <see cref="Passed"/> passes.</remarks>
[JsonConverter(typeof(NameJsonConverter<VoteOutcome>))]
public enum VoteOutcome
{
    /// <summary>Fails: nobody could vote.</summary>
    NothingBonded = 0,

    /// <summary>Passes.</summary>
    Passed = 1,

    /// <summary>Fails: half of the votes or more say that it is spam.</summary>
    Spam = 2,

    /// <summary>Fails: too few voted.</summary>
    WithoutQuorum = 3,

    /// <summary>Fails: all abstained.</summary>
    OnlyAbstentions = 4,

    /// <summary>Fails: more than the veto threshold hold it harmful.</summary>
    Vetoed = 5,

    /// <summary>Fails: not more than the threshold are in favour.</summary>
    Rejected = 6,
}
