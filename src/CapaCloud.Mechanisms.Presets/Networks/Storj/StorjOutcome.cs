namespace CapaCloud.Mechanisms.Presets.Networks.Storj;

/// <summary>What an audit of a Storj node ends with.</summary>
/// <remarks>No formula. <c>default</c> is <see cref="Success"/>.</remarks>
public enum StorjOutcome
{
    /// <summary>The piece was returned and is right: good on both tracks.</summary>
    Success = 0,

    /// <summary>The piece is lost or wrong: bad on the audit track.</summary>
    Failure = 1,

    /// <summary>The node could not be reached: neither track moves.</summary>
    Offline = 2,

    /// <summary>An error nobody can explain: bad on the track of unknown errors.</summary>
    Unknown = 3,
}
