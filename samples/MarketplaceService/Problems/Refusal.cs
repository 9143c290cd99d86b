namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Problems;

/// <summary>One thing that is wrong with a request: where, what, and what was expected.</summary>
internal sealed record Refusal(string Where, string Reason, string Message);
