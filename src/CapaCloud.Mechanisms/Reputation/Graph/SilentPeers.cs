using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Reputation;

/// <summary>Whom a peer counts as trusting that has said nothing good of anybody.</summary>
/// <remarks>No formula; <see cref="EigenTrust"/> has it. <c>default</c> is <see cref="TrustThePreTrusted"/>.</remarks>
[JsonConverter(typeof(NameJsonConverter<SilentPeers>))]
public enum SilentPeers
{
    /// <summary>The pre-trusted: what a silent peer has gives nobody else anything.</summary>
    TrustThePreTrusted = 0,

    /// <summary>Every other peer equally. Then silence is a vote for everybody, Sybils too: only for networks without pre-trust.</summary>
    TrustAllOthers = 1,
}
