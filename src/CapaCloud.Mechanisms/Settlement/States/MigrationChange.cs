using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms;

/// <summary>One thing that a change of policy touches in a state.</summary>
/// <remarks>No formula. <c>default</c> is no change.</remarks>
/// <param name="Effect">What happens.</param>
/// <param name="Participant">To whom; nobody when it concerns all.</param>
/// <param name="Key">The key of the case, where there is one.</param>
/// <param name="Message">The values before and after, with their units.</param>
public readonly record struct MigrationChange(MigrationEffect Effect, ParticipantId Participant, Digest Key, string Message)
{
    /// <summary>Gets what happens.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a number that the enumeration has not.</exception>
    public MigrationEffect Effect { get; init => field = EnumerationMember.Required(value); } = EnumerationMember.Required(Effect, nameof(Effect));

    /// <summary>Returns the change in one line.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{(Participant.IsNone ? "everybody" : Participant)}: {Message} ({Effect})";
}
