using System.Diagnostics.CodeAnalysis;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Slashing;

/// <summary>Proof that somebody said two things where only one can be honest.</summary>
/// <remarks>
/// <code>evidence when  same author, same epoch, same slot, different content</code>
/// One statement twice proves nothing, so an honest author can never be accused with its own words. The key names the epoch and the slot and not the pair: of three statements for
/// one slot any two prove the same misbehaviour, which counts once. Source: Filecoin's consensus faults, which at first did not ask for two different blocks.
/// </remarks>
public static class Equivocation
{
    private static ReadOnlySpan<byte> Domain => "capacloud/equivocation/v2"u8;

    /// <summary>Makes evidence of two statements, or says why they are none.</summary>
    /// <param name="first">One statement.</param>
    /// <param name="second">The other one.</param>
    /// <param name="reporter">Who brings them, or nobody.</param>
    /// <param name="evidence">The evidence; its severity is one.</param>
    /// <param name="refusal">Why there is none, or null.</param>
    /// <returns><see langword="true"/> when the two cannot both be honest.</returns>
    public static bool TryProve(
        in SignedStatement first, in SignedStatement second, ParticipantId reporter, out Evidence evidence, [NotNullWhen(false)] out string? refusal)
    {
        refusal = first.Author.IsNone ? "the first statement has no author"
            : first.Author != second.Author ? $"the statements are of {first.Author} and of {second.Author}; expected one author"
            : first.Epoch != second.Epoch || first.Slot != second.Slot
                ? $"the statements are for slot {first.Slot} of epoch {first.Epoch} and slot {second.Slot} of epoch {second.Epoch}; expected one slot"
            : first.Content == second.Content ? "both statements say the same: one statement twice is no equivocation"
            : null;
        evidence = refusal is null
            ? new Evidence
            {
                Offence = Offence.Equivocation,
                Offender = first.Author,
                FaultEpoch = first.Epoch,
                Subject = SubjectOf(first.Epoch, first.Slot),
                Severity = Proportion.One,
                Reporter = reporter,
            }
            : default;
        return refusal is null;
    }

    private static Digest SubjectOf(Epoch epoch, ulong slot)
    {
        CanonicalEncoder encoder = new(stackalloc byte[64], Domain);
        encoder.Append(epoch);
        encoder.Append(slot);
        return encoder.Hash();
    }
}
