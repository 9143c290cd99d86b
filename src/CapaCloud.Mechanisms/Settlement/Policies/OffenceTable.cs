using System.Collections.Frozen;
using CapaCloud.Mechanisms.Slashing;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Where each offence stands in the policy.</summary>
internal sealed class OffenceTable
{
    private readonly FrozenDictionary<Offence, int> _positions;
    private readonly MechanismPolicy _policy;

    public OffenceTable(MechanismPolicy policy)
    {
        _policy = policy;
        _positions = policy.Offences.Select((offence, index) => KeyValuePair.Create(offence.Offence, index)).ToFrozenDictionary();
        AnyCollective = Enumerable.Range(0, policy.Offences.Length).Any(IsCollective);
        WaitsForNetwork = Enumerable.Range(0, policy.Offences.Length).Any(offence => IsCollective(offence) && !policy.Offences[offence].AppealWindow.IsZero);
        Downtime = _positions.GetValueOrDefault(Offence.Downtime, -1);
    }

    /// <summary>Gets the policy.</summary>
    public MechanismPolicy Policy => _policy;

    /// <summary>Gets the position of downtime, or -1 when missing duties costs nothing.</summary>
    public int Downtime { get; }

    /// <summary>Gets a value indicating whether what one participant pays can depend on the faults of others.</summary>
    public bool AnyCollective { get; }

    /// <summary>Gets a value indicating whether penalties of the whole network wait for each other: the faults of others matter, and can be overturned.</summary>
    public bool WaitsForNetwork { get; }

    /// <summary>Tells whether what an offence costs can depend on the faults of others.</summary>
    public bool IsCollective(int offence) =>
        offence >= 0 && (_policy.Offences[offence].CircuitBreaker is not null || _policy.Offences[offence].Curve.Reads.HasFlag(SlashingInputs.ShareAtFault));

    /// <summary>Returns where an offence stands, or -1 when the policy has no price for it.</summary>
    public int IndexOf(Offence offence) => _positions.GetValueOrDefault(offence, -1);

    public bool Prices(Offence offence) => _positions.ContainsKey(offence);

    public OffencePolicy RuleOf(Offence offence) => _policy.Offences[_positions[offence]];
}
