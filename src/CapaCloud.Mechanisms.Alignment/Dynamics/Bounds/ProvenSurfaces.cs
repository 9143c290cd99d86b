namespace CapaCloud.Mechanisms.Alignment.Dynamics;

/// <summary>Surfaces and what was proved of them.</summary>
internal sealed record ProvenSurfaces(GameSurfaces Surfaces, DynamicBounds Bounds);
