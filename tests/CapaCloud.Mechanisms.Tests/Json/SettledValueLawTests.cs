using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Tests.Settlement;
using CapaCloud.Mechanisms.Tests.Settlement.Jobs;

namespace CapaCloud.Mechanisms.Tests.Json;

/// <summary>
/// Whatever TrySettle accepts comes back equal from its JSON, under the same hash, and so does the state from its bytes. By reflection over the lists of a report and of a
/// state, each with a value that is none in it, so that a new list or a new member is asked as well.
/// </summary>
public sealed class SettledValueLawTests
{
    private static readonly Mechanism Market = JobTrial.WithAppeals;

    public static TheoryData<string> ReportPlaces => [.. Places(typeof(EpochReport))];

    public static TheoryData<string> StatePlaces => [.. Places(typeof(NetworkState))];

    [Theory]
    [MemberData(nameof(ReportPlaces))]
    public void Report_withAValueThatIsNone_settlesAndComesBack(string place)
    {
        NetworkState state = Played();
        foreach (bool known in new[] { true, false })
        {
            EpochReport report = (EpochReport)Spoiled(new EpochReport { Epoch = state.Epoch }, place, known ? JobTrial.Alice : ParticipantId.Of("stranger"));
            if (Market.TrySettle(state, report, out EpochSettlement? settled, out ImmutableArray<SettlementRefusal> refusals))
            {
                Assert.NotEmpty(settled.SetAside);
                RequireComesBack(settled);
            }
            else
            {
                // Only a row of somebody who is known decides about money.
                Assert.True(known && place.StartsWith("Participants", StringComparison.Ordinal), $"{place}: {string.Join(' ', refusals)}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(StatePlaces))]
    public void State_withAValueThatIsNone_isRefusedOrComesBack(string place)
    {
        NetworkState state = (NetworkState)Spoiled(Played(), place, JobTrial.Alice);
        if (Market.TrySettle(state, new EpochReport { Epoch = state.Epoch }, out EpochSettlement? settled, out ImmutableArray<SettlementRefusal> refusals))
        {
            EpochSettlement again = MechanismJson.Default.Read<EpochSettlement>(MechanismJson.Default.Write(settled));
            Assert.Equal(settled, again);
        }
        else
        {
            Assert.All(refusals, refusal => Assert.True(refusal.Message.Length > 20, refusal.ToString()));
        }
    }

    /// <summary>A verdict that is none, a stranger's row with a cause that is none: neither stops anybody, and both come back.</summary>
    [Fact]
    public void Report_withNoVerdictAndAStrangersNoCause_isExactlyTheOneWithout()
    {
        NetworkState state = SmallNetwork.Open();
        EpochReport plain = SmallNetwork.Epoch0(SmallNetwork.Report(SmallNetwork.Alice));
        EpochReport spoiled = plain with
        {
            Participants = plain.Participants.Add(new ParticipantReport { Participant = ParticipantId.Of("stranger"), DutiesDue = 1, Missed = [default] }),
            Verdicts = [default],
        };
        EpochSettlement settled = SmallNetwork.Mechanism.Settle(state, spoiled);
        Assert.Equal(SmallNetwork.Mechanism.Settle(state, plain).After, settled.After);
        Assert.Equal([SetAsideReason.UnknownParticipant, SetAsideReason.Incomplete], settled.SetAside.Select(item => item.Reason));
        RequireComesBack(settled);
        Assert.Equal(default, new MissedDuties("", 0));
        Assert.Equal("", default(MissedDuties).Cause);
    }

    private static void RequireComesBack(EpochSettlement settled)
    {
        EpochSettlement again = MechanismJson.Default.Read<EpochSettlement>(MechanismJson.Default.Write(settled));
        Assert.Equal(settled, again);
        Assert.Equal(MechanismJson.Default.Hash(settled), MechanismJson.Default.Hash(again));
        Assert.Equal(settled.After, StateBinary.Read(StateBinary.Write(settled.After)));
    }

    private static NetworkState Played() => Market.Settle(
        Market.Award(JobTrial.Open(Market), JobTrial.Award()),
        new EpochReport
        {
            Epoch = Epoch.Zero,
            Participants = [new ParticipantReport { Participant = JobTrial.Alice, Work = 5, DutiesDue = 10 }],
            Verdicts = [Verdict.Because(JobTrial.Alice, TaskId.Of("right"), Epoch.Zero, VerdictReason.MatchesAccepted)],
            Evidence = [SmallNetwork.WrongResult(JobTrial.Alice)],
        }).After;

    /// <summary>The lists of structs in a type, and the lists in what those lists hold: <c>Participants</c>, <c>Participants.Missed</c>.</summary>
    private static IEnumerable<string> Places(Type type) =>
        from list in Lists(type)
        from place in Lists(ElementOf(list)).Select(inner => $"{list.Name}.{inner.Name}").Prepend(list.Name)
        select place;

    private static IEnumerable<PropertyInfo> Lists(Type type) => type.GetProperties().Where(property =>
        property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(ImmutableArray<>)
        && ElementOf(property).IsValueType && ElementOf(property).Namespace!.StartsWith("CapaCloud", StringComparison.Ordinal) && property.SetMethod is not null);

    private static Type ElementOf(PropertyInfo list) => list.PropertyType.GetGenericArguments()[0];

    /// <summary>Puts the default of its type at the end of a list; in an inner list, of the first item, or of a sample that names the participant.</summary>
    private static object Spoiled(object whole, string place, ParticipantId name)
    {
        object copy = whole is EpochReport report ? report with { } : whole is NetworkState state ? state with { } : whole;
        string[] names = place.Split('.');
        PropertyInfo list = copy.GetType().GetProperty(names[0])!;
        IList items = (IList)list.GetValue(copy)!;
        object? item = Activator.CreateInstance(ElementOf(list))!;
        if (names.Length == 1)
        {
            list.SetValue(copy, With(items, item));
            return copy;
        }

        bool isThere = items.Count > 0;
        item = isThere ? items[0]! : item;
        PropertyInfo? owner = isThere ? null : ElementOf(list).GetProperties().FirstOrDefault(property => property.PropertyType == typeof(ParticipantId));
        owner?.SetValue(item, name);
        PropertyInfo inner = ElementOf(list).GetProperty(names[1])!;
        inner.SetValue(item, With((IList)inner.GetValue(item)!, Activator.CreateInstance(ElementOf(inner))!));
        list.SetValue(copy, isThere ? items.GetType().GetMethod("SetItem")!.Invoke(items, [0, item]) : With(items, item));
        return copy;
    }

    private static object With(IList items, object item) => items.GetType().GetMethod("Add", [item.GetType()])!.Invoke(items, [item])!;
}
