using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Alignment.Games;

/// <summary>The parts of a game before they have been found well formed.</summary>
internal sealed class GameDescription
{
    public required ImmutableArray<GamePlayer> Players { get; init; }

    public required ImmutableArray<string> Actions { get; init; }

    public required ImmutableArray<StakeSymbol> Constants { get; init; }

    public required ImmutableArray<StakeSymbol> Infinitesimals { get; init; }

    public required ImmutableArray<StakeCondition> InitialConstraints { get; init; }

    public required ImmutableDictionary<GameProperty, ImmutableArray<StakeCondition>> PropertyConstraints { get; init; }

    public required ImmutableArray<GameHistory> HonestHistories { get; init; }

    public required GameNode Root { get; init; }
}
