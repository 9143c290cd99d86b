using System.Numerics;
using CapaCloud.Mechanisms.Presets.Networks.Livepeer;
using FsCheck.Xunit;

namespace CapaCloud.Mechanisms.Presets.Tests.Networks.Livepeer;

public sealed class LivepeerTicketsTests
{
    [Property]
    public void WinProbability_anyTicket_isWorthItsExpectedValue(uint expected, uint more)
    {
        BigInteger face = (BigInteger)expected + more;
        BigInteger worth = LivepeerTickets.ExpectedValue(face, LivepeerTickets.WinProbability(expected, face));
        Assert.InRange(worth - (face.IsZero ? 0 : expected), BigInteger.Zero, BigInteger.One);
    }

    [Fact]
    public void FaceValue_outOfRange_isRefused()
    {
        Assert.Equal(BigInteger.Zero, LivepeerTickets.WinProbability(5, 0));
        Assert.Throws<InvalidOperationException>(() => LivepeerTickets.FaceValue(5, 1, 1, 1, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => LivepeerTickets.FaceValue(-5, 1, 1, 1, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => LivepeerTickets.WinProbability(5, 10, 0));
    }
}
