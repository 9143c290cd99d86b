namespace CapaCloud.Mechanisms.Settlement;

/// <summary>The score by which checkers are drawn: that of their checks, where the policy keeps a record of those, otherwise that of all their conduct.</summary>
internal static class CheckScore
{
    public static Proportion Of(MechanismPolicy policy, in ParticipantState participant, Epoch now) => policy.Verification.Panels?.Record is { } model
        ? model.Read(RememberedConduct.At(model, participant.Checking?.Reputation, now))
        : policy.Reputation.Model.Read(policy.Reputation.Model.Age(participant.Reputation, now));
}
