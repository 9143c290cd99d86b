using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Adaptation;

/// <summary>Why an act on a change is refused.</summary>
/// <remarks>No formula. <c>default</c> is <see cref="None"/>.</remarks>
[JsonConverter(typeof(NameJsonConverter<ChangeRefusal>))]
public enum ChangeRefusal
{
    /// <summary>It is not refused.</summary>
    None = 0,

    /// <summary>Its activation lies before the current epoch: it would reach back in time.</summary>
    InThePast = 1,

    /// <summary>It would hold before the delay that was promised has passed.</summary>
    DelayTooShort = 2,

    /// <summary>Its number is taken.</summary>
    VersionTaken = 3,

    /// <summary>It changes nothing: its content holds already.</summary>
    ChangesNothing = 4,

    /// <summary>It waits for a version that is not known.</summary>
    UnknownPredecessor = 5,

    /// <summary>It waits for itself, directly or through others.</summary>
    Cycle = 6,

    /// <summary>There is no such proposal.</summary>
    UnknownVersion = 7,

    /// <summary>The proposal is not in a state that allows the act.</summary>
    WrongStatus = 8,

    /// <summary>It is too early or too late for the act.</summary>
    WrongTime = 9,

    /// <summary>The deposit is not what the rules ask for.</summary>
    WrongDeposit = 10,

    /// <summary>Only its proposer can take it back.</summary>
    NotTheProposer = 11,

    /// <summary>It would leave no way to work or to change anything again.</summary>
    Bricking = 12,

    /// <summary>It names a version twice that must hold before it.</summary>
    RepeatedPredecessor = 13,

    /// <summary>Its number is not the next one: numbers that are left out would be used up.</summary>
    VersionSkipped = 14,

    /// <summary>It would hold later than any change may wait, or its terms do not fit before the last epoch.</summary>
    TooLate = 15,

    /// <summary>What was reviewed is not what was proposed: another policy, or other rules of change.</summary>
    AnotherChange = 16,

    /// <summary>The state is not the one that was reviewed: it is of another epoch, or under another policy.</summary>
    AnotherState = 17,
}
