using FsCheck.Xunit;

namespace CapaCloud.Mechanisms.Tests.Numerics;

public sealed class ValueTests
{
    [Property]
    public void Amount_addThenSubtract_isTheSame(Amount left, Amount right)
    {
        if (left.Units <= UInt128.MaxValue - right.Units)
        {
            Assert.Equal(left, (left + right) - right);
            Assert.Equal(left + right, right + left);
        }
        else
        {
            Assert.Throws<OverflowException>(() => left + right);
        }

        Assert.Equal(left >= right ? left - right : Amount.Zero, left.SubtractToZero(right));
    }

    [Property]
    public void SignedAmount_change_goesFromBeforeToAfter(Amount before, Amount after)
    {
        SignedAmount change = SignedAmount.Change(before, after);
        Assert.Equal(SignedAmount.Change(after, before), -change);
        Assert.Equal(after < before, change.IsLoss);
        Assert.Equal(SignedAmount.Zero, change - change);
        Assert.Equal(after.CompareTo(before), change.CompareTo(SignedAmount.Zero));
    }

    [Property]
    public void Amount_partAndComplement_addUpToTheWhole(Amount amount, Proportion part)
    {
        Assert.Equal(amount, amount.Multiply(part, Rounding.Down) + amount.Multiply(part.Complement, Rounding.Up));
        Assert.True(amount.Multiply(part, Rounding.Up) <= amount);
    }

    [Fact]
    public void Amount_documentedRoundings_areAsDocumented()
    {
        Amount seven = Amount.Of(7), ten = Amount.Of(10);
        Assert.Equal(Amount.Of(3), ten.Multiply(1, 3, Rounding.Down));
        Assert.Equal(Amount.Of(4), ten.Multiply(1, 3, Rounding.Up));
        Assert.Equal(Amount.Of(3), seven.Multiply(Proportion.Half, Rounding.Down));
        Assert.Equal(Amount.Of(4), seven.Multiply(Proportion.Half, Rounding.Up));
        Assert.Equal(Amount.Of(10), seven.Multiply(Ratio.Parse("1.5"), Rounding.Down));
        Assert.Equal(Amount.Of(11), seven.Multiply(Ratio.Parse("1.5"), Rounding.Up));
        Assert.Equal("0.666666666666666667", Proportion.FromQuotient(2, 3, Rounding.Up).ToString());
        Assert.Equal("0.666666666666666666", Ratio.FromQuotient(2, 3, Rounding.Down).ToString());
    }

    [Fact]
    public void BadInput_isRefusedWithItsOwnException()
    {
        Assert.Throws<OverflowException>(() => Amount.Zero - Amount.One);
        Assert.Throws<OverflowException>(() => Amount.MaxValue + Amount.One);
        Assert.Throws<OverflowException>(() => Amount.MaxValue.Multiply(Ratio.Of(2), Rounding.Down));
        Assert.Throws<DivideByZeroException>(() => Amount.One.Multiply(1, 0, Rounding.Down));
        Assert.Throws<ArgumentOutOfRangeException>(() => Proportion.FromParts(Proportion.PartsPerOne + 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Proportion.Percent(101));
        Assert.Throws<ArgumentOutOfRangeException>(() => Proportion.BasisPoints(10_001));
        Assert.Throws<ArgumentOutOfRangeException>(() => Proportion.FromQuotient(2, 1, Rounding.Down));
        Assert.Throws<DivideByZeroException>(() => Proportion.FromQuotient(0, 0, Rounding.Down));
        Assert.Throws<OverflowException>(() => Ratio.MaxValue + Ratio.FromParts(1));
        Assert.Throws<OverflowException>(() => Ratio.Zero - Ratio.One);
        Assert.Throws<DivideByZeroException>(() => Ratio.One.Divide(Ratio.Zero, Rounding.Down));
        Assert.Throws<OverflowException>(() => SignedAmount.Gain(Amount.MaxValue) + SignedAmount.Gain(Amount.One));
    }

    [Fact]
    public void Default_isZeroOfEveryType()
    {
        Assert.Equal(Amount.Zero, default);
        Assert.Equal(Proportion.Zero, default);
        Assert.Equal(Ratio.Zero, default);
        Assert.False(SignedAmount.Loss(Amount.Zero).IsLoss);
    }
}
