using System.Numerics;
using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Tests.Settlement.Model;

/// <summary>One epoch settled on paper: what moves from where to where, and what is written down of each.</summary>
internal sealed class PaperSettlement(PaperNetwork network, EpochReport report, IReadOnlyDictionary<ParticipantId, StakeAccount> accounts)
{
    /// <summary>Nothing expires and nothing is pruned: what is charged is decided on paper, an account only says what is left of it.</summary>
    private static readonly StakingRules Lenient = new() { LiabilityWindow = EpochSpan.Of(uint.MaxValue), MaximumTranches = int.MaxValue };

    private readonly SortedDictionary<string, BigInteger> _moves = new(StringComparer.Ordinal);
    private readonly MechanismPolicy _policy = network.Rules.Policy;
    private readonly ulong _now = report.Epoch.Number;

    /// <summary>Gets what moved, summed by account, account and reason.</summary>
    public IReadOnlyDictionary<string, BigInteger> Moves => _moves;

    public static string Line(LedgerAccount from, LedgerAccount to, PostingReason reason) => $"{from} -> {to} ({reason})";

    public void Settle()
    {
        Dictionary<ParticipantId, PaperDocket> dockets = [];
        foreach (PaperParticipant participant in network.Participants.Values)
        {
            dockets[participant.Name] = new PaperDocket(network, participant, report);
            dockets[participant.Name].Proceed();
        }

        HashSet<PaperCase> charged = network.Charged();
        List<(PaperParticipant Owner, List<PaperCharge> Charges, BigInteger Weight, BigInteger Claim)> weighed = [];
        PaperPools pools = new(network, report, Move);
        foreach (PaperParticipant participant in network.Participants.Values)
        {
            List<PaperCharge> charges = Price(participant, charged);
            BigInteger weight = Weigh(participant, charges, dockets[participant.Name], out bool isPaid);
            pools.Weigh(participant, accounts[participant.Name], isPaid);
            weighed.Add((participant, charges, weight, BigInteger.Max(weight, ClaimOf(participant))));
        }

        pools.Fill();
        Amount[] rewards = Divide([.. weighed.Select(one => (UInt128)one.Weight)], weighed.Aggregate(BigInteger.Zero, (sum, one) => sum + one.Claim));
        for (int index = 0; index < weighed.Count; index++)
        {
            Close(weighed[index].Owner, weighed[index].Charges, (BigInteger)rewards[index].Units, pools.Shares(weighed[index].Owner), dockets[weighed[index].Owner.Name]);
        }

        network.Now++;
        network.Forget();
    }

    /// <summary>Prices one participant's charges: by epoch of the fault, the lighter first, then by key.</summary>
    private List<PaperCharge> Price(PaperParticipant participant, HashSet<PaperCase> charged)
    {
        List<PaperCharge> charges = [];
        foreach (PaperCase item in participant.Cases.Where(charged.Contains).OrderBy(item => item.Fault).ThenBy(item => item.Severity).ThenBy(item => item.Key).ThenBy(item => item.IsRevision).ThenBy(item => item.Severity))
        {
            OffencePolicy rule = network.Rules.PriceOf(item.Offence, item.Fault);
            ulong oldest = item.Fault > rule.RepetitionWindow.Epochs ? item.Fault - rule.RepetitionWindow.Epochs : 0;
            PaperCase[] paid = [.. participant.Cases.Where(one => one.Key == item.Key && one.Status == CaseStatus.Charged)];
            PaperCharge[] now = [.. charges.Where(one => one.Case.Key == item.Key && !one.IsSuspended)];
            bool wasCharged = paid.Length > 0 || now.Length > 0;
            BigInteger before = paid.Aggregate(BigInteger.Zero, (sum, one) => sum + one.Due) + now.Aggregate(BigInteger.Zero, (sum, one) => sum + one.StillDue);

            // Other faults count once each, when one of the epochs that they count under lies in the window.
            uint earlier = rule.RepetitionWindow.IsZero ? 0 : (uint)participant.Cases.Where(one => one.Counts).Select(one => (one.Offence, one.Key, one.Fault))
                .Concat(charges.Where(one => one.Counts).Select(one => (one.Case.Offence, one.Case.Key, one.Case.Fault)))
                .Where(one => one.Offence == item.Offence && one.Key != item.Key)
                .Where(one => one.Fault >= oldest && one.Fault <= item.Fault).Select(one => one.Key).Distinct().Count();
            PaperCharge? nowSame = now.LastOrDefault(one => one.Case.Offence == item.Offence && one.Case.Fault == item.Fault);
            PaperCase? paidSame = paid.Where(one => one.Offence == item.Offence && one.Fault == item.Fault).OrderBy(one => one.IsRevision).ThenBy(one => one.Severity).LastOrDefault();
            earlier = nowSame?.Context.EarlierOffences ?? paidSame?.Earlier ?? earlier;

            OffenceContext context = new()
            {
                Severity = Proportion.FromParts(item.Severity),
                EarlierOffences = earlier,
                ShareAtFault = Proportion.FromParts((ulong)(PaperRules.IsCollective(rule) ? network.ShareAtFault(item.Offence, item.Fault, rule.CorrelationWindow.Epochs, charged) : 0)),
                Duration = EpochSpan.Of(item.Duration),
            };
            bool isSuspended = participant.Cases.Exists(one => one.Key == item.Key && one.Fault == item.Fault && (one.Status == CaseStatus.Suspended || (charged.Contains(one) && IsSpared(one, charged))));
            Proportion part = isSuspended ? Proportion.Zero : rule.Curve.Evaluate(context);
            BigInteger due = PaperRules.Up(network.StoodAt(participant.Name, item.Fault), part.Parts);
            charges.Add(new PaperCharge(item, rule, context, isSuspended, wasCharged, before, BigInteger.Max(0, isSuspended ? 0 : due - before))
            {
                Due = isSuspended ? 0 : due,
                Counts = !isSuspended && PaperRules.CanCost(rule.Curve, context) && (!wasCharged || due > before),
            });
        }

        PaperSpans.Ask(network.Rules, participant, charges);
        return charges;
    }

