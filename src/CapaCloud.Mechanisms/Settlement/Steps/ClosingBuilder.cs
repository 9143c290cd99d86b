namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Adds up what the next state needs of a group of participants. Mutable; for one thread.</summary>
internal sealed class ClosingBuilder(MechanismPolicy policy, Epoch next)
{
    private readonly HashSet<Epoch> _openFaults = [];
    private readonly SortedDictionary<ParticipantId, RequesterChange> _requesters = [];
    private readonly List<ParticipantId> _leaving = [];
    private readonly SortedDictionary<string, PoolChange> _pools = new(StringComparer.Ordinal);
    private ulong _participants;
    private Amount _rewards, _checkPay, _held;
    private Amount _in, _out, _toHeld, _fromHeld, _burned, _toDust, _fromDust, _toTreasury, _fromTreasury, _toRewardPool, _fromRewardPool;

    /// <summary>Gets a value indicating whether somebody may be forgotten.</summary>
    public bool Forgets { get; private set; }

    /// <summary>Adds one posting.</summary>
    public void Add(in Posting posting)
    {
        (Amount amount, LedgerAccountKind from, LedgerAccountKind to) = (posting.Amount, posting.From.Kind, posting.To.Kind);
        Place source = PlaceOf(from, isSource: true), target = PlaceOf(to, isSource: false);
        if (source != target || source == Place.Outside)
        {
            Take(source, amount);
            Give(target, amount);
        }

        if (from != to)
        {
            _fromTreasury += from == LedgerAccountKind.Treasury ? amount : Amount.Zero;
            _toTreasury += to == LedgerAccountKind.Treasury ? amount : Amount.Zero;
            _fromRewardPool += from == LedgerAccountKind.RewardPool ? amount : Amount.Zero;
            _toRewardPool += to == LedgerAccountKind.RewardPool ? amount : Amount.Zero;
            Add(posting.From.Pool, Amount.Zero, amount);
            Add(posting.To.Pool, amount, Amount.Zero);
        }
    }

    /// <summary>Adds one participant's outcome; its postings come by themselves.</summary>
    public void Add(in ParticipantOutcome outcome)
    {
        foreach (JobOutcome job in outcome.Jobs)
        {
            Add(job);
        }

        Add(outcome.After);
        _participants++;
        _rewards += outcome.Reward;
        _checkPay += outcome.CheckPay;
    }

    /// <summary>Adds one ended job.</summary>
    public void Add(in JobOutcome job)
    {
        RequesterChange change = new(job.Requester, job.Reserved, job.ToRequester) { Conduct = job.Conduct };
        _requesters[job.Requester] = _requesters.TryGetValue(job.Requester, out RequesterChange known) ? known.With(change) : change;
    }

    private void Add(string? pool, Amount comes, Amount leaves)
    {
        if (pool is not null)
        {
            PoolChange change = _pools.GetValueOrDefault(pool);
            _pools[pool] = new PoolChange(pool, change.In + comes, change.Out + leaves);
        }
    }

    public EpochClosing ToClosing() => new()
    {
        Participants = _participants,
        Rewards = _rewards,
        CheckPay = _checkPay,
        Held = _held,
        Moved = new MovedMoney(_in, _out, _toHeld, _fromHeld, _burned, _toDust, _fromDust, _toTreasury, _fromTreasury, _toRewardPool, _fromRewardPool),
        OpenFaults = [.. _openFaults.Order()],
        Requesters = [.. _requesters.Values],
        Leaving = [.. _leaving.Order()],
        Pools = [.. _pools.Values],
    };

    private void Add(in ParticipantState after)
    {
        _held += HeldBy(after);
        foreach (ref readonly FaultCase item in after.Cases.AsSpan())
        {
            if (item.IsOpen)
            {
                _openFaults.Add(item.FaultEpoch);
            }
        }

        if (Forgetting.CanBeForgotten(policy, after, next))
        {
            Forgets = true;
            if (!after.FormerNames.IsEmpty)
            {
                _leaving.Add(after.Participant);
            }
        }
    }

    private void Take(Place place, Amount amount)
    {
        switch (place)
        {
            case Place.Outside:
                _in += amount;
                break;
            case Place.Dust:
                _fromDust += amount;
                break;
            default:
                _fromHeld += amount;
                break;
        }
    }

    private void Give(Place place, Amount amount)
    {
        switch (place)
        {
            case Place.Outside:
                _out += amount;
                break;
            case Place.Dust:
                _toDust += amount;
                break;
            case Place.Burned:
                _burned += amount;
                break;
            default:
                _toHeld += amount;
                break;
        }
    }

    /// <summary>The classes of <see cref="Books"/>.</summary>
    private static Place PlaceOf(LedgerAccountKind kind, bool isSource) => kind switch
    {
        LedgerAccountKind.Requesters or LedgerAccountKind.Issuance or LedgerAccountKind.Wallet => Place.Outside,
        LedgerAccountKind.Dust => Place.Dust,
        LedgerAccountKind.Burned when !isSource => Place.Burned,
        _ => Place.Held,
    };

    private static Amount HeldBy(in ParticipantState participant)
    {
        Amount held = participant.Stake.Total;
        foreach (ref readonly WithheldReward reward in participant.Withheld.AsSpan())
        {
            held += reward.Amount;
        }

        return participant.Delegated is { } delegated ? held + HeldBy(delegated) : held;
    }

    private static Amount HeldBy(DelegatedStake delegated)
    {
        Amount held = delegated.Pool.Total + delegated.Rewards.Held;
        foreach (WaitingShare share in delegated.Waiting)
        {
            held += share.IsWithheld ? Amount.Zero : share.Amount;
        }

        return held;
    }

    private enum Place
    {
        Held,
        Outside,
        Dust,
        Burned,
    }
}
