using System.Globalization;
using System.Numerics;
using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Tests.Staking.Model;

/// <summary>Plays a script on the library and on the naive ledger side by side, and says where they first differ.</summary>
internal sealed class StakingModel
{
    private static readonly BigInteger InitialWallet = BigInteger.Pow(10, 15);

    private readonly StakingSystem _system;
    private readonly Dictionary<ParticipantId, StakeAccount> _accounts = [];
    private readonly Dictionary<ParticipantId, NaiveLedger> _naive = [];
    private readonly Dictionary<ParticipantId, int> _roundings = [];
    private readonly Dictionary<LedgerAccount, BigInteger> _books = [];
    private readonly Dictionary<(ParticipantId Owner, ParticipantId Operator, Epoch Fault), Amount> _stood = [];
    private readonly List<StakeHold> _pending = [];
    private Epoch _now = Epoch.Of(20);

    private StakingModel(StakingSystem system)
    {
        _system = system;
        for (int who = 0; who < StakingStep.Participants; who++)
        {
            ParticipantId id = new StakingStep(default, who, 0, 0, 0, 0).Participant;
            _accounts[id] = StakeAccount.Open(id);
            _naive[id] = new NaiveLedger(system.Rules);
            _roundings[id] = 1;
            _books[LedgerAccount.Wallet(id)] = InitialWallet;
        }
    }

    /// <summary>Returns null when every step keeps every law, or the step and the law that broke.</summary>
    public static string? Play(IReadOnlyList<StakingStep> script, StakingRules rules, StakingSystem system)
    {
        system.Rules = rules;
        StakingModel model = new(system);
        for (int index = 0; index < script.Count; index++)
        {
            string? complaint = model.Apply(script[index]) ?? model.Check(script[index]);
            if (complaint is not null)
            {
                string step = (index + 1).ToString(CultureInfo.InvariantCulture);
                return $"step {step} ({script[index]}), epoch {model._now}: {complaint}";
            }
        }

        return null;
    }

    private string? Apply(StakingStep step)
    {
        ParticipantId who = step.Participant;
        try
        {
            switch (step.Kind)
            {
                case StakingStepKind.Deposit:
                    Change(who, _system.Deposit(_accounts[who], step.Deposited, step.Operator, _now));
                    _naive[who].Deposit(step.Deposited.Units, step.Operator, _now.Number);
                    break;
                case StakingStepKind.Unbond when Part(_accounts[who].BondedWith(step.Operator), step) is { IsZero: false } amount:
                    Change(who, _system.Unbond(_accounts[who], amount, step.Operator, _now));
                    _naive[who].Unbond(amount.Units, step.Operator, _now.Number);
                    break;
                case StakingStepKind.Cancel when Part(_accounts[who].Unbonding, step) is { IsZero: false } amount:
                    Change(who, _system.Cancel(_accounts[who], amount, _now));
                    _naive[who].Cancel(amount.Units, _now.Number);
                    break;
                case StakingStepKind.Redelegate when Part(_accounts[who].BondedWith(step.Operator), step) is { IsZero: false } amount:
                    Change(who, _system.Redelegate(_accounts[who], amount, step.Operator, step.OtherOperator, _now));
                    _naive[who].Redelegate(amount.Units, step.Operator, step.OtherOperator, _now.Number);
                    break;
                case StakingStepKind.Withdraw:
                    StakeChange withdrawal = _system.Withdraw(_accounts[who], _now);
                    Change(who, withdrawal);
                    return Near(who, "withdrawn", withdrawal.Moved, _naive[who].Withdraw(_now.Number));
                case StakingStepKind.Advance:
                    for (int passed = 0; passed < step.Epochs; passed++)
                    {
                        Remember();
                        _now = _now.Next;
                        TickAll();
                    }

                    return null;
                case StakingStepKind.Slash:
                    return SlashAll(step);
                case StakingStepKind.Hold:
                    return Hold(step);
                case StakingStepKind.Release or StakingStepKind.Confirm when _pending.Count > 0:
                    return Resolve(step);
                default:
                    return null;
            }
        }
        catch (StakeRefusedException refusal) when (refusal.Refusal == StakeRefusal.TooManyTranches)
        {
            return null;
        }

        _naive[who].Tick(_now.Number);
        return null;
    }

    private string? SlashAll(StakingStep step)
    {
        StakeHold fault = Fault(step);
        foreach (ParticipantId id in _accounts.Keys)
        {
            if (!_system.Rules.IsChargeable(fault.Fault, _now) && !_accounts[id].IsHeld(fault.Operator, fault.Fault))
            {
                if (IsRefused(() => _accounts[id].Slash(fault.Operator, fault.Fault, step.Fraction, _now, _system.Rules)))
                {
                    continue;
                }

                return $"a fault of epoch {fault.Fault}, neither chargeable nor held, was charged to {id}";
            }

            if (Charge(id, fault, step) is { } complaint)
            {
                return complaint;
            }
        }

        TickAll();
        return null;
    }

