using System.Collections.Immutable;
using CapaCloud.Mechanisms.Alignment.Exact;

namespace CapaCloud.Mechanisms.Alignment.Games;

/// <summary>A protocol of this library as a game, with the property that makes it secure and the condition the literature gives for it.</summary>
/// <remarks>No formula. Immutable and safe to share between threads.</remarks>
/// <param name="Name">The protocol's name.</param>
/// <param name="Game">The game; it has one honest history.</param>
/// <param name="Property">The property that makes the protocol secure.</param>
/// <param name="Published">The condition the literature gives; <see langword="null"/> where there is none.</param>
/// <param name="Source">Where that condition stands.</param>
public sealed record ProtocolGame(string Name, Game Game, GameProperty Property, StakeCondition? Published, string Source)
{
    /// <summary>Gets the history that honest play yields.</summary>
    public GameHistory Honest => Game.HonestHistories[0];

    /// <summary>Derives the weakest condition on the stakes under which the protocol is secure.</summary>
    /// <param name="cancellation">Stops the search.</param>
    /// <returns>The condition, beside the game's constraints.</returns>
    public StakeCondition DeriveCondition(CancellationToken cancellation = default) =>
        new GameSolver(Game).Check(Property, Honest, GameQuery.WeakestPrecondition, cancellation).WeakestPrecondition!;

    /// <summary>Returns the protocol's name and what is asked of it.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Name}: {Property}";

    /// <summary>Tells whether the derived condition and the published one hold at the same stakes, in exact arithmetic.</summary>
    /// <param name="cancellation">Stops the search.</param>
    /// <returns><see langword="true"/> when they do.</returns>
    /// <exception cref="InvalidOperationException">No condition is published for this protocol.</exception>
    public bool AgreesWithPublished(CancellationToken cancellation = default) =>
        Published is { } published
            ? new GameSolver(Game).AreEquivalent(Property, DeriveCondition(cancellation), published, cancellation)
            : throw new InvalidOperationException($"No condition is published for the protocol '{Name}'.");

    /// <summary>Checks the protocol with some stakes fixed, such as a policy's deposits and a requester's costs.</summary>
    /// <param name="numbers">The number for a stake's name; stakes that are not named stay symbols.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <returns>The answer; when it fails, with the condition on what was left open.</returns>
    /// <exception cref="ArgumentException">A name is no stake of the game.</exception>
    public GameAnswer CheckWith(IReadOnlyDictionary<string, Rational> numbers, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        Dictionary<StakeSymbol, StakeExpression> replacements = [];
        foreach ((string name, Rational number) in numbers)
        {
            StakeSymbol symbol = Game.Constants.FirstOrDefault(candidate => candidate.Name == name)
                ?? throw new ArgumentException(
                    $"The protocol '{Name}' has no stake '{name}'; it has {string.Join(", ", Game.Constants)}.", nameof(numbers));
            replacements.Add(symbol, number);
        }

        return new GameSolver(Game.Substitute(replacements)).Check(Property, Honest, GameQuery.Strategies | GameQuery.WeakestPrecondition, cancellation);
    }
}
