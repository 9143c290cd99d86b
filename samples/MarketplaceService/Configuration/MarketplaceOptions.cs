using System.ComponentModel.DataAnnotations;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Configuration;

/// <summary>Everything that a deployment may set, in the section <c>Marketplace</c>.</summary>
internal sealed class MarketplaceOptions
{
    public const string Section = "Marketplace";

    /// <summary>Gets or sets how long an epoch lasts. The default is an hour.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "366.00:00:00", ConvertValueInInvariantCulture = true, ParseLimitsInInvariantCulture = true)]
    public TimeSpan EpochLength { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Gets or sets how many epochs may be settled at once after a pause. When more are due, the clock is not believed and an operator must confirm. The default is 24.</summary>
    [Range(1, 1_000_000)]
    public int MostEpochsAtOnce { get; set; } = 24;

    /// <summary>Gets or sets the folder of the embedded database and of the payments file. The default is <c>marketplace-data</c>.</summary>
    [Required]
    public string DataFolder { get; set; } = "marketplace-data";

    /// <summary>Gets or sets the largest body of a request, in bytes. The default is 65,536.</summary>
    [Range(256, 16_777_216)]
    public int MostBodyBytes { get; set; } = 65_536;

    /// <summary>Gets or sets how many requests a second one key may send, and as many at once. The default is 500.</summary>
    [Range(1, 1_000_000)]
    public int RequestsPerSecond { get; set; } = 500;

    /// <summary>Gets or sets how many requests may wait to be written. What comes beyond is answered with 503. The default is 4,096.</summary>
    [Range(1, 1_000_000)]
    public int MostWaiting { get; set; } = 4_096;

    /// <summary>Gets or sets how many entries one epoch may hold. What comes beyond is answered with 503 until the next epoch. The default is 1,000,000.</summary>
    [Range(1, 100_000_000)]
    public int MostEntriesPerEpoch { get; set; } = 1_000_000;

    /// <summary>Gets or sets how many percent of the epoch's duties may be left before the next penalty when the alert is raised. The default is 2.</summary>
    [Range(0, 100)]
    public int AlertWithinPercent { get; set; } = 2;

    /// <summary>Gets or sets whether a policy that differs from the stored one is adopted at the start. The default is no: the service refuses to start.</summary>
    public bool AdoptPolicy { get; set; }

    /// <summary>Gets or sets whether the process runs a small network of its own before it listens, so that the first answer is as fast as the next. The default is yes; it takes a second or two.</summary>
    public bool WarmUp { get; set; } = true;

    /// <summary>Gets or sets where the process ends itself, to rehearse a crash. The default is nowhere.</summary>
    public string? EndAt { get; set; }

    /// <summary>Gets the keys of those who may use the service.</summary>
    public List<ApiKeyOptions> Keys { get; } = [];
}