    private string? Charge(ParticipantId id, StakeHold fault, StakingStep step)
    {
        StakeSlash slash = _system.Slash(_accounts[id], fault.Operator, fault.Fault, step.Fraction, _now);
        return Taken(id, slash, step.Fraction, _naive[id].Slash(fault.Operator, fault.Fault.Number, step.Percent, _now.Number));
    }

    private string? Hold(StakingStep step)
    {
        StakeHold fault = Fault(step);
        if (!_system.Rules.IsChargeable(fault.Fault, _now))
        {
            return null;
        }

        foreach (ParticipantId id in _accounts.Keys)
        {
            BigInteger standing = _naive[id].StandingAt(fault.Operator, fault.Fault.Number);
            _accounts[id] = _system.Hold(_accounts[id], fault, _now);
            bool isHeld = _accounts[id].IsHeld(fault.Operator, fault.Fault);
            if (isHeld ? standing.IsZero : standing > NaiveLedger.Scale * 2 * _roundings[id])
            {
                return $"hold: {standing / NaiveLedger.Scale} units of {id} stood, held: {isHeld}";
            }

            if (isHeld)
            {
                _naive[id].Hold(fault.Operator, fault.Fault.Number);
            }
        }

        _pending.Add(fault);
        TickAll();
        return null;
    }

    private string? Resolve(StakingStep step)
    {
        StakeHold hold = _pending[step.Other % _pending.Count];
        _pending.Remove(hold);
        foreach (ParticipantId id in _accounts.Keys)
        {
            if (step.Kind == StakingStepKind.Confirm && _accounts[id].IsHeld(hold.Operator, hold.Fault) && Charge(id, hold, step) is { } complaint)
            {
                return complaint;
            }

            // Another accusation of the same fault may still be pending: it holds the same stake.
            if (!_pending.Contains(hold))
            {
                _accounts[id] = _system.Release(_accounts[id], hold, _now);
                _naive[id].Release(hold.Operator, hold.Fault.Number);
            }
        }

        TickAll();
        return null;
    }

    private StakeHold Fault(StakingStep step) => new(step.Operator, _now.MinusToZero(EpochSpan.Of((ulong)step.Epochs)));

    private static bool IsRefused(Action act)
    {
        try
        {
            act();
            return false;
        }
        catch (StakeRefusedException refused) when (refused.Refusal == StakeRefusal.FaultExpired)
        {
            return true;
        }
    }

    /// <summary>Remembers what stood in the epoch that ends: from now on that never changes.</summary>
    private void Remember()
    {
        foreach ((ParticipantId owner, StakeAccount account) in _accounts)
        {
            foreach (ParticipantId operatorId in Operators())
            {
                _stood[(owner, operatorId, _now)] = account.StandingAt(operatorId, _now);
            }
        }
    }

    /// <summary>Of every epoch that is over and can be charged or is held, what stood is what stood when it ended.</summary>
    private string? Unchanged(StakeAccount account)
    {
        foreach (ParticipantId operatorId in Operators())
        {
            IEnumerable<Epoch> held = account.Holds.Where(hold => hold.Operator == operatorId).Select(hold => hold.Fault);
            for (Epoch fault = _system.Rules.EarliestChargeable(_now); fault < _now; fault = fault.Next)
            {
                held = held.Append(fault);
            }

            foreach (Epoch fault in held)
            {
                Amount standing = account.StandingAt(operatorId, fault);
                if (fault < _now && _stood.TryGetValue((account.Owner, operatorId, fault), out Amount stood) && stood != standing)
                {
                    return $"standing behind {operatorId} at epoch {fault} was {stood} when it ended, and is {standing}";
                }
            }
        }

        return null;
    }

    /// <summary>
    /// What an account remembers is bounded by the window, the epoch before this one, or the oldest held fault. Leaving wholly is never refused: each time what was
    /// slashed before stays behind as a tranche of its own, until the window has passed over it.
    /// </summary>
    private string? Size(StakeAccount account)
    {
        Epoch horizon = account.Holds.Select(hold => hold.Fault).Append(_system.Rules.EarliestChargeable(_now)).Append(_now.MinusToZero(EpochSpan.One)).Min();
        ulong epochs = _now.Since(horizon).Epochs + 1;
        StakeTranche large = account.Tranches.FirstOrDefault(lot => (ulong)lot.Departures.Length > epochs || (ulong)lot.Earlier.Length > 2 * epochs);
        return large != default ? $"bounded: {large.Departures.Length} departures and {large.Earlier.Length} stretches in {epochs} epochs"
            : (ulong)account.Tranches.Length > (2 * (ulong)_system.Rules.MaximumTranches) + (StakingStep.Operators * epochs) ? $"bounded: {account.Tranches.Length} tranches"
            : account.Holds.Length > _pending.Count ? $"bounded: {account.Holds.Length} holds of {_pending.Count} accusations"
            : null;
    }

