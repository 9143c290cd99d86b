using System.Buffers;
using System.Diagnostics;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>What a draw decides, by name. Each purpose has a chance of its own: being audited says nothing about being on a jury.</summary>
/// <remarks>
/// No formula. A name is 1 to 32 lowercase ASCII letters, digits and hyphens, such as <c>audit</c>; it is part of the hashed bytes.
/// The library names its own; a network adds others with <see cref="Of"/>. <c>default</c> is no purpose and is refused.
/// </remarks>
[JsonConverter(typeof(ValueJsonConverter<SelectionPurpose>))]
[DebuggerDisplay("{ToString(),nq}")]
public readonly partial record struct SelectionPurpose : IComparable<SelectionPurpose>, IJsonValue<SelectionPurpose>
{
    /// <summary>The longest name, in characters.</summary>
    public const int MaxLength = 32;

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    private readonly string? _name;

    private SelectionPurpose(string name) => _name = name;

    /// <summary>Gets the purpose of deciding which results are audited: <c>audit</c>.</summary>
    public static SelectionPurpose Audit => new("audit");

    /// <summary>Gets the purpose of choosing who audits, validates or replicates: <c>committee</c>.</summary>
    public static SelectionPurpose Committee => new("committee");

    /// <summary>Gets the purpose of choosing jurors: <c>jury</c>.</summary>
    public static SelectionPurpose Jury => new("jury");

    /// <summary>Gets the purpose of deciding which results are wrong on purpose: <c>forced-error</c>.</summary>
    public static SelectionPurpose ForcedError => new("forced-error");

    /// <summary>Gets the purpose of deciding which tasks have a known answer: <c>planted-task</c>.</summary>
    public static SelectionPurpose PlantedTask => new("planted-task");

    /// <summary>Gets the purpose of deciding who works for whom: <c>allocation</c>.</summary>
    public static SelectionPurpose Allocation => new("allocation");

    /// <summary>Gets a value indicating whether this is no purpose.</summary>
    public bool IsNone => _name is null;

    /// <summary>Returns the purpose of that name.</summary>
    /// <param name="name">1 to 32 lowercase ASCII letters, digits and hyphens.</param>
    /// <returns>The purpose.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    /// <exception cref="ArgumentException">The name is not of that form.</exception>
    public static SelectionPurpose Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return IsName(name)
            ? new SelectionPurpose(name)
            : throw new ArgumentException(
                $"'{name}' cannot name a purpose: expected 1 to {MaxLength} lowercase ASCII letters, digits and hyphens.", nameof(name));
    }

    /// <summary>Makes a purpose from its name, or says that it cannot.</summary>
    /// <param name="name">The name.</param>
    /// <param name="purpose">The purpose, or <c>default</c>.</param>
    /// <returns><see langword="true"/> when the name is one.</returns>
    public static bool TryOf(string? name, out SelectionPurpose purpose)
    {
        bool valid = name is not null && IsName(name);
        purpose = valid ? new SelectionPurpose(name!) : default;
        return valid;
    }

    /// <summary>Orders purposes by their names, character by character.</summary>
    /// <param name="other">The other.</param>
    /// <returns>Less than 0, 0, or more than 0.</returns>
    public int CompareTo(SelectionPurpose other) => string.CompareOrdinal(_name, other._name);

    /// <summary>Returns the name, or "(none)".</summary>
    /// <returns>The text.</returns>
    public override string ToString() => _name ?? "(none)";

    internal static bool IsName(string name) => name.Length is > 0 and <= MaxLength && !name.AsSpan().ContainsAnyExcept(NameCharacters);

    JsonConverter<SelectionPurpose> IJsonValue<SelectionPurpose>.Converter => new SelectionPurposeJsonConverter();
}
