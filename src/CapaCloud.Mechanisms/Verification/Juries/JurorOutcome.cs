namespace CapaCloud.Mechanisms.Verification;

/// <summary>What one juror loses and gets.</summary>
/// <remarks>No formula. <c>default</c> is nobody's.</remarks>
/// <param name="Juror">Who.</param>
/// <param name="Votes">How many votes it held.</param>
/// <param name="CoherentVotes">How many of them were for the ruling.</param>
/// <param name="Penalty">What it loses of its stake, in base units.</param>
/// <param name="StakeReward">What it gets of the others' penalties, in base units.</param>
/// <param name="Fee">What it gets of the fees, in base units.</param>
public readonly record struct JurorOutcome(
    ParticipantId Juror, int Votes, int CoherentVotes, Amount Penalty, Amount StakeReward, Amount Fee);
