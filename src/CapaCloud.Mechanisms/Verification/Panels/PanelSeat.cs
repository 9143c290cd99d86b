using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>What a rule may weigh an answer by, for everybody in the same position on a panel.</summary>
/// <remarks>No formula. <c>default</c> has no weight: rules that count weight do not hear it.</remarks>
/// <param name="Weight">The weight of the answer, usually stake in base units.</param>
/// <param name="Reliability">The probability that the author's answers are right, in [0, 1], for rules that look at records.</param>
public readonly record struct PanelSeat(
    [property: JsonConverter(typeof(WholeNumberJsonConverter<UInt128>))] UInt128 Weight, Proportion Reliability);
