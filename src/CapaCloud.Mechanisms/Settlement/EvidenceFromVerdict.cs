using CapaCloud.Mechanisms.Hashing;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>A verdict of "incorrect" is evidence of an incorrect result; verification and slashing do not know each other, settlement knows both.</summary>
internal static class EvidenceFromVerdict
{
    public static Evidence Of(in Verdict verdict)
    {
        CanonicalEncoder encoder = new(stackalloc byte[256], "capacloud/task/v1"u8);
        encoder.Append(verdict.Task);
        return new Evidence
        {
            Offence = Offence.IncorrectResult,
            Offender = verdict.Participant,
            FaultEpoch = verdict.Epoch,
            Subject = encoder.Hash(),
            Severity = Proportion.One,
        };
    }
}
