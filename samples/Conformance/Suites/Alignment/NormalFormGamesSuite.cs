using System.Collections.Immutable;
using System.Text.Json;
using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Alignment.NormalForm;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;
using Fractions;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Alignment;

/// <summary>Games of two players with all their equilibria.</summary>
internal sealed class NormalFormGamesSuite : ConformanceSuite
{
    public override string File => "markets/games.json";

    public override string OperationOf(VectorCase item) => "equilibria";

    public override CaseOutcome Check(VectorFile file, VectorCase item)
    {
        NormalFormGame game = NormalFormGame.OfTwo(Matrix(item.Inputs.GetProperty("A")), Matrix(item.Inputs.GetProperty("B")));
        IEnumerable<string> found = MixedEquilibria.Of(game).Select(equilibrium => equilibrium.ToString());
        IEnumerable<string> expected = item.Expected.GetProperty("equilibria").EnumerateArray()
            .Select(pair => new MixedEquilibrium(Vector(pair.GetProperty("x")), Vector(pair.GetProperty("y"))).ToString());
        return CaseOutcome.Compare(
            string.Join("; ", expected.Order(StringComparer.Ordinal)), string.Join("; ", found.Order(StringComparer.Ordinal)));
    }

    private static Fraction[,] Matrix(VectorValue rows)
    {
        ImmutableArray<Fraction>[] vectors = [.. rows.EnumerateArray().Select(Vector)];
        Fraction[,] matrix = new Fraction[vectors.Length, vectors[0].Length];
        for (int row = 0; row < vectors.Length; row++)
        {
            for (int column = 0; column < vectors[row].Length; column++)
            {
                matrix[row, column] = vectors[row][column];
            }
        }

        return matrix;
    }

    private static ImmutableArray<Fraction> Vector(VectorValue values) =>
        [.. values.EnumerateArray().Select(value => RationalText.Parse(value.GetString()!))];
}
