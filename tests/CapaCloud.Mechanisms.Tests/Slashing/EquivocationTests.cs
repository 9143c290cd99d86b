using CapaCloud.Mechanisms.Slashing;
using FsCheck.Xunit;

namespace CapaCloud.Mechanisms.Tests.Slashing;

public sealed class EquivocationTests
{
    [Fact]
    public void TryProve_twoContentsOfOneSlot_isEvidenceThatCountsOnce()
    {
        Assert.True(Equivocation.TryProve(Said("a", 7, 1), Said("a", 7, 2), ParticipantId.Of("finder"), out Evidence evidence, out _));
        Assert.Equal((Offence.Equivocation, Epoch.Of(3), ParticipantId.Of("finder")), (evidence.Offence, evidence.FaultEpoch, evidence.Reporter));
        Assert.True(Equivocation.TryProve(Said("a", 7, 3), Said("a", 7, 1), default, out Evidence other, out _));
        Assert.True(Equivocation.TryProve(Said("a", 8, 1), Said("a", 8, 2), default, out Evidence next, out _));
        Assert.Equal(evidence.Key, other.Key);
        Assert.NotEqual(evidence.Key, next.Key);
        SignedStatement later = Said("a", 7, 1) with { Epoch = Epoch.Of(4) };
        Assert.True(Equivocation.TryProve(later, Said("a", 7, 2) with { Epoch = Epoch.Of(4) }, default, out Evidence again, out _));
        Assert.NotEqual(evidence.Key, again.Key);
        Assert.Equal(Proportion.One, again.Severity);
    }

    [Theory]
    [InlineData("a", 7UL, 1UL, "say the same")]
    [InlineData("b", 7UL, 2UL, "expected one author")]
    [InlineData("a", 8UL, 2UL, "expected one slot")]
    public void TryProve_statementsThatCanBothBeHonest_areNone(string author, ulong slot, ulong content, string why)
    {
        Assert.False(Equivocation.TryProve(Said("a", 7, 1), Said(author, slot, content), default, out Evidence evidence, out string? refusal));
        Assert.Contains(why, refusal, StringComparison.Ordinal);
        Assert.Equal(default, evidence);
        Assert.False(Equivocation.TryProve(default, default, default, out _, out _));
    }

    /// <summary>Whoever says one thing for each slot cannot be accused with any two of its statements.</summary>
    [Property]
    public bool TryProve_honestTrace_admitsNoEvidence(byte[] slots)
    {
        SignedStatement[] trace = [.. slots.Select(slot => Said("honest", slot, (ulong)slot * 31))];
        return trace.All(first => trace.All(second => !Equivocation.TryProve(first, second, default, out _, out _)));
    }

    private static SignedStatement Said(string author, ulong slot, ulong content)
    {
        byte[] bytes = new byte[Digest.Size];
        BitConverter.TryWriteBytes(bytes, content);
        return new SignedStatement(ParticipantId.Of(author), Epoch.Of(3), slot, Digest.FromBytes(bytes));
    }
}
