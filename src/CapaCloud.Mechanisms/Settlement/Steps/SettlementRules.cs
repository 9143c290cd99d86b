namespace CapaCloud.Mechanisms.Settlement;

/// <summary>A policy made ready for settling: what is looked up once and used for every participant.</summary>
internal sealed class SettlementRules
{
    private readonly TalliedOffences _tallied;

    public SettlementRules(MechanismPolicy policy, Digest policyHash, PolicyTypes types)
    {
        Policy = policy;
        PolicyHash = policyHash;
        Offences = new OffenceTable(policy);
        Former = new FormerRules(policy, types);
        _tallied = new TalliedOffences(Offences, Former, []);
        Assessor = new ParticipantAssessor(policy);
        Settler = new ParticipantSettler(policy, Offences, Former);
    }

    public MechanismPolicy Policy { get; }

    public Digest PolicyHash { get; }

    public OffenceTable Offences { get; }

    public FormerRules Former { get; }

    public ParticipantAssessor Assessor { get; }

    public ParticipantSettler Settler { get; }

    /// <summary>Returns what is added up over all participants in a state, which may still have prices of earlier policies.</summary>
    public TalliedOffences TalliedIn(NetworkState state) => state.FormerOffences.IsEmpty ? _tallied : new TalliedOffences(Offences, Former, state.FormerOffences);
}
