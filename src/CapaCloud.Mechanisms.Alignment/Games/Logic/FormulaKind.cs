namespace CapaCloud.Mechanisms.Alignment.Games;

/// <summary>What a formula is.</summary>
internal enum FormulaKind
{
    Literal,
    And,
    Or,
}
