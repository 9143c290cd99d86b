using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using CapaCloud.Mechanisms.Documentation.Tests.Repository;
using CapaCloud.Mechanisms.Escrow;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Slashing;
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
        EpochRate.Of(5),
        new FractionalAmount(Amount.Of(2), UInt128.One << 127),
        new Beacon(7, Digest.FromBytes(new byte[Digest.Size])),
    ];

    public static TheoryData<object, string, string> Formatted => new()
    {
        { Amount.Of(1_234_567), "N0", "1,234,567" },
        { Amount.Of(999), "n0", "999" },
        { Amount.MaxValue, "N0", "340,282,366,920,938,463,463,374,607,431,768,211,455" },
        { SignedAmount.Loss(Amount.Of(1_000)), "N0", "-1,000" },
        { SignedAmount.Loss(Amount.Of(100)), "N0", "-100" },
        { Epoch.Of(21_000), "N0", "21,000" },
        { EpochSpan.Of(21_000), "N0", "21,000" },
        { EpochRate.Of(1_000), "N0", "1,000" },
        { Proportion.Parse("0.0495"), "P", "4.95 %" },
        { Proportion.FromParts(1), "P", "0.0000000000000001 %" },
        { Proportion.One, "p", "100 %" },
        { new FractionalAmount(Amount.Of(2), UInt128.One << 127), "G", "2.5" },
        { new FractionalAmount(Amount.Of(2), UInt128.One << 120), "G", "2.00390625" },
        { EpochRate.Of(1_000), "G", "1000" },
        { new Beacon(7, Digest.Parse(new string('a', 64))), "G", $"7:{new string('a', 64)}" },
    };

    /// <summary>Values that are no text, with the reason.</summary>
    private static readonly Dictionary<Type, string> NoText = new()
    {
        [typeof(Draw)] = "it is made of a seed and compared with a probability; nobody writes one down",
        [typeof(Denomination)] = "its Parse and TryParse read amounts in it; it is a symbol and a number of decimals, and in no order",
        [typeof(PenaltyDebt)] = "it is an amount with acts of its own, a part of a state",
        [typeof(Compounding)] = "a rule with one parameter, read with the policy of a pool",
        [typeof(PledgeSaturation)] = "a rule with one parameter, read with the policy of a pool",
        [typeof(RewardForfeit)] = "a rule with one parameter, read with the policy of a pool",
        [typeof(WorkWindow)] = "a rule with one parameter, read with the policy of a pool",
        [typeof(SelectionSeed)] = "there is no way to a seed but a beacon; what was stored is read from JSON with its window",
    };

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

    [Theory]
    [MemberData(nameof(Formatted))]
    public void Format_thatIsKnown_isTheSameInEveryCultureAndBuffer(object value, string format, string text)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            Assert.Equal(text, ((IFormattable)value).ToString(format, CultureInfo.GetCultureInfo("hi-IN")));
            char[] buffer = new char[text.Length];
            Assert.True(((ISpanFormattable)value).TryFormat(buffer, out int written, format, null));
            Assert.Equal((text, text.Length), (new string(buffer), written));
            byte[] bytes = new byte[text.Length];
            Assert.True(((IUtf8SpanFormattable)value).TryFormat(bytes, out written, format, null));
            Assert.Equal((text, text.Length), (System.Text.Encoding.UTF8.GetString(bytes), written));
            Assert.False(((ISpanFormattable)value).TryFormat(buffer.AsSpan(1), out written, format, null));
            Assert.Equal(0, written);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    /// <summary>No format and G are the text that is read back; a format that a value does not know is refused by name, and never passed over.</summary>
    [Theory]
    [MemberData(nameof(Values))]
    public void Format_thatIsNotKnown_isRefused(object value)
    {
        foreach (string? format in new[] { null, "", "G", "g" })
        {
            Assert.Equal(value.ToString(), ((IFormattable)value).ToString(format, null));
        }

        foreach (string format in new[] { "X", "N2", "0.00", " ", "G0" })
        {
            Assert.Contains($"'{format}' is no format of {value.GetType().Name}", Assert.Throws<FormatException>(() => ((IFormattable)value).ToString(format, null)).Message, StringComparison.Ordinal);
            Assert.Throws<FormatException>(() => ((ISpanFormattable)value).TryFormat(new char[200], out _, format, null));
            Assert.Throws<FormatException>(() => ((IUtf8SpanFormattable)value).TryFormat(new byte[200], out _, format, null));
        }
    }

    [Theory]
    [InlineData("2.")]
    [InlineData(".5")]
    [InlineData("2.1")]
    [InlineData("2.5x")]
    public void FractionalAmount_thatIsNoPartOf2To128_isRefused(string text) => Assert.False(FractionalAmount.TryParse(text, out _));

    [Fact]
    public void FractionalAmount_ofOnePart_goesThroughItsText()
    {
        FractionalAmount least = new(Amount.One, UInt128.One);
        Assert.Equal(least, FractionalAmount.Parse(least.ToString()));
        Assert.Equal(new FractionalAmount(Amount.MaxValue, UInt128.MaxValue), FractionalAmount.Parse(new FractionalAmount(Amount.MaxValue, UInt128.MaxValue).ToString()));
    }

    /// <summary>A struct that holds one thing is a value, and a value is text that is read, written, sorted and formatted as .NET does it, or says here why not.</summary>
    [Fact]
    public void EveryStruct_ofOneField_isText()
    {
        string[] complaints =
        [
            .. from type in PublicTypes.All
               where IsValue(type) && !NoText.ContainsKey(type)
               from wanted in Wanted
               where !type.GetInterfaces().Any(has => (has.IsGenericType ? has.GetGenericTypeDefinition() : has) == wanted)
               select $"{SourceCode.PlaceOf(type)}: {type.FullName} is no {wanted.Name}.",
        ];
        Assert.True(complaints.Length == 0, string.Join('\n', complaints));
    }

    private static bool IsValue(Type type) =>
        type is { IsValueType: true, IsEnum: false, IsByRefLike: false, IsGenericType: false, IsNested: false }
        && type.Assembly == typeof(Amount).Assembly
        && type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance) is [{ FieldType: var held }]
        && !typeof(System.Collections.IEnumerable).IsAssignableFrom(type)
        && (held == typeof(string) || !typeof(System.Collections.IEnumerable).IsAssignableFrom(held));

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
