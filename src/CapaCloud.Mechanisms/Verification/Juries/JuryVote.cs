namespace CapaCloud.Mechanisms.Verification;

/// <summary>One vote of a panel; a juror who was drawn twice has two.</summary>
/// <remarks>No formula. <c>default</c> is nobody's vote, and is refused.</remarks>
/// <param name="Juror">Who holds the vote.</param>
/// <param name="Choice">The choice, 0 for "refuses to decide"; null when it was not cast or not revealed.</param>
public readonly record struct JuryVote(ParticipantId Juror, int? Choice);
