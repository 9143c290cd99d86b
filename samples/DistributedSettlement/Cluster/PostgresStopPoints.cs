using CapaCloud.Mechanisms.Samples.DistributedSettlement.Runs;
using Npgsql;

namespace CapaCloud.Mechanisms.Samples.DistributedSettlement.Cluster;

/// <summary>Stops the first machine that reaches a place, says so on its output, and waits to be killed.</summary>
internal sealed class PostgresStopPoints(NpgsqlDataSource source, RunOptions options) : IStopPoints
{
    /// <summary>How a line begins that says where a machine waits.</summary>
    public const string Announcement = "stopped at ";

    /// <inheritdoc/>
    public async Task Reach(StopPoint point, long epoch)
    {
        if (epoch >= options.Kills.Count || options.Kills[(int)epoch] != point)
        {
            return;
        }

        await using NpgsqlCommand command = source.CreateCommand("insert into stopped values ($1) on conflict do nothing");
        string place = $"{WordsFor(point)} of epoch {epoch}";
        command.Parameters.AddWithValue(place);
        if (await command.ExecuteNonQueryAsync() == 1)
        {
            Console.WriteLine(Announcement + place);
            await Console.Out.FlushAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan);
        }
    }

    private static string WordsFor(StopPoint point) => point switch
    {
        StopPoint.FirstMap => "the first map",
        StopPoint.Merge => "the merge",
        StopPoint.Paid => "the map that pays",
        StopPoint.LastMap => "the last map",
        _ => throw new ArgumentOutOfRangeException(nameof(point), point, "There is no such place."),
    };
}
