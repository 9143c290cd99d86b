using CapaCloud.Mechanisms.Alignment.Conditions;
using CapaCloud.Mechanisms.Alignment.NormalForm;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Tests.NormalForm;

public sealed class NormalFormTests
{
    private static NormalFormGame Dilemma { get; } = NormalFormGame.OfTwo(
        new Fraction[,] { { 3, 0 }, { 5, 1 } }, new Fraction[,] { { 3, 5 }, { 0, 1 } });

    [Fact]
    public void Dilemma_hasOneEquilibriumByEveryMethod()
    {
        Assert.Equal([1, 1], Assert.Single(PureEquilibria.Of(Dilemma)));
        Assert.All(Dominance.SurvivingChoices(Dilemma), choices => Assert.Equal(1, Assert.Single(choices)));
        Assert.Equal("(0, 1) against (0, 1)", Assert.Single(MixedEquilibria.Of(Dilemma)).ToString());
    }

    [Theory]
    [InlineData(1, 1, 3, 9, 10)]
    [InlineData(2, 1, 5, 10, 20)]
    public void InspectionGame_hasNoPureEquilibriumAndTheClosedFormMixture(int effort, int auditCost, int wage, int slash, int damage)
    {
        NormalFormGame game = InspectionGame.Create(effort, auditCost, wage, slash, damage);

        MixedEquilibrium mixed = Assert.Single(MixedEquilibria.Of(game));

        Assert.Empty(PureEquilibria.Of(game));
        Assert.Equal(InspectionGame.AuditRate(effort, wage, slash), mixed.Column[0]);
        Assert.Equal(InspectionGame.CheatingRate(auditCost, slash, damage), mixed.Row[1]);
    }

    [Theory]
    [InlineData(4, false)]
    [InlineData(5, false)]
    [InlineData(6, true)]
    public void TwoReplicas_honestyDominates_iffTheDepositExceedsCostAndArbitration(int deposit, bool dominates)
    {
        (int wage, int cost, int arbitration) = (10, 3, 2);
        Fraction[,] row = { { wage - cost, wage - cost + deposit - arbitration }, { -deposit, wage } };
        NormalFormGame game = NormalFormGame.OfTwo(row, new Fraction[,] { { row[0, 0], row[1, 0] }, { row[0, 1], row[1, 1] } });

        Assert.Equal(dominates, Dominance.Dominates(game, 0, better: 0, worse: 1));
        Assert.Equal(dominates, deposit > CounterCollusion.MinimumDeposit(cost, arbitration));
    }

    [Fact]
    public void Mixed_ofRandomGames_areEquilibriaAndContainThePureOnes()
    {
        Random random = new(3);
        for (int draw = 0; draw < 60; draw++)
        {
            (int rows, int columns) = (random.Next(1, 4), random.Next(1, 4));
            Fraction[,] left = new Fraction[rows, columns], right = new Fraction[rows, columns];
            foreach ((int row, int column) in Enumerable.Range(0, rows).SelectMany(row => Enumerable.Range(0, columns).Select(column => (row, column))))
            {
                (left[row, column], right[row, column]) = (random.Next(-5, 6), random.Next(-5, 6));
            }

            NormalFormGame game = NormalFormGame.OfTwo(left, right);
            IReadOnlyList<MixedEquilibrium> found = MixedEquilibria.Of(game);

            Assert.NotEmpty(found);
            Assert.All(found, equilibrium => Assert.True(IsEquilibrium(left, right, equilibrium), $"draw {draw}: {equilibrium}"));
            Assert.All(PureEquilibria.Of(game), pure => Assert.Contains(found, mixed => mixed.Row[pure[0]] == Fraction.One && mixed.Column[pure[1]] == Fraction.One));
        }
    }

    [Fact]
    public void OfTwo_shapesThatDiffer_areRefused() =>
        Assert.Throws<ArgumentException>(() => NormalFormGame.OfTwo(new Fraction[1, 2], new Fraction[2, 1]));

    private static bool IsEquilibrium(Fraction[,] left, Fraction[,] right, MixedEquilibrium mixed)
    {
        Fraction[] rows = [.. mixed.Row.Select((_, row) => Sum(mixed.Column.Select((chance, column) => chance * left[row, column])))];
        Fraction[] columns = [.. mixed.Column.Select((_, column) => Sum(mixed.Row.Select((chance, row) => chance * right[row, column])))];
        return mixed.Row.Select((chance, row) => chance.IsZero || rows.All(other => other <= rows[row])).All(ok => ok)
            && mixed.Column.Select((chance, column) => chance.IsZero || columns.All(other => other <= columns[column])).All(ok => ok);
    }

    private static Fraction Sum(IEnumerable<Fraction> parts) => parts.Aggregate(Fraction.Zero, (left, right) => left + right);
}