    private bool IsSpared(PaperCase item, HashSet<PaperCase> charged) =>
        network.Rules.PriceOf(item.Offence, item.Fault).CircuitBreaker is { } breaker && network.ShareAtFault(item.Offence, item.Fault, 0, charged) >= breaker.Parts;

    private BigInteger Weigh(PaperParticipant participant, List<PaperCharge> charges, PaperDocket docket, out bool isPaid)
    {
        ParticipantReport row = report.Participants.FirstOrDefault(one => one.Participant == participant.Name);
        (BigInteger uptime, bool isDue) = network.Uptime(participant, row);
        IReputationModel model = _policy.Reputation.Model;
        ReputationRecord record = model.Age(participant.Reputation, report.Epoch);
        int proven = charges.Count(charge => charge.Case.Offence != Offence.Downtime && !charge.IsSuspended && !charge.WasCharged);
        if (proven + docket.Passes.Count > 0)
        {
            record = model.Add(record, new Conduct(report.Epoch, ConductKind.Proven, Ratio.Of((ulong)docket.Passes.Count), Ratio.Of((ulong)proven)));
        }

        // An absence that the breaker suspends is not scored; what is suspended of another epoch is not this epoch's.
        bool isSuspended = charges.Exists(charge => charge.Case.Offence == Offence.Downtime && charge.IsSuspended && charge.Case.Fault == _now);
        if (row.DutiesDue > 0 && network.Counts(participant, row) && !isSuspended)
        {
            record = model.Add(record, Presence(uptime));
        }

        // What only evidence tells of is scored on the same track, once for each absence.
        foreach (PaperCharge charge in charges.Where(charge => charge.Case.Offence == Offence.Downtime && !charge.IsSuspended && !charge.WasCharged && (charge.Case.Fault != _now || !isDue)))
        {
            record = model.Add(record, Presence(PaperRules.One - charge.Case.Severity));
        }

        participant.Reputation = record;
        bool forfeits = charges.Exists(charge => charge.Forfeits && charge.Case.IsImmediate);
        isPaid = participant.JailedUntil <= _now && !forfeits && accounts[participant.Name].Bonded >= _policy.Stake.MinimumBond;
        BigInteger byScore = (BigInteger)_policy.Reward.ReputationMultiplier.Evaluate(model.Read(record)).Parts;
        BigInteger byUptime = (BigInteger)_policy.Reward.UptimeMultiplier.Evaluate(Proportion.FromParts((ulong)uptime)).Parts;
        return isPaid ? (BigInteger)row.Work * 1_000_000_000 * (byScore * byUptime / PaperRules.One) / PaperRules.One : 0;
    }

    /// <summary>What the work would weigh at a score and an uptime of one; nothing without the bond.</summary>
    private BigInteger ClaimOf(PaperParticipant participant)
    {
        BigInteger work = (BigInteger)report.Participants.FirstOrDefault(one => one.Participant == participant.Name).Work * 1_000_000_000;
        BigInteger byScore = (BigInteger)_policy.Reward.ReputationMultiplier.Evaluate(Proportion.One).Parts;
        BigInteger byUptime = (BigInteger)_policy.Reward.UptimeMultiplier.Evaluate(Proportion.One).Parts;
        return accounts[participant.Name].Bonded < _policy.Stake.MinimumBond ? 0 : work * (byScore * byUptime / PaperRules.One) / PaperRules.One;
    }

