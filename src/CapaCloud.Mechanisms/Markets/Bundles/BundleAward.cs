namespace CapaCloud.Mechanisms.Markets;

/// <summary>What became of a bid for a bundle.</summary>
/// <remarks>No formula. A bid that did not win pays nothing, which is also <c>default</c>.</remarks>
/// <param name="Won">Whether the bundle goes to the bidder.</param>
/// <param name="Payment">What it pays, in base units.</param>
public readonly record struct BundleAward(bool Won, Amount Payment);
