using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Settlement.Policies;
using CapaCloud.Mechanisms.Settlement.States;
using CapaCloud.Mechanisms.Time;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>How much of all stake is at fault by each offence, now and in the epochs its correlation looks back at.</summary>
internal sealed class OffenceClimate
{
    private readonly Proportion[] _shares;
    private readonly bool[] _suspended;

    public OffenceClimate(MechanismPolicy policy, EpochTotals totals, ReadOnlySpan<FaultedStake> recent, Epoch now)
    {
        _shares = new Proportion[policy.Offences.Length];
        _suspended = new bool[policy.Offences.Length];
        for (int index = 0; index < _shares.Length; index++)
        {
            OffencePolicy offence = policy.Offences[index];
            Amount current = totals.StakeAtFault.IsEmpty ? Amount.Zero : totals.StakeAtFault[index];
            _shares[index] = Share(current + Earlier(offence, recent, now), totals.Stake);
            _suspended[index] = offence.CircuitBreaker is { } breaker && Share(current, totals.Stake) >= breaker;
        }
    }

    public Proportion ShareAtFault(int offence) => _shares[offence];

    public bool IsSuspended(int offence) => _suspended[offence];

    private static Proportion Share(Amount atFault, Amount all) =>
        atFault >= all ? (atFault.IsZero ? Proportion.Zero : Proportion.One) : Proportion.FromQuotient(atFault.Units, all.Units, Rounding.Up);

    private static Amount Earlier(OffencePolicy offence, ReadOnlySpan<FaultedStake> recent, Epoch now)
    {
        Amount sum = Amount.Zero;
        Epoch oldest = now.MinusToZero(offence.CorrelationWindow);
        foreach (FaultedStake fault in recent)
        {
            sum += fault.Offence == offence.Offence && fault.Epoch >= oldest && !offence.CorrelationWindow.IsZero ? fault.Stake : Amount.Zero;
        }

        return sum;
    }
}
