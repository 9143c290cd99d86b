using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Escrow;

/// <summary>Why a stream or a job ended: what decided its last epoch, not who happened to settle it.</summary>
/// <remarks>No formula. <c>default</c> is <see cref="None"/>: it has not ended.</remarks>
[JsonConverter(typeof(NameJsonConverter<EscrowClosing>))]
public enum EscrowClosing
{
    /// <summary>It runs: the value of <c>default</c>.</summary>
    None = 0,

    /// <summary>A stream ran as long as was agreed.</summary>
    EndOfTerm = 1,

    /// <summary>The requester gave notice of a stream and the notice was paid whole.</summary>
    StoppedByRequester = 2,

    /// <summary>The provider left a stream before it would have ended.</summary>
    StoppedByProvider = 3,

    /// <summary>The money ran out: the stream got its lockup and no more, whoever closed it afterwards.</summary>
    Depleted = 4,

    /// <summary>The requester accepted a job: as much as was billed, or the whole price.</summary>
    Accepted = 5,

    /// <summary>A bill stood through its review and nobody answered it: it counts as accepted.</summary>
    Unanswered = 6,

    /// <summary>No bill came before the deadline of a job.</summary>
    Expired = 7,

    /// <summary>A bill was rejected, and the provider did not contest that in time.</summary>
    Rejected = 8,

    /// <summary>The provider contested a rejection, and no arbiter ruled in time: the rejection stands.</summary>
    NotRuled = 9,

    /// <summary>An arbiter ruled on a job.</summary>
    Ruled = 10,
}
