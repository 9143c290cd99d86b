namespace CapaCloud.Mechanisms.Testing;

/// <summary>One drawn act on a <see cref="Adaptation.ChangeBook"/>.</summary>
/// <remarks>No formula.</remarks>
/// <param name="Act">Which act, by number.</param>
/// <param name="Number">Which proposal, or how far the new version's number goes.</param>
/// <param name="Span">How many epochs pass before it, or how much later than needed it is to hold.</param>
/// <param name="Percent">How much of the stake is in favour; the delay of new rules.</param>
/// <param name="Other">Which new rules come with a proposal, if any; the voting period of new rules.</param>
internal readonly record struct ChangeStep(int Act, int Number, int Span, int Percent, int Other);
