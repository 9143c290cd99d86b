using System.Diagnostics;
using System.Globalization;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Configuration;
using Microsoft.Extensions.Options;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Rehearsals;

/// <summary>
/// Rehearses a crash: the process is killed when it comes to a place, without any chance to tidy up. Only there when <c>Marketplace:EndAt</c> names a place, or a
/// place and how often it is passed before: <c>after-append:5</c>.
/// </summary>
internal sealed class Rehearsal(IOptions<MarketplaceOptions> options)
{
    public const string BeforeAppend = "before-append";
    public const string AfterAppend = "after-append";
    public const string BeforeSettle = "before-settle";
    public const string AfterSettle = "after-settle";
    public const string AfterPayment = "after-payment";
    public const string AfterMark = "after-mark";
    public const string AfterAlert = "after-alert";
    public const string AfterDelivery = "after-delivery";

    public static IReadOnlyList<string> Places { get; } = [BeforeAppend, AfterAppend, BeforeSettle, AfterSettle, AfterPayment, AfterMark, AfterAlert, AfterDelivery];

    private readonly string _place = (options.Value.EndAt ?? "").Split(':')[0];
    private int _left = (options.Value.EndAt ?? "").Split(':') is [_, string times] ? int.Parse(times, CultureInfo.InvariantCulture) : 0;

    public void Reach(string place)
    {
        if (place == _place && Interlocked.Decrement(ref _left) < 0)
        {
            Process.GetCurrentProcess().Kill();
            Thread.Sleep(Timeout.Infinite);
        }
    }
}
