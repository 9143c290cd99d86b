using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>A wrong result that the network committed to on purpose, under the name of a participant that lends it: who vouches for it has not looked.</summary>
/// <remarks>
/// <code>seal = SHA-256( text("capacloud/planted-error/v1") || leaf of the commitment || claimed || salt of the commitment || known || salt )</code>
/// The commitment stands among all others and is drawn like them, so that nobody can tell it from them. Whoever plants it publishes the seal before the commitments close, and opens it when the
/// answers are in: the right answer cannot be made up to fit them. Plant tasks whose right result is one result, to the bit.
/// </remarks>
/// <param name="Commitment">The commitment to the wrong result; its author lends the name, and has no verdict on this task.</param>
/// <param name="Claimed">The hash of the wrong result that was committed to.</param>
/// <param name="CommitmentSalt">The secret of the commitment.</param>
/// <param name="Known">The hash of the right result.</param>
/// <param name="Salt">The planter's secret, 32 unpredictable bytes.</param>
public sealed record PlantedError(Commitment Commitment, Digest Claimed, Digest CommitmentSalt, Digest Known, Digest Salt)
{
    /// <summary>Gets a value indicating whether it is an error: the commitment is to the claimed result, and that is not the right one, which is known.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsError => Known != default && Claimed != Known && Commitment.IsOpenedBy(Claimed, CommitmentSalt);

    /// <summary>Returns what is published before the commitments close.</summary>
    /// <returns>The seal.</returns>
    public Digest Seal()
    {
        CanonicalEncoder encoder = new(stackalloc byte[256], "capacloud/planted-error/v1"u8);
        encoder.Append(Commitment.Leaf());
        encoder.Append(Claimed);
        encoder.Append(CommitmentSalt);
        encoder.Append(Known);
        encoder.Append(Salt);
        return encoder.Hash();
    }
}
