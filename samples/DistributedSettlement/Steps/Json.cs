namespace CapaCloud.Mechanisms.Samples.DistributedSettlement.Steps;

/// <summary>The form in which values travel: the library's canonical JSON, in which equal values are equal bytes.</summary>
internal static class Json
{
    /// <summary>Writes a value.</summary>
    public static byte[] Write<T>(T value) => MechanismJson.Default.WriteCanonical(value);

    /// <summary>Reads a value.</summary>
    public static T Read<T>(byte[] json) => MechanismJson.Default.Read<T>(json);
}
