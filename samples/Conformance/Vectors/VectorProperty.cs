namespace CapaCloud.Mechanisms.Samples.Conformance.Vectors;

/// <summary>A named value inside a case.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">The value, not read yet.</param>
public readonly record struct VectorProperty(string Name, VectorValue Value);
