using System.Collections.Immutable;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Says what is inconsistent in a state: its books, the order of its lists, and what could not have come from any settlement.</summary>
/// <remarks>
/// <code>
/// Books.In   = Books.Out + Books.Held + Books.Burned + Books.Dust
/// Books.Held = all stakes + all withheld rewards + Treasury + RewardPool + all further pools + all requesters' money
/// Reserved   = sum over a requester's open jobs of (price + bond)
/// </code>
/// A state that is read from a file, moved from another service, or mended by hand goes through here. Linear in the size of the state.
/// </remarks>
internal static class StateValidator
{
    /// <summary>Returns everything that is inconsistent.</summary>
    /// <param name="state">The state.</param>
    /// <returns>The findings, none when the state is consistent.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="state"/> is null.</exception>
    public static ImmutableArray<StateInconsistency> Validate(NetworkState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        ImmutableArray<StateInconsistency>.Builder found = ImmutableArray.CreateBuilder<StateInconsistency>();
        bool complete = true;
        for (int index = 0; index < state.Participants.Length; index++)
        {
            complete &= CheckParticipant(state, index, found) && DelegationConsistency.IsComplete(state.Participants[index].Delegated);
        }

        CheckNames(state, found);

        if (complete && BalanceOf(state) is { } balance)
        {
            found.Add(balance);
        }

        JobConsistency.Check(state, found);
        DelegationConsistency.Check(state, found);
        CheckOrder(state.Pools.AsSpan(), static (left, right) => string.CompareOrdinal(left.Pool, right.Pool), "$.pools", found);
        if (state.Pools.Any(static pool => !LedgerAccount.IsPoolName(pool.Pool) || pool.Amount.IsZero))
        {
            found.Add(new StateInconsistency("$.pools", "has a pool without a name of lowercase letters, digits and hyphens, or without money; expected pools in which something lies"));
        }

        CheckOrder(state.Stakes.AsSpan(), static (left, right) => left.Epoch.CompareTo(right.Epoch), "$.stakes", found);
        CheckOrder(state.Liability.AsSpan(), static (left, right) => left.Since.CompareTo(right.Since), "$.liability", found);
        CheckOrder(state.FormerOffences.AsSpan(), static (left, right) => left.Until.CompareTo(right.Until), "$.formerOffences", found);
        if (state.FormerOffences.Any(former => string.IsNullOrEmpty(former.Rules) || former.Until > state.Epoch))
        {
            found.Add(new StateInconsistency("$.formerOffences", $"keeps prices without rules, or of an epoch after the current one, {state.Epoch}; expected rules of epochs up to it"));
        }

        if (state.Liability.IsEmpty)
        {
            found.Add(new StateInconsistency("$.liability", "is empty; expected the liability window that is in force, from epoch 0 on"));
        }

        if (!state.Stakes.IsEmpty && state.Stakes[^1].Epoch >= state.Epoch)
        {
            found.Add(new StateInconsistency("$.stakes", $"remembers the stake of epoch {state.Stakes[^1].Epoch}; expected epochs before the current one, {state.Epoch}"));
        }

        return found.ToImmutable();
    }

    /// <summary>Throws when the books do not agree.</summary>
    /// <param name="state">The state.</param>
    /// <param name="elsewhere">The stake of participants of the same network who are not in the state, in base units.</param>
    internal static void RequireBalance(NetworkState state, Amount elsewhere = default)
    {
        if (BalanceOf(state, elsewhere) is { } finding)
        {
            throw new InconsistentStateException([finding]);
        }
    }

