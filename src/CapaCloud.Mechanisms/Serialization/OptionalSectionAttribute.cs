namespace CapaCloud.Mechanisms.Serialization;

/// <summary>
/// Marks a part that a record may have or not: it is written when it is there, and left out when it is not; a list, when it is empty. So a value without the part has the text, the
/// bytes and the hash that it had before the part existed.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class OptionalSectionAttribute : Attribute;
