namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Configuration;

/// <summary>One key: who holds it and what it may do. The key itself is not kept, only its hash.</summary>
internal sealed class ApiKeyOptions
{
    /// <summary>Gets or sets the name of the holder, as it appears in the journal.</summary>
    public string Name { get; set; } = "";

    /// <summary>Gets or sets the role; see <see cref="Security.Roles"/>.</summary>
    public string Role { get; set; } = "";

    /// <summary>Gets or sets the participant that a key of the role <c>node</c> speaks for.</summary>
    public string? Participant { get; set; }

    /// <summary>Gets or sets the SHA-256 hash of the key in hexadecimal digits: <c>printf %s KEY | sha256sum</c>.</summary>
    public string Sha256 { get; set; } = "";
}
