using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace CapaCloud.Mechanisms.Service.Tests;

/// <summary>A PostgreSQL of the tests' own, where the machine has the programs for one: on a free port of this machine, in a folder that is deleted.</summary>
internal sealed class PostgresServer : IDisposable
{
    private readonly DirectoryInfo _folder;

    private PostgresServer(DirectoryInfo folder, int port)
    {
        _folder = folder;
        ConnectionString = string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres;Timeout=5");
    }

    /// <summary>Gets the folder of PostgreSQL's programs, or null where there is none.</summary>
    public static string? Programs { get; } = Directory.Exists("/usr/lib/postgresql")
        ? Directory.EnumerateDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")))
        : null;

    public string ConnectionString { get; }

    public static PostgresServer Start()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("postgres-");
        using TcpListener free = new(IPAddress.Loopback, 0);
        free.Start();
        int port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        if (IsRoot)
        {
            Run("chown", "postgres", folder.FullName);
        }

        string data = Path.Combine(folder.FullName, "data");
        RunAsOwner(Path.Combine(Programs!, "initdb"), "-D", data, "-U", "postgres", "--auth=trust", "--no-sync");
        RunAsOwner(
            Path.Combine(Programs!, "pg_ctl"), "-D", data, "-w", "-l", Path.Combine(folder.FullName, "log"), "-o",
            string.Create(CultureInfo.InvariantCulture, $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder.FullName} -c fsync=off"), "start");
        return new PostgresServer(folder, port);
    }

    public void Dispose()
    {
        RunAsOwner(Path.Combine(Programs!, "pg_ctl"), "-D", Path.Combine(_folder.FullName, "data"), "-m", "immediate", "stop");
        _folder.Delete(recursive: true);
    }

    private static bool IsRoot => Environment.UserName == "root";

    private static void RunAsOwner(string program, params string[] arguments)
    {
        if (IsRoot)
        {
            Run("runuser", ["-u", "postgres", "--", program, .. arguments]);
        }
        else
        {
            Run(program, arguments);
        }
    }

    private static void Run(string program, params string[] arguments)
    {
        // What pg_ctl leaves running keeps its output, so nothing is read from it.
        using Process process = Process.Start(new ProcessStartInfo("sh", ["-c", "\"$0\" \"$@\" > /dev/null 2>&1", program, .. arguments]) { WorkingDirectory = "/" })!;
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
        }
    }
}

/// <summary>A test that needs PostgreSQL, left out where the machine has none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute()
    {
        if (PostgresServer.Programs is null)
        {
            Skip = "This machine has no PostgreSQL.";
        }
    }
}
