namespace CapaCloud.Mechanisms.Tests.Settlement;

/// <summary>What one act among many participants allocates, and that a state with changes is the state that was made anew: in equality, in hash, in both forms of storage and when it is settled.</summary>
public sealed class SharedStateTests
{
    private const int Participants = 20_000;
    private const long Most = 16 * 1_024;

    private static readonly Mechanism Floor = Mechanism.Create(build =>
    {
        SmallNetwork.Compose(build);
        build.Reward(reward => reward.SplitByFloor());
    });

    private static readonly NetworkState Opened = Open();

    [Fact]
    public void OneAct_allocatesAFewKilobytes()
    {
        ParticipantId middle = Opened.Participants[Participants / 2].Participant, stranger = ParticipantId.Of(middle + "x");
        Assert.InRange(Allocation.Least(() => Floor.Deposit(Opened, middle, Amount.Of(5))), 1, Most);
        Assert.InRange(Allocation.Least(() => Floor.Deposit(Opened, stranger, Amount.Of(500_000))), 1, Most);
        Assert.InRange(Allocation.Least(() => Floor.Unbond(Opened, middle, Amount.Of(5))), 1, Most);
        NetworkState changed = Changed(3_000);
        Assert.InRange(Allocation.Least(() => Floor.Deposit(changed, middle, Amount.Of(5))), 1, Most);
        Assert.InRange(Allocation.Least(() => Floor.Unbond(changed, middle, Amount.Of(5))), 1, Most);
    }

    [Fact]
    public void AStateWithChanges_isTheStateMadeAnew()
    {
        NetworkState changed = Changed(500);
        NetworkState anew = changed with { Participants = [.. changed.Participants], Requesters = [.. changed.Requesters] };
        Assert.Equal(anew, changed);
        Assert.Equal(StateBinary.Write(anew), StateBinary.Write(changed));
        Assert.Equal(StateHash.Of(anew), StateHash.Of(changed));
        Assert.Empty(changed.Inconsistencies());
        Assert.Equal(changed, StateBinary.Read(StateBinary.Write(changed)));
        EpochReport report = new() { Epoch = changed.Epoch, Payments = Amount.Of(77_777), Participants = [.. changed.Participants.Select(static (one, index) => new ParticipantReport { Participant = one.Participant, Work = (ulong)index })] };
        Assert.Equal(Floor.Settle(anew, report), Floor.Settle(changed, report));
    }

    [Fact]
    public void AStateWithChanges_hasTheJsonOfTheStateMadeAnew()
    {
        NetworkState small = Floor.Open(Epoch.Zero, Deposits(100)).State;
        for (int change = 0; change < 60; change++)
        {
            small = Floor.Deposit(small, ParticipantId.Of($"p{(change * 37) % 200:00000}"), Amount.Of(500_000)).State;
        }

        NetworkState anew = small with { Participants = [.. small.Participants] };
        Assert.Equal(StateJson.Write(anew), StateJson.Write(small));
        Assert.Equal(small, StateJson.Read(StateJson.Write(small)));
    }

    private static NetworkState Changed(int changes)
    {
        NetworkState state = Opened;
        Random random = new(5);
        for (int change = 0; change < changes; change++)
        {
            ParticipantId name = ParticipantId.Of($"p{random.Next(2 * Participants):00000}");
            state = Floor.Deposit(state, name, Amount.Of(500_000)).State;
        }

        return state;
    }

    private static NetworkState Open() => Floor.Open(Epoch.Zero, Deposits(Participants)).State;

    private static IEnumerable<KeyValuePair<ParticipantId, Amount>> Deposits(int count) =>
        Enumerable.Range(0, count).Select(static number => KeyValuePair.Create(ParticipantId.Of($"p{2 * number:00000}"), Amount.Of(1_000_000)));
}
