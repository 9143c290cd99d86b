using System.ComponentModel;
using System.Globalization;

namespace CapaCloud.Mechanisms.Serialization;

/// <summary>Lets options and designers read a value from its text and write it: the same text as everywhere else, whatever the culture.</summary>
internal sealed class TextTypeConverter<T> : TypeConverter
    where T : IParsable<T>
{
    public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) => sourceType == typeof(string) || base.CanConvertFrom(context, sourceType);

    public override object? ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) =>
        value is string text ? T.Parse(text, null) : base.ConvertFrom(context, culture, value);
}
