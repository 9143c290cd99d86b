using System.Diagnostics;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Configuration;
using Microsoft.Extensions.Options;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Rehearsals;

/// <summary>
/// Rehearses a crash: the process is killed when it comes to a place, without any chance to tidy up. Only there when <c>Marketplace:EndAt</c> names a place.
/// </summary>
internal sealed class Rehearsal(IOptions<MarketplaceOptions> options)
{
    public const string BeforeAppend = "before-append";
    public const string AfterAppend = "after-append";
    public const string BeforeSettle = "before-settle";
    public const string AfterSettle = "after-settle";
    public const string AfterPayment = "after-payment";
    public const string AfterMark = "after-mark";

    public static IReadOnlyList<string> Places { get; } = [BeforeAppend, AfterAppend, BeforeSettle, AfterSettle, AfterPayment, AfterMark];

    public void Reach(string place)
    {
        if (place == options.Value.EndAt)
        {
            Process.GetCurrentProcess().Kill();
            Thread.Sleep(Timeout.Infinite);
        }
    }
}
