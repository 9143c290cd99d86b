using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using CapaCloud.Mechanisms.Documentation.Tests.Repository;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Documentation.Tests.Architecture;

/// <summary>A value that can be read from text can be read the way .NET reads: in routes, in options, from spans; and it sorts.</summary>
public sealed class TextValueTests
{
    private static readonly Type[] Wanted = [typeof(ISpanParsable<>), typeof(ISpanFormattable), typeof(IUtf8SpanFormattable), typeof(IComparable), typeof(IComparable<>)];

    public static TheoryData<object> Values =>
    [
        Amount.Of(1_000),
        SignedAmount.Loss(Amount.Of(5)),
        Proportion.Percent(5),
        Ratio.Parse("1.5"),
        Epoch.Of(21),
        EpochSpan.Of(21),
        ParticipantId.Of("alice"),
        TaskId.Of("t-1"),
        Offence.Downtime,
        SelectionPurpose.Audit,
        Digest.FromBytes(new byte[Digest.Size]),
        LedgerAccount.Stake(ParticipantId.Of("alice")),
    ];

    [Theory]
    [MemberData(nameof(Values))]
    public void Value_thatIsText_goesThroughAnOptionAndBack(object value)
    {
        TypeConverter converter = TypeDescriptor.GetConverter(value.GetType());
        Assert.Equal(value, converter.ConvertFrom(null, CultureInfo.GetCultureInfo("tr-TR"), value.ToString()!));
    }

    [Theory]
    [MemberData(nameof(Values))]
    public void TryFormat_intoAShortBuffer_writesNothing(object value)
    {
        char[] buffer = new char[value.ToString()!.Length];
        Assert.True(((ISpanFormattable)value).TryFormat(buffer, out int written, default, null));
        Assert.Equal(value.ToString(), new string(buffer, 0, written));
        Assert.False(((ISpanFormattable)value).TryFormat(buffer.AsSpan(1), out written, default, null));
        Assert.Equal(0, written);
        Assert.False(((IUtf8SpanFormattable)value).TryFormat(new byte[buffer.Length - 1], out written, default, null));
        Assert.Equal(0, written);
    }

    [Fact]
    public void EveryStruct_ofTheCore_thatParses_hasTheInterfacesOfNet()
    {
        string[] complaints =
        [
            .. from type in PublicTypes.All
               where type.IsValueType && type.Assembly == typeof(Amount).Assembly && type.GetMethods(BindingFlags.Public | BindingFlags.Static).Any(method => method.Name == "TryParse" && method.GetParameters().Length == 2)
               from wanted in Wanted
               where !type.GetInterfaces().Any(has => (has.IsGenericType ? has.GetGenericTypeDefinition() : has) == wanted)
               select $"{SourceCode.PlaceOf(type)}: {type.Name} is no {wanted.Name}.",
        ];
        Assert.True(complaints.Length == 0, string.Join('\n', complaints));
    }
}