    private static StateInconsistency? BalanceOf(NetworkState state, Amount elsewhere = default)
    {
        // Not with the books' own sums: in a file that was changed they can exceed every amount.
        UInt128 accounted = state.Books.Out.Units;
        bool exceeds = Add(ref accounted, state.Books.Held) | Add(ref accounted, state.Books.Burned) | Add(ref accounted, state.Books.Dust);
        if (exceeds || accounted != state.Books.In.Units)
        {
            return new StateInconsistency(
                "$.books",
                $"has {Prose.Units(state.Books.In)} in, and out, held, burned and dust are {(exceeds ? "more than 2^128 units" : Prose.Units(accounted))} together; expected the same");
        }

        UInt128 held = state.Treasury.Units;
        bool overflows = Add(ref held, state.RewardPool) | Add(ref held, elsewhere);
        foreach (PoolAmount pool in state.Pools)
        {
            overflows |= Add(ref held, pool.Amount);
        }

        foreach (ref readonly ParticipantState participant in state.Participants)
        {
            overflows |= Add(ref held, participant.Stake.Total) | AddDelegated(ref held, participant.Delegated);
            foreach (WithheldReward reward in participant.Withheld)
            {
                overflows |= Add(ref held, reward.Amount);
            }
        }

        foreach (RequesterState requester in state.Requesters)
        {
            overflows |= Add(ref held, requester.Free) | Add(ref held, requester.Reserved);
        }

        return overflows || held != state.Books.Held.Units
            ? new StateInconsistency(
                "$.books.held",
                $"is {Prose.Units(state.Books.Held)}; expected {(overflows ? "less than 2^128 units" : Prose.Units(held))}: all stakes, delegations, withheld rewards, the treasury, the reward pools and the requesters' money together")
            : null;
    }

    private static bool AddDelegated(ref UInt128 held, DelegatedStake? delegated)
    {
        bool overflows = delegated is not null && (Add(ref held, delegated.Pool.Total) | Add(ref held, delegated.Rewards.Held));
        foreach (WaitingShare share in delegated?.Waiting ?? [])
        {
            overflows |= !share.IsWithheld && Add(ref held, share.Amount);
        }

        return overflows;
    }

    internal static bool Add(ref UInt128 sum, Amount amount)
    {
        bool overflows = amount.Units > UInt128.MaxValue - sum;
        sum = overflows ? sum : sum + amount.Units;
        return overflows;
    }

