using System.ComponentModel;
using System.Globalization;

namespace CapaCloud.Mechanisms.DependencyInjection;

/// <summary>Lets configuration put a text where a part of a policy stands.</summary>
internal sealed class PolicySettingsConverter : TypeConverter
{
    public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) => sourceType == typeof(string) || base.CanConvertFrom(context, sourceType);

    public override object? ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) =>
        value is string text ? new PolicySettings { Text = text } : base.ConvertFrom(context, culture, value);
}
