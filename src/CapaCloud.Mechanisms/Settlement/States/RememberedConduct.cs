using CapaCloud.Mechanisms.Reputation;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What every record of conduct has in common, whoever's it is: a provider's, a checker's or a requester's.</summary>
internal static class RememberedConduct
{
    /// <summary>Returns what is remembered as of an epoch; of whom nothing is remembered, what is of a newcomer.</summary>
    public static ReputationRecord At(IReputationModel model, ReputationRecord? known, Epoch now) => known is { } record ? model.Age(record, now) : model.Newcomer(now);

    /// <summary>Returns of two records of one epoch the one with the lower score, of equals the second.</summary>
    public static ReputationRecord Worse(IReputationModel model, in ReputationRecord one, in ReputationRecord other) => model.Read(one) < model.Read(other) ? one : other;

    /// <summary>Returns the conduct of an epoch in which a part of what was due was kept.</summary>
    public static Conduct Presence(Epoch epoch, Proportion kept) => new(epoch, ConductKind.Presence, kept.ToRatio(), kept.Complement.ToRatio());

    /// <summary>Returns the same by counts; they are not both 0.</summary>
    public static Conduct Presence(Epoch epoch, ulong kept, ulong missed) => Presence(epoch, Proportion.FromQuotient(kept, (UInt128)kept + missed, Rounding.Down));
}
