using System.Globalization;
using System.Text;
using System.Text.Json;

namespace CapaCloud.Mechanisms.Tests.Numerics;

/// <summary>What every value type promises about its text: one helper for the contract, called from each type's test.</summary>
internal static class ValueText
{
    /// <summary>Turkish has its own i, Persian its own digits and point, German a comma, the invariant culture none of these.</summary>
    public static readonly string[] Cultures = ["tr-TR", "fa-IR", "ar-SA", "de-DE", "fr-FR", "th-TH", ""];

    public static void AssertRoundTrip<T>(T value, string text)
        where T : struct, ISpanParsable<T>, ISpanFormattable, IUtf8SpanFormattable
    {
        foreach (string culture in Cultures)
        {
            CultureInfo before = CultureInfo.CurrentCulture;
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            try
            {
                Assert.Equal(text, value.ToString());
                Assert.Equal(text, value.ToString("G", CultureInfo.CurrentCulture));
                Assert.Equal(text, $"{value}");
                Assert.Equal(value, T.Parse(text, CultureInfo.CurrentCulture));
                Assert.Equal(value, T.Parse(text.AsSpan(), null));
                Assert.True(T.TryParse(text, CultureInfo.CurrentCulture, out T read));
                Assert.Equal(value, read);
                AssertSpans(value, text);
            }
            finally
            {
                CultureInfo.CurrentCulture = before;
            }
        }
    }

    public static void AssertRefused<T>(string text)
        where T : struct, ISpanParsable<T>
    {
        Assert.False(T.TryParse(text, null, out T value));
        Assert.Equal(default, value);
        FormatException refused = Assert.Throws<FormatException>(() => T.Parse(text, null));
        Assert.Contains($"'{text}'", refused.Message, StringComparison.Ordinal);
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(text)));
    }

    public static void AssertOnlyJsonStrings<T>(T value)
        where T : struct, ISpanParsable<T>
    {
        foreach (string culture in Cultures)
        {
            CultureInfo before = CultureInfo.CurrentCulture;
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            try
            {
                Assert.Equal($"\"{value}\"", JsonSerializer.Serialize(value));
                Assert.Equal(value, JsonSerializer.Deserialize<T>($"\"{value}\""));
            }
            finally
            {
                CultureInfo.CurrentCulture = before;
            }
        }

        foreach (string json in new[] { "1", "0", "true", "null", "{}", "[]", "1.5" })
        {
            JsonException refused = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<T>(json));
            Assert.Contains("JSON string", refused.Message, StringComparison.Ordinal);
        }

        Assert.False(T.TryParse((string?)null, null, out _));
        Assert.Throws<ArgumentNullException>(() => ParseString<T>(null!));
    }

    private static T ParseString<T>(string text)
        where T : IParsable<T> => T.Parse(text, null);

    private static void AssertSpans<T>(T value, string text)
        where T : struct, ISpanFormattable, IUtf8SpanFormattable
    {
        char[] exact = new char[text.Length];
        Assert.True(value.TryFormat(exact, out int written, default, CultureInfo.CurrentCulture));
        Assert.Equal(text.Length, written);
        Assert.Equal(text, new string(exact));
        byte[] utf8 = new byte[text.Length];
        Assert.True(value.TryFormat(utf8, out int bytes, default, CultureInfo.CurrentCulture));
        Assert.Equal(text.Length, bytes);
        Assert.Equal(text, Encoding.UTF8.GetString(utf8));
        for (int shorter = 0; shorter < text.Length; shorter++)
        {
            char[] tooShort = [.. Enumerable.Repeat('x', shorter)];
            Assert.False(value.TryFormat(tooShort, out written, default, null));
            Assert.Equal(0, written);
            Assert.All(tooShort, character => Assert.Equal('x', character));
            byte[] fewBytes = new byte[shorter];
            Assert.False(value.TryFormat(fewBytes, out bytes, default, null));
            Assert.Equal(0, bytes);
            Assert.All(fewBytes, item => Assert.Equal(0, item));
        }
    }
}
