using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>A way to compute how a wrong result fares before a panel, to be tested by <see cref="PanelCaptureLaws"/>.</summary>
/// <remarks>No formula.</remarks>
/// <param name="rule">The rule that judges.</param>
/// <param name="checkers">How many others compute the result again.</param>
/// <param name="pool">From whom they are drawn.</param>
/// <returns>The chance of each verdict on the author of the wrong result.</returns>
internal delegate PanelChances PanelChanceRule(IVerdictRule rule, int checkers, CheckerPool pool);
