namespace CapaCloud.Mechanisms.Alignment.Games;

/// <summary>What is asked of an honest history.</summary>
/// <remarks>
/// No formula. Each means: for every valuation of the symbols that the constraints admit there is a strategy of all players that yields the
/// history and has the property. Definitions: Rain, Avarikioti, Kovács, Maffei, "Towards a Game-Theoretic Security Analysis of Off-Chain
/// Protocols" (CSF 2022). <c>default</c> is <see cref="WeakImmunity"/>.
/// </remarks>
public enum GameProperty
{
    /// <summary>An honest player never ends below zero, whatever the others do.</summary>
    WeakImmunity,

    /// <summary>An honest player never ends below zero by more than infinitesimals, whatever the others do.</summary>
    WeakerImmunity,

    /// <summary>No group of players, except all of them together, gets jointly more by deviating than by honesty.</summary>
    CollusionResilience,

    /// <summary>Subgame perfect: in no subgame does a player gain by deviating alone.</summary>
    Practicality,
}
