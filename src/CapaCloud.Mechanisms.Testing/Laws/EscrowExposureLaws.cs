using CapaCloud.Mechanisms.Escrow;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>What each side can lose, held against what it does lose.</summary>
internal static class EscrowExposureLaws
{
    /// <summary>A provider works in every epoch it has ever been told is secured, and leaves only by itself. No arbiter rules.</summary>
    public static bool SecuredWorkIsPaid(EscrowPlay play, EscrowHistory history)
    {
        SortedDictionary<ParticipantId, Promise> promises = [];
        List<EscrowMoment> moments = [];
        EscrowAccount account = EscrowAccount.Open(EscrowHistory.Owner, Epoch.Zero);
        Epoch now = Epoch.Zero;
        foreach (EscrowAct act in history.Acts.Where(act => act.Kind is not (EscrowActKind.RuleAmount or EscrowActKind.RuleEpochs)))
        {
            for (int wait = 0; wait < act.Wait; wait++)
            {
                Work(account, now, promises);
                now = now.Next;
            }

            if (act.Kind == EscrowActKind.ProviderStops && act.StreamIn(account.Settle(now).Account) is { } left && promises.TryGetValue(left.Provider, out Promise? promise))
            {
                promises[left.Provider] = promise with { Until = Epoch.Min(promise.Until, now) };
            }

            EscrowMoment moment = EscrowHistory.Run(play, account, now, [act with { Wait = 0 }]).Single();
            moments.Add(moment);
            account = moment.Move.Account;
        }

        moments.AddRange(EscrowHistory.Run(play, account, now, EscrowHistory.Ending(account)));
        return promises.All(one => PaidForWork(moments, one.Key) >= one.Value.Worked);
    }

    /// <summary>From a moment on the requester only gives notice and rejects nothing; the provider does what it likes.</summary>
    public static bool RequesterLossIsBounded(EscrowPlay play, EscrowHistory history)
    {
        EscrowMoment moment = EscrowLaws.Played(play, history with { Acts = history.Acts[..(history.Mark + 1)] }).Last();
        EscrowAccount account = moment.Move.Account.Settle(moment.Now).Account;
        Dictionary<ParticipantId, Amount> most = account.Streams.Select(stream => (stream.Provider, stream.Id))
            .Concat(account.Jobs.Select(job => (job.Provider, job.Id)))
            .ToDictionary(one => one.Provider, one => account.ExposureOf(one.Id, moment.Now) is var exposure ? exposure.MostRequesterCanLose() + exposure.ProviderBond : default);
        IEnumerable<EscrowAct> notices = EscrowHistory.Ending(account).Take(account.Streams.Length);
        IEnumerable<EscrowAct> provider = history.Acts[(history.Mark + 1)..].Where(act => act.Kind
            is EscrowActKind.ProviderReprices or EscrowActKind.ProviderStops or EscrowActKind.Bill or EscrowActKind.RuleAmount or EscrowActKind.RuleEpochs);
        List<EscrowMoment> moments = [.. EscrowHistory.Run(play, account, moment.Now, notices.Concat(provider))];
        EscrowMoment last = moments.Count > 0 ? moments[^1] : moment with { Move = new EscrowMove(account, []) };
        moments.AddRange(EscrowHistory.Run(play, last.Move.Account, last.Now, EscrowHistory.Ending(last.Move.Account)));
        return most.All(one => PaidForWork(moments, one.Key) + BondsTo(moments, one.Key) <= one.Value);
    }

