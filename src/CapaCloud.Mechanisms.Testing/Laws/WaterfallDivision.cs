using CapaCloud.Mechanisms.Rewards;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>Divides an income among the tiers of a waterfall.</summary>
/// <remarks>No formula. <see cref="Waterfall.Divide"/> has this form.</remarks>
/// <param name="income">The income, in base units.</param>
/// <param name="parts">Receives what each tier gets, in base units.</param>
/// <returns>What is left, in base units.</returns>
internal delegate Amount WaterfallDivision(Amount income, Span<Amount> parts);
