namespace CapaCloud.Mechanisms.Service.Tests;

/// <summary>A clock that stands until a test moves it, in either direction. Timers run as ever.</summary>
internal sealed class ManualTime : TimeProvider
{
    private long _ticks = new DateTimeOffset(2026, 11, 30, 0, 0, 0, TimeSpan.Zero).UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public void Move(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
}
