using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Slashing;

namespace CapaCloud.Mechanisms.Tests.Settlement.Policies;

/// <summary>A curve that the library does not have, as a user would write it.</summary>
internal sealed record SquareRootCurve(Proportion AtFullSeverity) : ISlashingCurve
{
    public SlashingCurvePromises Promises => SlashingCurvePromises.MonotoneInSeverity | SlashingCurvePromises.ZeroAtZeroSeverity;

    public SlashingInputs Reads => SlashingInputs.Severity;

    public Proportion Evaluate(in OffenceContext context) =>
        AtFullSeverity.Multiply(Proportion.FromParts(Root((UInt128)context.Severity.Parts * Proportion.PartsPerOne)), Rounding.Up);

    private static ulong Root(UInt128 square)
    {
        UInt128 root = square == UInt128.Zero ? UInt128.Zero : UInt128.One << ((128 - (int)UInt128.LeadingZeroCount(square) + 1) / 2);
        while (root != UInt128.Zero && root > square / root)
        {
            root = (root + (square / root)) / 2;
        }

        return (ulong)root;
    }
}

[JsonSerializable(typeof(SquareRootCurve))]
internal sealed partial class OwnRulesJsonContext : JsonSerializerContext;
