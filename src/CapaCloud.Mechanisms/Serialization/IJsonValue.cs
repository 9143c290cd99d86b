using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Serialization;

/// <summary>A value that says how it is written as JSON.</summary>
/// <typeparam name="TValue">The value itself.</typeparam>
internal interface IJsonValue<TValue>
{
    JsonConverter<TValue> Converter { get; }
}
