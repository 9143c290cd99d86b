using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Escrow;

/// <summary>Who acts on an escrow. The host has checked that it is really them.</summary>
/// <remarks>No formula. <c>default</c> is <see cref="None"/>, which may do nothing.</remarks>
[JsonConverter(typeof(NameJsonConverter<EscrowParty>))]
public enum EscrowParty
{
    /// <summary>Nobody: the value of <c>default</c>.</summary>
    None = 0,

    /// <summary>Who pays.</summary>
    Requester = 1,

    /// <summary>Who works and is paid.</summary>
    Provider = 2,
}
