namespace CapaCloud.Mechanisms;

/// <summary>One parameter of a mechanism, for people.</summary>
/// <remarks>No formula. <c>default</c> is no parameter.</remarks>
/// <param name="Name">Its path in the policy, such as <c>stake.minimumBond</c>.</param>
/// <param name="Value">Its value, with its unit.</param>
public readonly record struct DescribedParameter(string Name, string Value);
