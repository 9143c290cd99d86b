namespace CapaCloud.Mechanisms.Alignment.Games;

/// <summary>Carries the cancellation of the call that is being answered to everything that may take long.</summary>
internal sealed class Stopper
{
    public CancellationToken Token { get; set; }

    public void ThrowIfStopped() => Token.ThrowIfCancellationRequested();
}
