using System.Buffers;
using System.Diagnostics;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms;

/// <summary>An offence: a kind of misbehaviour, by name. Here are the usual ones, and <see cref="Of"/> makes one of your own; a slashing curve says what it costs.</summary>
/// <remarks>
/// No formula. A name is 1 to 64 lowercase ASCII letters, digits and hyphens, such as <c>incorrect-result</c>. The library names the
/// common ones; a network adds its own with <see cref="Of"/>. <c>default</c> is no offence. Immutable and safe to share
/// between threads.
/// </remarks>
[JsonConverter(typeof(ValueJsonConverter<Offence>))]
[DebuggerDisplay("{ToString(),nq}")]
public readonly partial record struct Offence : IComparable<Offence>, IJsonValue<Offence>
{
    /// <summary>The longest name, in characters.</summary>
    public const int MaxLength = 64;

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    private readonly string? _name;

    private Offence(string name) => _name = name;

    /// <summary>Gets the offence of delivering a result that an audit proved false: <c>incorrect-result</c>.</summary>
    public static Offence IncorrectResult => new("incorrect-result");

    /// <summary>Gets the offence of missing duties: <c>downtime</c>.</summary>
    public static Offence Downtime => new("downtime");

    /// <summary>Gets the offence of committing to a result and not revealing it: <c>unrevealed-result</c>.</summary>
    public static Offence UnrevealedResult => new("unrevealed-result");

    /// <summary>Gets the offence of signing two contradictory statements: <c>equivocation</c>.</summary>
    public static Offence Equivocation => new("equivocation");

    /// <summary>Gets the offence of vouching for a result without checking it: <c>negligent-verification</c>.</summary>
    public static Offence NegligentVerification => new("negligent-verification");

    /// <summary>Gets the offence of accusing an honest participant: <c>false-accusation</c>.</summary>
    public static Offence FalseAccusation => new("false-accusation");

    /// <summary>Gets the offence of taking a job and delivering nothing: <c>undelivered-job</c>. The mechanism finds it itself.</summary>
    public static Offence UndeliveredJob => new("undelivered-job");

    /// <summary>Gets a value indicating whether this is no offence.</summary>
    public bool IsNone => _name is null;

    /// <summary>Returns the offence of that name.</summary>
    /// <param name="name">1 to 64 lowercase ASCII letters, digits and hyphens.</param>
    /// <returns>The offence.</returns>
    /// <exception cref="ArgumentException">The name is not of that form.</exception>
    public static Offence Of(string name) =>
        TryOf(name, out Offence offence)
            ? offence
            : throw new ArgumentException(
                $"'{name}' cannot name an offence: expected 1 to {MaxLength} lowercase ASCII letters, digits and hyphens.", nameof(name));

    /// <summary>Returns the offence of that name, or says that it cannot be one.</summary>
    /// <param name="name">The name.</param>
    /// <param name="offence">The offence, or <c>default</c>.</param>
    /// <returns><see langword="true"/> when the name is valid.</returns>
    public static bool TryOf(string? name, out Offence offence)
    {
        bool valid = name is { Length: > 0 and <= MaxLength } && !name.AsSpan().ContainsAnyExcept(NameCharacters);
        offence = valid ? new Offence(name!) : default;
        return valid;
    }

    /// <inheritdoc/>
    public int CompareTo(Offence other) => string.CompareOrdinal(_name, other._name);

    /// <summary>Returns the name, or "(no offence)".</summary>
    /// <returns>The text.</returns>
    public override string ToString() => _name ?? "(no offence)";

    JsonConverter<Offence> IJsonValue<Offence>.Converter => new OffenceJsonConverter();
}
