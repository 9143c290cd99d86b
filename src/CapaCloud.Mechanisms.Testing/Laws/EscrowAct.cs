using CapaCloud.Mechanisms.Escrow;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>Plays an act on an escrow, by the library's own rule or by one that wraps it.</summary>
/// <remarks>No formula.</remarks>
/// <param name="account">The account.</param>
/// <param name="act">The act.</param>
/// <param name="now">The present epoch.</param>
/// <returns>The account after it, and the postings.</returns>
internal delegate EscrowMove EscrowPlay(EscrowAccount account, EscrowAct act, Epoch now);

/// <summary>One act of a drawn history.</summary>
/// <remarks>No formula. <c>default</c> settles at once.</remarks>
/// <param name="Wait">How many epochs pass before it.</param>
/// <param name="Kind">What is done.</param>
/// <param name="Name">A number no other act of the history has: what is opened takes its name from it.</param>
/// <param name="Subject">Which open stream or job is meant, counted around.</param>
/// <param name="Size">From it come amounts, rates and terms.</param>
internal readonly record struct EscrowAct(int Wait, EscrowActKind Kind, int Name, int Subject, int Size)
{
    /// <summary>Plays the act by the library's rule; what is refused changes nothing.</summary>
    /// <param name="account">The account.</param>
    /// <param name="act">The act.</param>
    /// <param name="now">The present epoch.</param>
    /// <returns>The account after it, and the postings.</returns>
    public static EscrowMove Play(EscrowAccount account, EscrowAct act, Epoch now)
    {
        ArgumentNullException.ThrowIfNull(account);
        try
        {
            return act.On(account, now);
        }
        catch (EscrowRefusedException)
        {
            return new EscrowMove(account, []);
        }
    }

    /// <summary>Returns the provider of what an act opens.</summary>
    /// <returns>A name of its own for each act.</returns>
    public ParticipantId Provider() => ParticipantId.Of($"provider-{Name}");

    /// <summary>Returns the stream the act is about.</summary>
    /// <param name="account">The account, settled.</param>
    /// <returns>The stream, or null when none is open.</returns>
    public EscrowStream? StreamIn(EscrowAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        return account.Streams.IsEmpty ? null : account.Streams[Subject % account.Streams.Length];
    }

    /// <inheritdoc/>
    public override string ToString() => $"+{Wait} {Kind}#{Name}({Subject}, {Size})";

    internal EscrowTerms Terms() => new()
    {
        Lockup = EpochSpan.Of((ulong)(Size % 4)),
        Grace = EpochSpan.Of((ulong)(Size / 4 % 3)),
        Review = EpochSpan.Of((ulong)(Size / 12 % 3)),
        DisputeBond = Units(Size % 7),
        DisputeWindow = EpochSpan.Of((ulong)(1 + (Size % 3))),
    };

    private static Amount Units(int units) => Amount.Of((UInt128)units);

    private EscrowMove On(EscrowAccount account, Epoch now)
    {
        // Which stream is meant must not depend on who settled before.
        EscrowAccount settled = account.Settle(now).Account;
        if (Kind is EscrowActKind.OpenJob or EscrowActKind.OpenStream && settled.Streams.Length + settled.Jobs.Length >= 8)
        {
            return account.Settle(now);
        }

        EpochRate rate = EpochRate.Of(Units(Size % 23));
        TaskId stream = StreamIn(settled)?.Id ?? TaskId.Of("none");
        EscrowJob? job = settled.Jobs.IsEmpty ? null : settled.Jobs[Subject % settled.Jobs.Length];
        TaskId task = job?.Id ?? TaskId.Of("none");
        return Kind switch
        {
            EscrowActKind.Deposit => account.Deposit(Units(Size), now),
            EscrowActKind.Withdraw => account.Withdraw(settled.Free.Multiply((UInt128)(Size % 100) + 1, 100, Rounding.Down), now),
            EscrowActKind.OpenStream => account.OpenStream(
                TaskId.Of($"s{Name}"), Provider(), rate, Terms(), now, Size % 5 < 3 ? null : now + EpochSpan.Of((ulong)(1 + (Size % 9)))),
            EscrowActKind.RequesterReprices => account.ChangeRate(stream, rate, EscrowParty.Requester, now),
            EscrowActKind.ProviderReprices => account.ChangeRate(stream, rate, EscrowParty.Provider, now),
            EscrowActKind.RequesterStops => account.Stop(stream, EscrowParty.Requester, now),
            EscrowActKind.ProviderStops => account.Stop(stream, EscrowParty.Provider, now),
            EscrowActKind.OpenJob => account.OpenJob(
                TaskId.Of($"j{Name}"), Provider(), Units(1 + (Size % 90)), now + EpochSpan.Of((ulong)(1 + (Size % 6))), Terms(), now),
            EscrowActKind.Bill => account.Bill(task, Units(1 + (Size % 90)), now),
            EscrowActKind.Accept => account.Accept(task, Units(Size % 90), now),
            EscrowActKind.Reject => account.Reject(task, now),
            EscrowActKind.Contest => account.ContestRejection(task, now),
            EscrowActKind.DisputeEpochs => account.DisputeEpochs(
                stream, now.MinusToZero(EpochSpan.Of((ulong)(1 + (Size % 3)))), now.MinusToZero(EpochSpan.Of((ulong)(Size % 2))), now),
            EscrowActKind.RuleAmount => account.Rule(Size % 2 == 0 ? stream : task, EscrowRuling.OfAmount(Units(Size % 40)), now),
            EscrowActKind.RuleEpochs => account.Rule(stream, EscrowRuling.OfEpochs(EpochSpan.Of((ulong)(Size % 4))), now),
            EscrowActKind.Close => account.Close(now),
            _ => account.Settle(now),
        };
    }
}
