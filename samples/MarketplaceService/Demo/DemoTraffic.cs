using System.Globalization;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Journal;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Network;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Storage;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Demo;

/// <summary>Tells the service, every second, what eight made-up nodes did. One of them misses duties, one is caught with a wrong result now and then.</summary>
internal sealed partial class DemoTraffic(NetworkWriter writer, NetworkView view, IHostApplicationLifetime lifetime, ILogger<DemoTraffic> logger) : BackgroundService
{
    private const int Lazy = 6;
    private const int Cheating = 7;

    public static IReadOnlyList<ParticipantId> Nodes { get; } =
        [.. Enumerable.Range(0, 8).Select(number => ParticipantId.Of(string.Create(CultureInfo.InvariantCulture, $"gpu-{number:00}")))];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        TaskCompletionSource started = new();
        await using CancellationTokenRegistration registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        Explain(logger, Nodes[Lazy]);
        Random chance = new(20_261_130);
        foreach (ParticipantId node in Nodes)
        {
            await TellAsync($"join {node}", new StakeDeposited(node, Amount.Of(20_000_000)));
        }

        await TellAsync("commission", new CommissionSet(Nodes[0], Proportion.Percent(10)));
        await TellAsync("delegation", new StakeDelegated(ParticipantId.Of("dora"), Nodes[0], Amount.Of(5_000_000)));
        using PeriodicTimer second = new(TimeSpan.FromSeconds(1));
        for (int turn = 0; await second.WaitForNextTickAsync(stoppingToken); turn++)
        {
            await TurnAsync(Guid.NewGuid().ToString(), turn, chance);
        }
    }

    private async Task TurnAsync(string name, int turn, Random chance)
    {
        await TellAsync($"{name} paid", new PaymentReceived(Amount.Of(100_000)));
        for (int number = 0; number < Nodes.Count; number++)
        {
            ulong missed = number == Lazy ? (ulong)chance.Next(0, 3) : chance.Next(20) == 0 ? 1UL : 0;
            await TellAsync($"{name} {number}", new WorkMeasured(Nodes[number], (UInt128)chance.Next(8, 13), 10, missed == 0 ? [] : [new MissedDuties("no answer", missed)]));
        }

        bool isWrong = chance.Next(100) < 2;
        ParticipantId audited = isWrong ? Nodes[Cheating] : Nodes[turn % Cheating];
        await TellAsync($"{name} audit", new VerdictBrought(audited, TaskId.Of($"task-{name}"), view.Network.State.Epoch, isWrong ? VerdictReason.ContradictsAccepted : VerdictReason.MatchesAccepted));
    }

    private async Task TellAsync(string key, Entry entry)
    {
        try
        {
            await writer.TellAsync(new DeliveryKey("demo-traffic", key), entry);
        }
        catch (Problems.RequestRefusedException refused)
        {
            Refused(logger, refused.Message);
        }
    }

    [LoggerMessage(LogLevel.Information, "This is a demo. Open / or /nodes/{Node} in a browser: any name, the password demo-reader. The API: /scalar/v1, with a key such as demo-operator.")]
    private static partial void Explain(ILogger logger, ParticipantId node);

    [LoggerMessage(LogLevel.Warning, "The demo was refused: {Reason}")]
    private static partial void Refused(ILogger logger, string reason);
}
