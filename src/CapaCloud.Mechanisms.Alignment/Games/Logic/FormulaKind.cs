namespace CapaCloud.Mechanisms.Alignment.Games.Logic;

/// <summary>What a formula is.</summary>
internal enum FormulaKind
{
    Literal,
    And,
    Or,
}
