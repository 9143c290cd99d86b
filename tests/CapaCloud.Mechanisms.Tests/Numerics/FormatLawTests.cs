using System.Text;

namespace CapaCloud.Mechanisms.Tests.Numerics;

/// <summary>
/// The law of formats: of every public value type, what <c>ToString(format)</c> gives is what is written as characters and as UTF-8, into a destination that just fits, and nothing
/// into one that is shorter by one; a format that one of them refuses is refused by all three.
/// </summary>
public sealed class FormatLawTests
{
    private static readonly string[] Formats = ["", "G", "N0", "P", "x", "N2"];

    public static TheoryData<Type> Formattable => [.. Json.DataTypes.All.Where(type => type.IsValueType && typeof(ISpanFormattable).IsAssignableFrom(type))];

    public static TheoryData<Type> Ordered => [.. typeof(Amount).Assembly.GetExportedTypes().Where(type => type.GetMethod("Min", [type, type]) is { IsStatic: true })];

    [Theory]
    [MemberData(nameof(Formattable))]
    public void TryFormat_writesWhatToStringSays(Type type)
    {
        foreach (object value in Enumerable.Range(0, 6).Select(seed => new Json.Samples(seed).Of(type)))
        {
            Assert.All(Formats, format => AssertOneText((ISpanFormattable)value, format));
        }
    }

    [Theory]
    [MemberData(nameof(Ordered))]
    public void Min_andMax_areOneEach(Type type)
    {
        IComparable[] values = [.. Enumerable.Range(0, 6).Select(seed => (IComparable)new Json.Samples(seed).Of(type))];
        foreach ((IComparable left, IComparable right) in from left in values from right in values select (left, right))
        {
            bool isLess = left.CompareTo(right) <= 0;
            Assert.Equal(isLess ? left : right, Call("Min", left, right));
            Assert.Equal(isLess ? right : left, Call("Max", left, right));
        }

        object? Call(string name, object left, object right) => type.GetMethod(name, [type, type])!.Invoke(null, [left, right]);
    }

    private static void AssertOneText(ISpanFormattable value, string format)
    {
        if (Record.Exception(() => value.ToString(format, null)) is { } refused)
        {
            Assert.IsType<FormatException>(refused);
            Assert.Throws<FormatException>(() => value.TryFormat(new char[200], out _, format, null));
            Assert.Throws<FormatException>(() => ((IUtf8SpanFormattable)value).TryFormat(new byte[200], out _, format, null));
            return;
        }

        string text = value.ToString(format, null);
        char[] characters = new char[text.Length];
        Assert.True(value.TryFormat(characters, out int written, format, null));
        Assert.Equal((text, text.Length), (new string(characters), written));
        byte[] bytes = new byte[Encoding.UTF8.GetByteCount(text)];
        Assert.True(((IUtf8SpanFormattable)value).TryFormat(bytes, out written, format, null));
        Assert.Equal((text, bytes.Length), (Encoding.UTF8.GetString(bytes), written));
        if (text.Length > 0)
        {
            Assert.False(value.TryFormat(characters.AsSpan(1), out written, format, null));
            Assert.False(((IUtf8SpanFormattable)value).TryFormat(bytes.AsSpan(1), out written, format, null));
            Assert.Equal(0, written);
        }
    }
}
