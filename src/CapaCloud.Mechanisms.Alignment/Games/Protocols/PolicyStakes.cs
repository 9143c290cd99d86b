using System.Numerics;
using CapaCloud.Mechanisms.Alignment.Exact;
using CapaCloud.Mechanisms.Slashing;

namespace CapaCloud.Mechanisms.Alignment.Games;

/// <summary>The stakes that a policy fixes, for the games of its protocols.</summary>
/// <remarks>
/// <code>
/// deposit = ceil(bond * curve(severity 1, first offence, this offender alone))
/// bounty  = floor(deposit * bounty share)
/// </code>
/// In base units, for a participant who holds that bond; the same curve and roundings that settle. Costs, wages and fees are no part of a
/// policy: give them besides. Immutable.
/// </remarks>
/// <param name="Bond">The stake the participant holds.</param>
/// <param name="Deposit">What a participant with that stake loses for the offence.</param>
/// <param name="Bounty">What a reporter gets of it.</param>
public sealed record PolicyStakes(Amount Bond, Amount Deposit, Amount Bounty)
{
    /// <summary>Reads the stakes of an offence by a participant who holds the minimum bond.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="offence">The offence.</param>
    /// <returns>The stakes.</returns>
    /// <exception cref="ArgumentException">The policy has no rule for the offence.</exception>
    public static PolicyStakes Of(MechanismPolicy policy, Offence offence)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return Of(policy, offence, policy.Stake.MinimumBond);
    }

    /// <summary>Reads the stakes of an offence by a participant who holds a given stake.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="offence">The offence.</param>
    /// <param name="bond">The stake.</param>
    /// <returns>The stakes.</returns>
    /// <exception cref="ArgumentException">The policy has no rule for the offence.</exception>
    public static PolicyStakes Of(MechanismPolicy policy, Offence offence, Amount bond)
    {
        ArgumentNullException.ThrowIfNull(policy);
        OffencePolicy rule = policy.Offences.FirstOrDefault(candidate => candidate.Offence == offence)
            ?? throw new ArgumentException($"The policy '{policy.Name}' has no rule for the offence '{offence}'.", nameof(offence));
        Proportion part = rule.Curve.Evaluate(new OffenceContext { Severity = Proportion.One });
        Amount deposit = bond.Multiply(part, Rounding.Up);
        return new PolicyStakes(bond, deposit, deposit.Multiply(policy.Penalty.BountyShare, Rounding.Down));
    }

    /// <summary>Returns the stakes under the names a protocol uses for them, and what is given besides.</summary>
    /// <param name="protocol">The protocol; stakes it does not have are left out.</param>
    /// <param name="besides">Costs, wages and fees by the protocol's names, in base units; they take precedence.</param>
    /// <returns>The number for each name, for <see cref="ProtocolGame.CheckWith"/>.</returns>
    public IReadOnlyDictionary<string, Rational> For(ProtocolGame protocol, IReadOnlyDictionary<string, Rational> besides)
    {
        ArgumentNullException.ThrowIfNull(protocol);
        ArgumentNullException.ThrowIfNull(besides);
        Dictionary<string, Rational> numbers = new(besides, StringComparer.Ordinal);
        bool hasDeposit = protocol.Game.Constants.Any(symbol => symbol.Name == "deposit");
        foreach ((string name, Amount amount) in new[]
        {
            ("deposit", Deposit),
            ("own", Deposit),
            ("bounty", Bounty),

            // Where a protocol has a deposit, its bond is the colluders' own; else the bond at stake is what the policy takes of it.
            (hasDeposit ? "" : "bond", Deposit),
        })
        {
            if (protocol.Game.Constants.Any(symbol => symbol.Name == name))
            {
                numbers.TryAdd(name, Rational.FromInteger((BigInteger)amount.Units));
            }
        }

        return numbers;
    }
}
