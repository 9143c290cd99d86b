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
        Downtime = _positions.GetValueOrDefault(Offence.Downtime, -1);
    }

    /// <summary>Gets the policy.</summary>
    public MechanismPolicy Policy => _policy;

    /// <summary>Gets the position of downtime, or -1 when missing duties costs nothing.</summary>
    public int Downtime { get; }

    public bool Prices(Offence offence) => _positions.ContainsKey(offence);

    public OffencePolicy RuleOf(Offence offence) => _policy.Offences[_positions[offence]];
}
