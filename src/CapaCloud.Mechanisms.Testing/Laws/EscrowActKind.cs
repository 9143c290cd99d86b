namespace CapaCloud.Mechanisms.Testing;

/// <summary>What somebody does to an escrow in a drawn history.</summary>
/// <remarks>No formula. <c>default</c> is <see cref="Settle"/>.</remarks>
internal enum EscrowActKind
{
    /// <summary>Anybody settles.</summary>
    Settle = 0,

    /// <summary>The requester pays in.</summary>
    Deposit = 1,

    /// <summary>The requester takes free money out.</summary>
    Withdraw = 2,

    /// <summary>The requester opens a stream.</summary>
    OpenStream = 3,

    /// <summary>The requester changes a rate.</summary>
    RequesterReprices = 4,

    /// <summary>The provider changes a rate.</summary>
    ProviderReprices = 5,

    /// <summary>The requester gives notice.</summary>
    RequesterStops = 6,

    /// <summary>The provider leaves.</summary>
    ProviderStops = 7,

    /// <summary>The requester opens a job.</summary>
    OpenJob = 8,

    /// <summary>The provider bills.</summary>
    Bill = 9,

    /// <summary>The requester accepts.</summary>
    Accept = 10,

    /// <summary>The requester rejects.</summary>
    Reject = 11,

    /// <summary>The provider contests a rejection.</summary>
    Contest = 12,

    /// <summary>The requester disputes epochs.</summary>
    DisputeEpochs = 13,

    /// <summary>The arbiter awards an amount.</summary>
    RuleAmount = 14,

    /// <summary>The arbiter awards epochs.</summary>
    RuleEpochs = 15,

    /// <summary>The account is emptied.</summary>
    Close = 16,
}
