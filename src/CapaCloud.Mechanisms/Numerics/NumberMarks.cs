using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Numerics;

/// <summary>The characters between the digits of a written amount: the point, and what stands between groups of three.</summary>
/// <remarks>
/// No formula. Of <c>default</c> the point is '.' and nothing stands between groups. A reader accepts text without groups whatever the marks are; where a group mark
/// appears, every group but the first must have exactly three digits, so that "1,23" is an error and never 123.
/// </remarks>
public readonly record struct NumberMarks
{
    private readonly char _point;

    /// <summary>Initializes a new instance of the <see cref="NumberMarks"/> struct.</summary>
    /// <param name="point">What stands before the decimals; no digit, sign or letter.</param>
    /// <param name="group">What stands between groups of three digits; null for nothing.</param>
    /// <exception cref="ArgumentException">A mark is a digit, a letter, a sign or a control character, or both are the same.</exception>
    [JsonConstructor]
    public NumberMarks(char point, char? group)
    {
        if (!IsMark(point) || (group is { } between && !IsMark(between)) || point == group)
        {
            throw new ArgumentException($"'{point}' and '{group}' cannot mark point and groups: expected two different characters that are no digits, letters or signs.");
        }

        _point = point;
        Group = group;
    }

    /// <summary>Gets a point and commas: 663,853.62. What <see cref="Denomination.Parse(ReadOnlySpan{char})"/> reads.</summary>
    public static NumberMarks Grouped => new('.', ',');

    /// <summary>Gets a point and nothing between groups: 663853.62. What <see cref="Denomination.Format(Amount)"/> writes; the value of <c>default</c>.</summary>
    public static NumberMarks Plain => default;

    /// <summary>Gets what stands before the decimals.</summary>
    public char Point => _point == default ? '.' : _point;

    /// <summary>Gets what stands between groups of three digits, or null for nothing.</summary>
    public char? Group { get; }

    /// <inheritdoc/>
    public bool Equals(NumberMarks other) => Point == other.Point && Group == other.Group;

    /// <inheritdoc/>
    public override int GetHashCode() => (Point << 16) ^ (Group ?? default);

    private static bool IsMark(char mark) => !char.IsLetterOrDigit(mark) && !char.IsControl(mark) && !char.IsSurrogate(mark) && mark is not ('-' or '+');
}