    /// <summary>
    /// A provider works to the end of the running epoch and then stops; the requester gives notice of everything at once, pays in, takes out, disputes and reprices, and an arbiter rules as it
    /// likes. What the provider is paid from then on is its work up to there, less at most what the exposure said.
    /// </summary>
    public static bool ProviderLossIsBounded(EscrowPlay play, EscrowHistory history)
    {
        EscrowMoment moment = EscrowLaws.Played(play, history with { Acts = history.Acts[..(history.Mark + 1)] }).Last();
        (EscrowAccount account, Epoch now) = (moment.Move.Account.Settle(moment.Now).Account, moment.Now);
        if (account.Streams.IsEmpty)
        {
            return true;
        }

        EscrowStream stream = account.Streams[history.Mark % account.Streams.Length];
        Amount owed = stream.EarnedAmount();
        for (Epoch epoch = stream.AccruedTo; epoch <= now && (stream.EndsAt is not { } end || epoch < end); epoch = epoch.Next)
        {
            owed += (stream.Pending is { } change && change.From <= epoch ? change.Rate : stream.Rate).PerEpoch;
        }

        EscrowAct[] requester = [.. history.Acts[(history.Mark + 1)..].Where(act => act.Kind
            is EscrowActKind.Deposit or EscrowActKind.Withdraw or EscrowActKind.RequesterReprices or EscrowActKind.RequesterStops or EscrowActKind.DisputeEpochs
            or EscrowActKind.RuleAmount or EscrowActKind.RuleEpochs)];
        List<EscrowMoment> moments =
        [
            .. EscrowHistory.Run(
                play, account, now, [.. EscrowHistory.Ending(account).Take(account.Streams.Length), .. requester[..(requester.Length / 2)].Select(act => act with { Wait = 0 })]),
        ];
        EscrowAccount then = moments[^1].Move.Account;
        int place = then.Settle(now.Next).Account.Streams.ToList().FindIndex(one => one.Id == stream.Id);
        moments.AddRange(EscrowHistory.Run(play, then, now, [new EscrowAct(1, place < 0 ? EscrowActKind.Settle : EscrowActKind.ProviderStops, 0, int.Max(0, place), 0)]));
        moments.AddRange(EscrowHistory.Run(play, moments[^1].Move.Account, now.Next, requester[(requester.Length / 2)..]));
        moments.AddRange(EscrowHistory.Run(play, moments[^1].Move.Account, moments[^1].Now, EscrowHistory.Ending(moments[^1].Move.Account)));
        return PaidForWork(moments, stream.Provider) + account.ExposureOf(stream.Id, now).MostProviderCanLose() >= owed;
    }

    /// <summary>Nobody does anything more: up to the foretold epoch every running stream is paid, and then the money does not pay one more of all.</summary>
    public static bool RunOutIsExact(EscrowPlay play, EscrowHistory history)
    {
        EscrowMoment moment = EscrowLaws.Played(play, history with { Acts = history.Acts[..(history.Mark + 1)] }).Last();
        EscrowAccount account = moment.Move.Account;
        if (account.IsBehind || account.RunsOutAt(account.AsOf) is not { } epoch)
        {
            return account.IsBehind || Settled(account, account.AsOf + EpochSpan.Of(40)) is { IsBehind: false };
        }

        EscrowAccount then = Settled(account, epoch);
        EpochRate[] rates = [.. then.Streams.Where(stream => stream.EndsAt is null).Select(stream => stream.Rate)];
        return then.AccruedTo == epoch && StreamAccrual.TrySum(rates, out EpochRate sum) && then.Free < sum.PerEpoch;

        EscrowAccount Settled(EscrowAccount from, Epoch now) => play(from, new EscrowAct(0, EscrowActKind.Settle, 0, 0, 0), now).Account;
    }

    private static void Work(EscrowAccount account, Epoch now, SortedDictionary<ParticipantId, Promise> promises)
    {
        EscrowAccount settled = account.Settle(now).Account;
        foreach (EscrowStream stream in settled.Streams)
        {
            Promise before = promises.GetValueOrDefault(stream.Provider) ?? new Promise(Epoch.Zero, stream.Rate, Amount.Zero);

            // While an account is behind, a lower rate that it gave notice of waits; the provider has read from when on it holds.
            EpochRate rate = stream.Pending is { } change && change.From <= now ? change.Rate : stream.Rate;
            promises[stream.Provider] = before with { Until = Epoch.Max(before.Until, settled.SecuredUntil(stream.Id, now)), Rate = rate };
        }

        foreach ((ParticipantId provider, Promise promise) in promises.ToArray())
        {
            promises[provider] = now < promise.Until ? promise with { Worked = promise.Worked + promise.Rate.PerEpoch } : promise;
        }
    }

    private static Amount PaidForWork(IEnumerable<EscrowMoment> moments, ParticipantId provider) => Sum(moments, provider, PostingReason.Payment);

    private static Amount BondsTo(IEnumerable<EscrowMoment> moments, ParticipantId provider) => Sum(moments, provider, PostingReason.Escrow);

    private static Amount Sum(IEnumerable<EscrowMoment> moments, ParticipantId provider, PostingReason reason) =>
        moments.SelectMany(moment => moment.Move.Postings)
            .Where(posting => posting.To == LedgerAccount.Wallet(provider) && posting.Reason == reason)
            .Aggregate(Amount.Zero, (sum, posting) => sum + posting.Amount);

    /// <summary>Until when a provider was told that it is paid, at which rate, and what it has worked for.</summary>
    private sealed record Promise(Epoch Until, EpochRate Rate, Amount Worked);
}
