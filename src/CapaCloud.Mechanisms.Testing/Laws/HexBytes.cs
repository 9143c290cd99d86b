namespace CapaCloud.Mechanisms.Testing;

/// <summary>Bytes, equal by content.</summary>
/// <remarks>No formula.</remarks>
/// <param name="Hex">The bytes in hexadecimal digits.</param>
internal sealed record HexBytes(string Hex);