    private Conduct Presence(BigInteger kept) =>
        new(report.Epoch, ConductKind.Presence, Ratio.FromParts((UInt128)kept), Ratio.FromParts((UInt128)(PaperRules.One - kept)));

    private Amount[] Divide(UInt128[] weights, BigInteger claims)
    {
        BigInteger payments = (BigInteger)report.Payments.Units, issuance = (BigInteger)_policy.Reward.IssuancePerEpoch.Units;
        BigInteger fee = PaperRules.Down(payments, _policy.Reward.TreasuryFee.Parts);
        BigInteger carried = _policy.Reward.CarriesDust ? network.Dust : 0;
        Move(LedgerAccount.Requesters, LedgerAccount.RewardPool, payments, PostingReason.Payment);
        BigInteger toPools = PaperPools.OfFee(_policy, fee);
        Move(LedgerAccount.RewardPool, LedgerAccount.Treasury, fee - toPools, PostingReason.Fee);
        Move(LedgerAccount.Issuance, LedgerAccount.RewardPool, issuance, PostingReason.Issuance);
        Move(LedgerAccount.Dust, LedgerAccount.RewardPool, carried, PostingReason.Remainder);
        network.Treasury += fee - toPools;
        network.Dust -= carried;
        network.Pool += payments - fee + issuance + carried;
        Lose(weights.Aggregate(BigInteger.Zero, (sum, weight) => sum + (BigInteger)weight), claims);
        Amount[] rewards = new Amount[weights.Length];
        ParticipantId[] names = [.. network.Participants.Keys];
        RewardSplit split = _policy.Reward.Splitter.Split(Amount.Of((UInt128)network.Pool), weights, TieBreak.ByIdentity(report.Beacon.Randomness, names), rewards);
        if (split.Outcome == RewardSplitOutcome.Divided)
        {
            BigInteger given = rewards.Aggregate(BigInteger.Zero, (sum, reward) => sum + (BigInteger)reward.Units);
            Move(LedgerAccount.RewardPool, LedgerAccount.Dust, network.Pool - given, PostingReason.Remainder);
            network.Dust += network.Pool - given;
            network.Pool = given;
        }

        return rewards;
    }

    /// <summary>What was lost of the claims is nobody's.</summary>
    private void Lose(BigInteger weights, BigInteger claims)
    {
        if (_policy.Reward.LostShare == LostShareUse.Others || claims.IsZero)
        {
            return;
        }

        BigInteger lost = network.Pool - (network.Pool * weights / claims);
        BigInteger kept = _policy.Reward.LostShare switch
        {
            LostShareUse.Treasury => lost,
            LostShareUse.Burned => 0,
            _ => PaperRules.Down(lost, _policy.Penalty.TreasuryShare.Parts),
        };
        Move(LedgerAccount.RewardPool, LedgerAccount.Treasury, kept, PostingReason.Withheld);
        Move(LedgerAccount.RewardPool, LedgerAccount.Burned, lost - kept, PostingReason.Withheld);
        network.Treasury += kept;
        network.Pool -= lost;
    }

