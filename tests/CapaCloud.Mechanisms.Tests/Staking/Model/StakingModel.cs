using System.Globalization;
using System.Numerics;
using CapaCloud.Mechanisms.Hashing;
using CapaCloud.Mechanisms.Identity;
using CapaCloud.Mechanisms.Ledger;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Staking;
using CapaCloud.Mechanisms.Time;

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
    private readonly List<StakeHold> _pending = [];
    private Epoch _now = Epoch.Of(20);
    private ulong _keys;

    private StakingModel(StakingSystem system)
    {
        _system = system;
        for (int who = 0; who < StakingStep.Participants; who++)
        {
            ParticipantId id = new StakingStep(default, who, 0, 0, 0, 0).Participant;
            _accounts[id] = StakeAccount.Open(id);
            _naive[id] = new NaiveLedger();
            _roundings[id] = 1;
            _books[LedgerAccount.Wallet(id)] = InitialWallet;
        }
    }

    /// <summary>Returns null when every step keeps every law, or the step and the law that broke.</summary>
    public static string? Play(IReadOnlyList<StakingStep> script, StakingSystem system)
    {
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
                        _now = _now.Next;
                        TickAll();
                    }

                    return null;
                case StakingStepKind.Slash:
                    return SlashAll(step);
                case StakingStepKind.Accuse:
                    Accuse(step);
                    break;
                case StakingStepKind.Overturn or StakingStepKind.Confirm when _pending.Count > 0:
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
        Epoch fault = _now.MinusToZero(EpochSpan.Of((ulong)step.Epochs));
        foreach (ParticipantId id in _accounts.Keys.Where(id => !_accounts[id].IsClosed).ToArray())
        {
            StakeSlash slash = _system.Slash(_accounts[id], step.Operator, fault, step.Fraction, _now);
            string? complaint = Taken(id, slash, step.Fraction, _naive[id].Slash(step.Operator, fault.Number, step.Percent, _now.Number));
            if (complaint is not null)
            {
                return complaint;
            }
        }

        TickAll();
        return null;
    }

    private void Accuse(StakingStep step)
    {
        Epoch fault = _now.MinusToZero(EpochSpan.Of((ulong)step.Epochs));
        StakeHold hold = new(KeyOf(++_keys), step.Operator, fault, step.Fraction);
        foreach (ParticipantId id in _accounts.Keys.Where(id => !_accounts[id].IsClosed).ToArray())
        {
            _accounts[id] = _accounts[id].Hold(hold, _now, StakingSystem.Rules);
            _roundings[id] += 2;
            _naive[id].Accuse(hold.Key, hold.Operator, fault.Number, step.Percent);
        }

        _pending.Add(hold);
        TickAll();
    }

    private string? Resolve(StakingStep step)
    {
        StakeHold hold = _pending[step.Other % _pending.Count];
        _pending.Remove(hold);
        foreach (ParticipantId id in _accounts.Keys.Where(id => _accounts[id].Holds.Contains(hold)).ToArray())
        {
            if (step.Kind == StakingStepKind.Overturn)
            {
                _accounts[id] = _system.Overturn(_accounts[id], hold.Key, _now);
                _naive[id].Overturn(hold.Key);
                continue;
            }

            StakeSlash slash = _system.Confirm(_accounts[id], hold.Key, _now);
            string? complaint = Taken(id, slash, hold.Fraction, _naive[id].Confirm(hold.Key, _now.Number));
            if (complaint is not null)
            {
                return complaint;
            }
        }

        TickAll();
        return null;
    }

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

        if (account.Lots.Length > 2 * StakingSystem.Rules.MaximumTranches)
        {
            return $"bounded: {account.Lots.Length} tranches";
        }

        return Near(who, $"bonded with {step.Operator}", account.BondedWith(step.Operator), _naive[who].BondedWith(step.Operator))
            ?? Near(who, "unbonding", account.Unbonding, _naive[who].Unbonding)
            ?? Standing(account, step, _now)
            ?? Standing(account, step, _now.MinusToZero(EpochSpan.Of((ulong)step.Epochs)))
            ?? EverythingCanLeave(account);
    }

    private string? Standing(StakeAccount account, StakingStep step, Epoch fault) =>
        Near(
            account.Owner, $"liability: standing behind {step.Operator} at epoch {fault}",
            account.Prune(_now, StakingSystem.Rules).StandingAt(step.Operator, fault), _naive[account.Owner].StandingAt(step.Operator, fault.Number));

    private string? EverythingCanLeave(StakeAccount account)
    {
        foreach (StakeHold hold in account.Holds)
        {
            account = account.Overturn(hold.Key, _now, StakingSystem.Rules);
        }

        for (int where = 0; where < StakingStep.Operators; where++)
        {
            ParticipantId operatorId = new StakingStep(default, 0, where, 0, 0, 0).Operator;
            Amount bonded = account.BondedWith(operatorId);
            account = bonded.IsZero ? account : account.Unbond(bonded, operatorId, _now, StakingSystem.Rules).Account;
        }

        StakeAccount empty = account.Withdraw(_now + StakingSystem.Rules.ReleaseDelay, StakingSystem.Rules).Account;
        return empty.Total.IsZero ? null : $"can always withdraw: {empty.Total} units of {account.Owner} cannot leave";
    }

    private string? Taken(ParticipantId id, StakeSlash slash, Proportion fraction, BigInteger naive)
    {
        _accounts[id] = slash.Account;
        if (slash.Posting is { } posting)
        {
            Book(posting);
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

    private static Digest KeyOf(ulong number)
    {
        Span<byte> bytes = stackalloc byte[Digest.Size];
        bytes.Clear();
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes, number);
        return Digest.FromBytes(bytes);
    }
}
