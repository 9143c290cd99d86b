namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Runs a whole settlement as one part, on the thread that asks for it.</summary>
internal sealed class PartsInTurn : IPartRunner
{
    public static PartsInTurn One { get; } = new();

    public int Parts => 1;

    public void Run(Action<int> part) => part(0);
}
