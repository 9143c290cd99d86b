namespace CapaCloud.Mechanisms.Settlement;

/// <summary>A policy made ready for settling: what is looked up once and used for every participant.</summary>
internal sealed class SettlementRules
{
    public SettlementRules(MechanismPolicy policy, Digest policyHash, PolicyTypes types)
    {
        Policy = policy;
        PolicyHash = policyHash;
        Offences = new OffenceTable(policy);
        Former = new FormerRules(policy, types);
        Assessor = new ParticipantAssessor(policy);
        Settler = new ParticipantSettler(policy, Offences, Former);
    }

    public MechanismPolicy Policy { get; }

    public Digest PolicyHash { get; }

    public OffenceTable Offences { get; }

    public FormerRules Former { get; }

    public ParticipantAssessor Assessor { get; }

    public ParticipantSettler Settler { get; }

    /// <summary>Returns the batch by which a participant's cases are charged: the network's where faults of others matter, else its own.</summary>
    public CaseBatch BatchOf(in ParticipantEpoch epoch, CaseBatch network) => Offences.WaitsForNetwork ? network : epoch.Batch;
}
