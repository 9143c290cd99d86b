namespace CapaCloud.Mechanisms.Markets;

/// <summary>A provider offers units of a class.</summary>
/// <remarks>No formula. <c>default</c> is nobody's offer and is refused.</remarks>
/// <param name="Class">The name of the class.</param>
/// <param name="Bid">Who, how many units, and the least price of each.</param>
public readonly record struct JobOffer(string Class, Bid Bid);
