using System.Collections.Immutable;
using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms;

/// <summary>
/// A composed mechanism: the loop of a network as pure functions. <see cref="SelectAudits"/>, <see cref="Adjudicate(IEnumerable{Verification.TaskAnswers})"/>,
/// <see cref="Settle(NetworkState, EpochReport)"/>, <see cref="Explain(EpochSettlement, ParticipantId)"/>.
/// </summary>
/// <remarks>
/// No formula of its own: its parts have theirs, and <see cref="Describe"/> lists them. Immutable once built and safe to share between
/// threads. The same state and report give the same bytes on every machine, in every culture, on any number of threads.
/// </remarks>
public sealed partial class Mechanism : IMechanism
{
    private readonly PolicyTypes _types;
    private readonly RuleText _text;
    private readonly SettlementRules _rules;

    private Mechanism(MechanismPolicy policy, PolicyTypes types)
    {
        Policy = policy;
        PolicyHash = PolicyJson.Hash(policy, types);
        _types = types;
        _text = new RuleText(types);
        _rules = new SettlementRules(policy, PolicyHash, types);
    }

    /// <summary>Gets the policy it was composed from.</summary>
    public MechanismPolicy Policy { get; }

    /// <summary>Gets the policy's content hash, the same in every process and on every machine.</summary>
    public Digest PolicyHash { get; }

    internal SettlementRules Rules => _rules;

    /// <summary>Composes a mechanism step by step.</summary>
    /// <param name="build">Says what it consists of.</param>
    /// <returns>The mechanism.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="build"/> is null.</exception>
    /// <exception cref="PolicyRefusedException">The parts do not fit together; the message lists every reason.</exception>
    public static Mechanism Create(Action<MechanismBuilder> build)
    {
        ArgumentNullException.ThrowIfNull(build);
        MechanismBuilder builder = new();
        build(builder);
        return FromPolicy(builder.ToPolicy(), builder.Types);
    }

    /// <summary>Composes a mechanism from a policy.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="types">The names of its rules; the library's own when left out. Needed when the policy holds rules of your own.</param>
    /// <returns>The mechanism.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="policy"/> is null.</exception>
    /// <exception cref="PolicyRefusedException">The policy is not valid; the message lists every reason.</exception>
    public static Mechanism FromPolicy(MechanismPolicy policy, PolicyTypes? types = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ImmutableArray<PolicyError> errors = PolicyValidator.Validate(policy);
        return errors.IsEmpty ? new Mechanism(policy, types ?? PolicyTypes.Default) : throw new PolicyRefusedException(errors);
    }

    /// <summary>Returns what the mechanism consists of, for people.</summary>
    /// <returns>Parameters, formulas and a Mermaid graph of the loop.</returns>
    public MechanismDescription Describe() => MechanismDescription.Of(Policy, PolicyHash, _text);

    /// <summary>Returns its name and what it is known by.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"mechanism '{Policy.Name}', policy {PolicyHash}";
}