    private static bool CheckParticipant(NetworkState state, int index, ImmutableArray<StateInconsistency>.Builder found)
    {
        ParticipantState participant = state.Participants[index];
        string path = $"$.participants[{index}]";
        if (participant.Participant.IsNone || participant.Stake is null)
        {
            found.Add(new StateInconsistency(path, "has no name or no stake account; expected both"));
            return false;
        }

        Check(index == 0 || participant.Participant > state.Participants[index - 1].Participant, path, $"'{participant.Participant}' stands out of order or twice; expected names in ascending order");
        Check(participant.Stake.Owner == participant.Participant, $"{path}.stake", $"belongs to '{participant.Stake.Owner}'; expected '{participant.Participant}'");
        Check(participant.Reputation.AsOf <= state.Epoch, $"{path}.reputation", $"is as of epoch {participant.Reputation.AsOf}, after the current epoch, {state.Epoch}");
        Check(
            participant.Checking is not { } checking
            || (checking.Reputation.AsOf <= state.Epoch && checking.Tasks.SequenceEqual(checking.Tasks.Distinct().Order()) && checking.Tasks.All(task => !task.IsNone)),
            $"{path}.checking",
            $"is as of epoch {participant.Checking?.Reputation.AsOf}, or names no task, or tasks out of order or twice; expected an epoch up to the current one, {state.Epoch}, and tasks in ascending order");
        CheckOrder(participant.Cases.AsSpan(), static (left, right) => left.CompareTo(right), $"{path}.cases", found);
        CheckOrder(participant.PassedAudits.AsSpan(), static (left, right) => left.CompareTo(right), $"{path}.passedAudits", found);
        CheckOrder(participant.Withheld.AsSpan(), static (left, right) => left.Epoch.CompareTo(right.Epoch), $"{path}.withheld", found);
        Check(
            AreNamesInOrder(participant.FormerNames.AsSpan()) && !participant.FormerNames.Contains(participant.Participant),
            $"{path}.formerNames",
            "holds nobody, the present name, or names out of order or twice; expected other names in ascending order");
        foreach (PassedAudit audit in participant.PassedAudits)
        {
            Check(!audit.Task.IsNone && audit.Epoch <= state.Epoch, $"{path}.passedAudits", $"names no task, or one of epoch {audit.Epoch}; expected a task of an epoch up to the current one, {state.Epoch}");
        }

        Check(
            participant.Merged is not { } merged
            || (!merged.Records.IsEmpty && merged.Records.All(record => record.Until <= state.Epoch && !record.Names.IsEmpty && record.Names.Contains(record.Name) && record.Names.All(name => participant.FormerNames.Contains(name)))
                && merged.Records.DistinctBy(record => record.Name).Count() == merged.Records.Length),
            $"{path}.merged",
            "holds no record, one twice, one that was merged after the current epoch, or one whose names are none of its former names");
        Check(
            participant.Jail is not { } jail || (!jail.Terms.IsEmpty && JailTerms.EndOf(jail.Terms) <= participant.JailedUntil),
            $"{path}.jail",
            $"holds no term, or one that ends after epoch {participant.JailedUntil}, in which jail ends; expected terms up to then");
        CheckOrder(participant.Jail is { } order ? order.Terms.AsSpan() : [], static (left, right) => left.Key.CompareTo(right.Key), $"{path}.jail", found);
        foreach (FaultCase item in participant.Cases)
        {
            Check(item.Record is not { } of || (participant.Merged?.Records.Any(record => record.Name == of) ?? false), $"{path}.cases", $"case {item.Key} is of the record '{item.Record}'; expected one that was merged");
            Check(Enum.IsDefined(item.Status) && item.Status != CaseStatus.None, $"{path}.cases", $"case {item.Key} has status {item.Status}; expected one of the defined ones");
            // The fault can be of a later epoch than the accusation: a dearer report of an open case gives the case its epoch, and leaves its deadline.
            Check(item.Accused < state.Epoch && item.FaultEpoch < state.Epoch, $"{path}.cases", $"case {item.Key} is of epoch {item.FaultEpoch}, brought in epoch {item.Accused}; expected both before the current epoch, {state.Epoch}");
            Check(!item.Offence.IsNone, $"{path}.cases", $"case {item.Key} is about no offence; expected one");
            Check(item.Deadline >= item.Accused, $"{path}.cases", $"case {item.Key} was brought in epoch {item.Accused} and decides itself in epoch {item.Deadline}; expected the same or a later one");
            Check(AreNamesInOrder(item.Reporters.AsSpan()), $"{path}.cases", $"case {item.Key} has reporters without a name, out of order or twice; expected names in ascending order");
            Check(!item.Severity.IsZero, $"{path}.cases", $"case {item.Key} has severity 0; expected more than 0");
        }

        return true;

        void Check(bool holds, string where, string message)
        {
            if (!holds)
            {
                found.Add(new StateInconsistency(where, message));
            }
        }
    }

    /// <summary>A name that two have, or one has and another had, would find the wrong one.</summary>
    private static void CheckNames(NetworkState state, ImmutableArray<StateInconsistency>.Builder found)
    {
        HashSet<ParticipantId> former = [];
        for (int index = 0; index < state.Participants.Length; index++)
        {
            foreach (ParticipantId name in state.Participants.ItemRef(index).FormerNames)
            {
                if (!former.Add(name) || (state.IndexOf(name) is >= 0 and int other && other != index))
                {
                    found.Add(new StateInconsistency($"$.participants[{index}].formerNames", $"holds '{name}', which another participant has or had; expected each name to be one participant's"));
                }
            }
        }
    }

    private static bool AreNamesInOrder(ReadOnlySpan<ParticipantId> names)
    {
        for (int index = 0; index < names.Length; index++)
        {
            if (names[index].IsNone || (index > 0 && names[index - 1] >= names[index]))
            {
                return false;
            }
        }

        return true;
    }

    internal static void CheckOrder<T>(ReadOnlySpan<T> items, Comparison<T> compare, string path, ImmutableArray<StateInconsistency>.Builder found)
    {
        for (int index = 1; index < items.Length; index++)
        {
            if (compare(items[index - 1], items[index]) >= 0)
            {
                found.Add(new StateInconsistency($"{path}[{index}]", "stands out of order or twice; expected an ascending list"));
                return;
            }
        }
    }
}
