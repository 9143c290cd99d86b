using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Adaptation;

/// <summary>The value of a controller and all that it remembers between two epochs.</summary>
/// <remarks>
/// No formula. Each kind of rule says what its memory holds; its length never changes, so that a state does not grow with age. Equality is of content.
/// Immutable and safe to share between threads.
/// </remarks>
public sealed record ControllerState
{
    private readonly ImmutableArray<Int128> _memory = [];

    /// <summary>Gets the value that is in force.</summary>
    [JsonConverter(typeof(WholeNumberJsonConverter<UInt128>))]
    public required UInt128 Value { get; init; }

    /// <summary>Gets what the rule remembers besides.</summary>
    [JsonConverter(typeof(WholeNumbersJsonConverter<Int128>))]
    public ImmutableArray<Int128> Memory
    {
        get => _memory;
        init => _memory = value.IsDefault ? [] : value;
    }

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"ControllerState {{ Value = {Value}, Memory = {Prose.List(Memory)} }}";

    /// <inheritdoc/>
    public bool Equals(ControllerState? other) => other is not null && Value == other.Value && Memory.AsSpan().SequenceEqual(other.Memory.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode() ^ Memory.Length;

    /// <summary>Returns a state with a memory.</summary>
    internal static ControllerState Of(UInt128 value, params ReadOnlySpan<Int128> memory) => new() { Value = value, Memory = [.. memory] };

    /// <summary>Throws when a remembered number is none that the rule could have remembered: somebody made the state by hand, or changed it.</summary>
    internal void RequireNumber(int place, Int128 least, Int128 most, string what)
    {
        if (Memory[place] < least || Memory[place] > most)
        {
            throw new ArgumentException(
                $"The state remembers {Text(Memory[place])} as {what}, in place {DecimalText.Format((UInt128)(uint)place)} of its memory; expected {Text(least)} to {Text(most)}. Start a state with the rule that governs it.");
        }
    }

    /// <summary>Throws when the memory is not that of a rule.</summary>
    internal void RequireMemory(int length, string rule)
    {
        if (Memory.Length != length)
        {
            throw new ArgumentException(
                $"The state remembers {DecimalText.Format((UInt128)(uint)Memory.Length)} numbers; expected the {DecimalText.Format((UInt128)(uint)length)} of {rule}. Start a state with the rule that governs it.");
        }
    }

    private static string Text(Int128 number) => number < 0
        ? $"-{DecimalText.Format((UInt128)(-(number + 1)) + 1)}"
        : DecimalText.Format((UInt128)number);
}
