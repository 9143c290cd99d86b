namespace CapaCloud.Mechanisms.Verification;

/// <summary>What a list of candidates must be: named, and nobody twice.</summary>
internal static class CandidateNames
{
    public static void RequireNamed(ParticipantId name, int position)
    {
        if (name.IsNone)
        {
            throw new ArgumentException($"Candidate {position} has no name.");
        }
    }

    public static void RequireDifferent(ParticipantId one, ParticipantId next)
    {
        if (one == next)
        {
            throw new ArgumentException($"{one} is a candidate twice.");
        }
    }
}
