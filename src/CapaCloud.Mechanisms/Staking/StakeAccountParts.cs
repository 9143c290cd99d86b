using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Staking;

/// <summary>Refuses parts of an account that contradict each other: a stored account is read as it was written, or not at all.</summary>
internal static class StakeAccountParts
{
    public static void Require(StakeAccount account)
    {
        Refuse(account.Owner.IsNone ? "A stake account needs an owner." : null);
        Amount all = Amount.Zero;
        for (int index = 0; index < account.Tranches.Length; index++)
        {
            StakeTranche tranche = account.Tranches[index];
            string? wrong = WrongIn(tranche);
            if (wrong is null && index > 0 && StakeTranches.Compare(account.Tranches[index - 1], tranche) >= 0)
            {
                wrong = "does not come after the one before it: expected the bonded first, then by operator and by history, no history twice";
            }

            Refuse(wrong is null ? null : $"Tranche {index} of {account.Owner} {wrong}.");
            all += tranche.OriginalAt(default);
        }

        for (int index = 0; index < account.Holds.Length; index++)
        {
            StakeHold hold = account.Holds[index];
            Refuse(index > 0 && account.Holds[index - 1].CompareTo(hold) >= 0
                ? $"Hold {index} of {account.Owner} does not come after the one before it: expected each once, by operator and then by epoch."
                : account.StandingAt(hold.Operator, hold.Fault).IsZero
                    ? $"Hold {index} of {account.Owner} is for a fault of {hold.Operator} in epoch {hold.Fault}, at which nothing stood."
                    : null);
        }
    }

    private static string? WrongIn(in StakeTranche tranche) =>
        tranche.Operator.IsNone ? "stands behind nobody"
        : StakeTranches.IsSpent(tranche) ? "is of 0 units, and nothing left it"
        : tranche.IsBonded && tranche.UnbondedAt != default ? $"is bonded, and was unbonded in epoch {tranche.UnbondedAt}"
        : tranche.Release < tranche.UnbondedAt ? $"is released in epoch {tranche.Release}, before it was unbonded in epoch {tranche.UnbondedAt}"
        : !tranche.IsBonded && tranche.UnbondedAt < tranche.Since ? $"was unbonded in epoch {tranche.UnbondedAt}, before it was bonded in epoch {tranche.Since}"
        : WrongIn(tranche.Earlier) ?? WrongIn(tranche.Departures);

    private static string? WrongIn(ImmutableArray<StandingInterval> earlier)
    {
        for (int index = 0; index < earlier.Length; index++)
        {
            StandingInterval interval = earlier[index];
            if (interval.Operator.IsNone || interval.Until < interval.Since)
            {
                return interval.Operator.IsNone
                    ? $"stood behind nobody from epoch {interval.Since} to epoch {interval.Until}"
                    : $"stood behind {interval.Operator} from epoch {interval.Since} to epoch {interval.Until}, which is earlier";
            }

            if (index > 0 && earlier[index - 1].CompareTo(interval) >= 0)
            {
                return $"stood from epoch {interval.Since} to epoch {interval.Until}, which does not come after what is listed before it";
            }
        }

        return null;
    }

    private static string? WrongIn(ImmutableArray<StakeDeparture> departures)
    {
        for (int index = 0; index < departures.Length; index++)
        {
            Epoch epoch = departures[index].Epoch;
            if (departures[index].Amount.IsZero || (index > 0 && departures[index - 1].Epoch >= epoch))
            {
                return departures[index].Amount.IsZero
                    ? $"lost 0 units in epoch {epoch}"
                    : $"lost units in epoch {epoch}, listed after epoch {departures[index - 1].Epoch}; expected each epoch once, in order";
            }
        }

        return null;
    }

    private static void Refuse(string? message)
    {
        if (message is not null)
        {
            throw new ArgumentException(message);
        }
    }
}
