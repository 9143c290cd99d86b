using System.Numerics;
using CapaCloud.Mechanisms.Verification;
using FsCheck.Xunit;

namespace CapaCloud.Mechanisms.Tests.Verification;

public sealed class DeterrentAuditRateTests
{
    [Theory]
    [InlineData(1, "0.5", 1, 250, 0, "0.007968127490039841")]
    [InlineData(1, "0.5", 0, 250, 0, "0.008000000000000001")]
    [InlineData(1, "0", 0, 1, 1, "0.500000000000000001")]
    [InlineData(0, "0", 0, 1, 0, "0.000000000000000001")]
    public void LeastRate_asWorkedOut(ulong cost, string colluding, ulong reward, ulong slash, ulong reputation, string rate) =>
        Assert.Equal(Proportion.Parse(rate), DeterrentAuditRate.Least(
            Amount.Of(cost), Proportion.Parse(colluding), Amount.Of(reward), Amount.Of(slash), Amount.Of(reputation)));

    [Theory]
    [InlineData(10, "0", 0, 10)]
    [InlineData(1, "1", 5, 5)]
    [InlineData(1, "0", 0, 0)]
    public void LeastRate_nothingDeters_saysSo(ulong cost, string colluding, ulong reward, ulong slash) =>
        Assert.Contains("No audit rate deters", Assert.Throws<ArgumentException>(() => DeterrentAuditRate.Least(
            Amount.Of(cost), Proportion.Parse(colluding), Amount.Of(reward), Amount.Of(slash))).Message, StringComparison.Ordinal);

    /// <summary>The rate deters strictly, and one part less does not.</summary>
    [Property]
    public bool LeastRate_isStrictlyEnough_andOnePartLessIsNot(Amount cost, Proportion colluding, Amount reward, Amount slash, Amount reputation)
    {
        BigInteger loss = colluding.Complement.Parts * ((BigInteger)reward.Units + slash.Units + reputation.Units);
        BigInteger saved = cost.Units * BigInteger.Pow(Proportion.PartsPerOne, 2);
        return DeterrentAuditRate.TryLeast(cost, colluding, reward, slash, reputation, out Proportion rate)
            ? rate.Parts * loss > saved && (rate.Parts - 1) * loss <= saved
            : Proportion.PartsPerOne * loss <= saved;
    }
}