    private static IEnumerable<ParticipantId> Operators() =>
        Enumerable.Range(0, StakingStep.Operators).Select(place => new StakingStep(default, 0, place, 0, 0, 0).Operator);

    private string? Check(StakingStep step)
    {
        ParticipantId who = step.Participant;
        StakeAccount account = _accounts[who];
        BigInteger all = _books.Values.Aggregate(BigInteger.Zero, (sum, balance) => sum + balance);
        if (all != InitialWallet * StakingStep.Participants)
        {
            return $"conservation: the books hold {all}, {InitialWallet * StakingStep.Participants} came in";
        }

        foreach ((ParticipantId id, StakeAccount other) in _accounts)
        {
            BigInteger booked = _books.GetValueOrDefault(LedgerAccount.Stake(id));
            if (booked != (BigInteger)other.Total.Units)
            {
                return $"conservation: Stake({id}) is {booked} in the books and {other.Total} in the account";
            }
        }

        StakeAccount pruned = _system.Prune(account, _now);
        if (!ReferenceEquals(pruned, _system.Prune(pruned, _now)))
        {
            return "pruned twice is pruned once, the same instance";
        }

        return Near(who, $"bonded with {step.Operator}", account.BondedWith(step.Operator), _naive[who].BondedWith(step.Operator))
            ?? Near(who, "unbonding", account.Unbonding, _naive[who].Unbonding)
            ?? Unchanged(account) ?? Unchanged(pruned) ?? Size(pruned)
            ?? Standing(pruned, step, _now)
            ?? Standing(pruned, step, Fault(step).Fault)
            ?? EverythingCanLeave(account);
    }

    private string? Standing(StakeAccount account, StakingStep step, Epoch fault) =>
        !_system.Rules.IsChargeable(fault, _now) ? null : Near(
            account.Owner, $"liability: standing behind {step.Operator} at epoch {fault}",
            account.StandingAt(step.Operator, fault), _naive[account.Owner].StandingAt(step.Operator, fault.Number));

    private string? EverythingCanLeave(StakeAccount account)
    {
        foreach (StakeHold hold in account.Holds)
        {
            account = account.Release(hold.Operator, hold.Fault, _now, _system.Rules);
        }

        for (int where = 0; where < StakingStep.Operators; where++)
        {
            ParticipantId operatorId = new StakingStep(default, 0, where, 0, 0, 0).Operator;
            Amount bonded = account.BondedWith(operatorId);
            account = bonded.IsZero ? account : account.Unbond(bonded, operatorId, _now, _system.Rules).Account;
        }

        StakeAccount empty = account.Withdraw(_now + _system.Rules.ReleaseDelay, _system.Rules).Account;
        return empty.Total.IsZero ? null : $"can always withdraw: {empty.Total} units of {account.Owner} cannot leave";
    }

    private string? Taken(ParticipantId id, StakeSlash slash, Proportion fraction, BigInteger naive)
    {
        _accounts[id] = slash.Account;
        if (!slash.Taken.IsZero)
        {
            Book(new Posting(LedgerAccount.Stake(id), LedgerAccount.Treasury, slash.Taken, PostingReason.Slash));
        }

        _roundings[id]++;
        return slash.Due != slash.Standing.Multiply(fraction, Rounding.Up)
            ? $"penalty: {slash.Due} due for {fraction} of {slash.Standing}"
            : Near(id, "taken", slash.Taken, naive);
    }

    /// <summary>The library moves whole units, and rounds once for each slash; the naive ledger does not round.</summary>
    private string? Near(ParticipantId id, string what, Amount actual, BigInteger naive)
    {
        BigInteger difference = BigInteger.Abs(((BigInteger)actual.Units * NaiveLedger.Scale) - naive);
        return difference <= NaiveLedger.Scale * 2 * _roundings[id]
            ? null
            : $"{what} of {id} is {actual}, on paper {naive / NaiveLedger.Scale}";
    }

    private void Change(ParticipantId who, StakeChange change)
    {
        _accounts[who] = change.Account;
        if (change.Posting is { } posting)
        {
            Book(posting);
        }
    }

    private void Book(Posting posting)
    {
        _books[posting.From] = _books.GetValueOrDefault(posting.From) - posting.Amount.Units;
        _books[posting.To] = _books.GetValueOrDefault(posting.To) + posting.Amount.Units;
    }

    private void TickAll()
    {
        foreach (NaiveLedger ledger in _naive.Values)
        {
            ledger.Tick(_now.Number);
        }
    }

    private static Amount Part(Amount whole, StakingStep step) => whole.Multiply(step.Fraction, Rounding.Up);
}