    private void Close(PaperParticipant participant, List<PaperCharge> charges, BigInteger reward, List<(string Pool, BigInteger Share)> further, PaperDocket docket)
    {
        StakeAccount account = accounts[participant.Name];
        List<(List<ParticipantId> Reporters, ulong Severity, BigInteger Loss, BigInteger Alone)> taken = [];
        foreach (PaperCharge charge in charges)
        {
            PaperCase item = charge.Case;
            StakeSlash slash = account.Slash(participant.Name, Epoch.Of(item.Fault), Amount.Of((UInt128)charge.Asked), report.Epoch, Lenient);
            account = slash.Account;
            BigInteger alone = (BigInteger)accounts[participant.Name].Slash(participant.Name, Epoch.Of(item.Fault), Amount.Of((UInt128)charge.Alone), report.Epoch, Lenient).Taken.Units;
            taken.Add((item.Reporters, item.Severity, (BigInteger)slash.Taken.Units, alone));
            if (charge.Costs && !charge.Rule.Jail.IsZero)
            {
                participant.JailedUntil = Math.Max(participant.JailedUntil, _now + charge.Rule.Jail.Epochs + 1);
            }

            item.Status = charge.IsSuspended ? CaseStatus.Suspended : CaseStatus.Charged;
            (item.Counts, item.Earlier, item.Due, item.Reporters) = (charge.Counts, charge.Context.EarlierOffences, charge.StillDue, []);
        }

        Take(participant, taken);
        foreach ((ulong epoch, BigInteger amount) in participant.Withheld.ToArray())
        {
            if (charges.Exists(charge => charge.Forfeits && charge.Case.Accused == epoch))
            {
                BigInteger treasury = PaperRules.Down(amount, _policy.Penalty.TreasuryShare.Parts);
                Move(LedgerAccount.PendingPenalties(participant.Name), LedgerAccount.Treasury, treasury, PostingReason.Withheld);
                Move(LedgerAccount.PendingPenalties(participant.Name), LedgerAccount.Burned, amount - treasury, PostingReason.Withheld);
                network.Treasury += treasury;
            }
            else if (!WaitsFor(participant, epoch))
            {
                Move(LedgerAccount.PendingPenalties(participant.Name), LedgerAccount.Wallet(participant.Name), amount, PostingReason.Reversal);
            }
            else
            {
                continue;
            }

            participant.Withheld.Remove((epoch, amount));
        }

        network.Pool -= reward;
        if (WaitsFor(participant, _now))
        {
            Move(LedgerAccount.RewardPool, LedgerAccount.PendingPenalties(participant.Name), reward, PostingReason.Withheld);
            further.ForEach(one => Move(LedgerAccount.FurtherPool(one.Pool), LedgerAccount.PendingPenalties(participant.Name), one.Share, PostingReason.Withheld));
            BigInteger all = further.Aggregate(reward, static (sum, one) => sum + one.Share);
            if (!all.IsZero)
            {
                participant.Withheld.Add((_now, all));
            }
        }
        else
        {
            Move(LedgerAccount.RewardPool, LedgerAccount.Wallet(participant.Name), reward, PostingReason.Reward);
            further.ForEach(one => Move(LedgerAccount.FurtherPool(one.Pool), LedgerAccount.Wallet(participant.Name), one.Share, PostingReason.Reward));
        }

        participant.AbsentFor = docket.AbsentFor;
        participant.Passed.AddRange(docket.Passes.Select(pass => (network.Now, pass.Task)));
    }

    private bool WaitsFor(PaperParticipant participant, ulong epoch) =>
        participant.Cases.Exists(item => item.IsOpen && !item.IsImmediate && item.Accused == epoch && network.Rules.PriceOf(item.Offence, item.Fault).ForfeitsReward);

    /// <summary>Takes the penalties of an epoch. Bounties are a part of the whole loss, and who brought what would have taken most alone has its part first.</summary>
    private void Take(PaperParticipant participant, List<(List<ParticipantId> Reporters, ulong Severity, BigInteger Loss, BigInteger Alone)> taken)
    {
        LedgerAccount stake = LedgerAccount.Stake(participant.Name);
        BigInteger left = taken.Aggregate(BigInteger.Zero, (sum, one) => sum + one.Loss), burned = left;
        participant.Stake -= left;
        foreach ((List<ParticipantId> reporters, _, _, BigInteger alone) in taken.OrderByDescending(one => one.Alone).ThenByDescending(one => one.Severity))
        {
            BigInteger part = BigInteger.Min(alone, left), each = reporters.Count == 0 ? 0 : PaperRules.Down(part, _policy.Penalty.BountyShare.Parts) / reporters.Count;
            left -= part;
            burned -= each * reporters.Count;
            foreach (ParticipantId reporter in reporters)
            {
                Move(stake, LedgerAccount.Wallet(reporter), each, PostingReason.Bounty);
            }
        }

        foreach (BigInteger treasury in taken.Select(one => PaperRules.Down(one.Loss, _policy.Penalty.TreasuryShare.Parts)))
        {
            BigInteger kept = treasury;
            foreach (FurtherPool pool in _policy.Reward.Pools)
            {
                BigInteger part = PaperRules.Down(treasury, pool.SlashedShare.Parts);
                Move(stake, LedgerAccount.FurtherPool(pool.Name), part, PostingReason.Slash);
                network.FurtherPools[pool.Name] = network.FurtherPools.GetValueOrDefault(pool.Name) + part;
                kept -= part;
            }

            Move(stake, LedgerAccount.Treasury, kept, PostingReason.Slash);
            network.Treasury += kept;
            burned -= treasury;
        }

        Move(stake, LedgerAccount.Burned, burned, PostingReason.Slash);
    }

    private void Move(LedgerAccount from, LedgerAccount to, BigInteger amount, PostingReason reason)
    {
        if (!amount.IsZero)
        {
            string line = Line(from, to, reason);
            _moves[line] = _moves.GetValueOrDefault(line) + amount;
        }
    }
}
