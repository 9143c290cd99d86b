using CapaCloud.Mechanisms.Samples.MarketplaceService;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CapaCloud.Mechanisms.Service.Tests;

/// <summary>A service in this process, with a clock of the test's and a folder of its own. It listens on a free port.</summary>
internal sealed class RunningService : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly DirectoryInfo _folder;
    private readonly bool _ownsFolder;

    private RunningService(WebApplication application, ManualTime time, DirectoryInfo folder, bool ownsFolder)
    {
        (_application, Time, _folder, _ownsFolder) = (application, time, folder, ownsFolder);
        Client = new ServiceClient(application.Urls.First());
    }

    public ManualTime Time { get; }

    public ServiceClient Client { get; }

    public IServiceProvider Services => _application.Services;

    public string Folder => _folder.FullName;

    public string Address => _application.Urls.First();

    public static Task<RunningService> StartAsync(params string[] settings) => StartAsync(Directory.CreateTempSubdirectory("service-"), ownsFolder: true, new ManualTime(), settings);

    /// <summary>Starts a service with something more registered, such as a sink of the test's.</summary>
    public static Task<RunningService> StartAsync(Action<IServiceCollection> register, params string[] settings) =>
        StartAsync(Directory.CreateTempSubdirectory("service-"), ownsFolder: true, new ManualTime(), register, settings);

    public static Task<RunningService> StartAsync(DirectoryInfo folder, bool ownsFolder, ManualTime time, params string[] settings) =>
        StartAsync(folder, ownsFolder, time, static _ => { }, settings);

    private static async Task<RunningService> StartAsync(DirectoryInfo folder, bool ownsFolder, ManualTime time, Action<IServiceCollection> register, string[] settings)
    {
        string[] all = [.. ServiceKeys.Settings(), "--urls=http://127.0.0.1:0", $"--Marketplace:DataFolder={folder.FullName}", "--Marketplace:EpochLength=00:01:00", .. settings];
        WebApplication application = MarketplaceApplication.Create(CommandLine.Parse(all), builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(time);
            builder.Logging.ClearProviders();
            register(builder.Services);
        });
        await application.StartAsync();
        return new RunningService(application, time, folder, ownsFolder);
    }

    /// <summary>Stops the service, and starts another on what it left.</summary>
    public Task<RunningService> RestartAsync(params string[] settings) => RestartAsync(static _ => { }, settings);

    public async Task<RunningService> RestartAsync(Action<IServiceCollection> register, params string[] settings)
    {
        await StopAsync();
        return await StartAsync(_folder, _ownsFolder, Time, register, settings);
    }

    /// <summary>Lets the open epoch end, and waits until it is settled.</summary>
    public async Task EndEpochAsync()
    {
        ulong open = await Client.EpochAsync();
        Time.Move(TimeSpan.FromMinutes(1));
        await Client.WaitForEpochAsync(open + 1);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (_ownsFolder)
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            _folder.Delete(recursive: true);
        }
    }

    private async Task StopAsync()
    {
        Client.Dispose();
        await _application.StopAsync();
        await _application.DisposeAsync();
    }
}
