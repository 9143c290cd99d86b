using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms;

/// <summary>What a further pool of rewards pays for: what a participant brings is its claim, before its score and its uptime.</summary>
/// <remarks>
/// No formula; <see cref="FurtherPool"/> has it. Of each participant it is counted from its own row, its own checks and its own stake; so what two names have together is what one has with
/// the sum. <c>default</c> is <see cref="Work"/>.
/// </remarks>
[JsonConverter(typeof(NameJsonConverter<RewardClaim>))]
public enum RewardClaim
{
    /// <summary>Work: the units of the participant's row.</summary>
    Work = 0,

    /// <summary>Checks that were found right in the epoch, for the first time.</summary>
    Checks = 1,

    /// <summary>Duties that were kept, of all that were due. What was missed is not paid, excused or not, and goes to no rival; who had none due claims nothing. Duties that a <see cref="Settlement.DutyPolicy"/> does not count are claimed all the same.</summary>
    Uptime = 2,

    /// <summary>Stake that stood behind the participant before the epoch and still does: its own, and what delegators put behind it.</summary>
    Stake = 3,
}
