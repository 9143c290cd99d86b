using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>The hash under which a result is compared.</summary>
/// <remarks>
/// <code>
/// bytes:  SHA-256( text("capacloud/result/v1") || bytes(result) )
/// number: SHA-256( text("capacloud/result-number/v1") || parts )
/// choice: SHA-256( text("capacloud/result-choice/v1") || choice )
/// </code>
/// A service that already has a content hash may use that instead.
/// </remarks>
public static class ResultHash
{
    /// <summary>Returns the hash of a result's bytes.</summary>
    /// <param name="result">The result, of any length.</param>
    /// <returns>The hash.</returns>
    public static Digest OfBytes(ReadOnlySpan<byte> result)
    {
        byte[] buffer = new byte[checked(result.Length + 64)];
        CanonicalEncoder encoder = new(buffer, "capacloud/result/v1"u8);
        encoder.AppendBytes(result);
        return encoder.Hash();
    }

    /// <summary>Returns the hash of a number.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The hash.</returns>
    public static Digest OfNumber(Ratio value)
    {
        CanonicalEncoder encoder = new(stackalloc byte[64], "capacloud/result-number/v1"u8);
        encoder.Append(value);
        return encoder.Hash();
    }

    /// <summary>Returns the hash of one of several choices.</summary>
    /// <param name="choice">The number of the choice.</param>
    /// <returns>The hash.</returns>
    public static Digest OfChoice(ulong choice)
    {
        CanonicalEncoder encoder = new(stackalloc byte[64], "capacloud/result-choice/v1"u8);
        encoder.Append(choice);
        return encoder.Hash();
    }
}
