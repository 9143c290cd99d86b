namespace CapaCloud.Mechanisms.Presets.Networks.Storj;

/// <summary>The audits of one window of time: how many there were, and to how many the node answered.</summary>
/// <remarks>
/// <code>0 &lt;= Online &lt;= Total</code>
/// </remarks>
/// <param name="Start">The first epoch of the window.</param>
/// <param name="Online">Audits answered.</param>
/// <param name="Total">Audits made.</param>
public readonly record struct OnlineWindow(Epoch Start, ulong Online, ulong Total);
