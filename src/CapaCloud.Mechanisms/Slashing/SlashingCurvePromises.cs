using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Slashing;

/// <summary>What a slashing curve promises. Proofs rest on promises, and the laws test them.</summary>
/// <remarks>No formula. <c>default</c> promises nothing.</remarks>
[Flags]
[JsonConverter(typeof(NameJsonConverter<SlashingCurvePromises>))]
public enum SlashingCurvePromises
{
    /// <summary>Nothing beyond a result in [0, 1].</summary>
    None = 0,

    /// <summary>More severity never costs less.</summary>
    MonotoneInSeverity = 1,

    /// <summary>More earlier offences never cost less.</summary>
    MonotoneInRepetition = 2,

    /// <summary>More stake at fault at the same time never costs less.</summary>
    MonotoneInCorrelation = 4,

    /// <summary>Worse never costs less: the four monotonies together.</summary>
    Monotone = MonotoneInSeverity | MonotoneInRepetition | MonotoneInCorrelation | MonotoneInDuration,

    /// <summary>An offence of severity zero costs nothing.</summary>
    ZeroAtZeroSeverity = 8,

    /// <summary>No cliffs: a millionth more severity costs at most a thousandth more stake.</summary>
    Continuous = 16,

    /// <summary>A longer offence never costs less.</summary>
    MonotoneInDuration = 32,
}
