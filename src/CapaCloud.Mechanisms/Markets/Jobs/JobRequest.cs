namespace CapaCloud.Mechanisms.Markets;

/// <summary>A requester asks for units of a class.</summary>
/// <remarks>No formula. <c>default</c> is nobody's request and is refused.</remarks>
/// <param name="Class">The name of the class.</param>
/// <param name="Bid">Who, how many units, and the highest price of each.</param>
/// <param name="Value">What all units together are worth: what wrong results could destroy, in base units of money.</param>
/// <param name="Deadline">The epoch in which the work must be ready.</param>
public readonly record struct JobRequest(string Class, Bid Bid, Amount Value, Epoch Deadline);
