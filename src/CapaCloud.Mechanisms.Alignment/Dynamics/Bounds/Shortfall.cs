namespace CapaCloud.Mechanisms.Alignment.Dynamics;

/// <summary>By how much the Bellman inequality of each of the four surfaces fails at most; negative where it holds with room.</summary>
internal record struct Shortfall
{
    public double Best;
    public double Honest;
    public double HonestBest;
    public double Attack;

    public static Shortfall None => new()
    {
        Best = double.NegativeInfinity,
        Honest = double.NegativeInfinity,
        HonestBest = double.NegativeInfinity,
        Attack = double.NegativeInfinity,
    };

    public static Shortfall Max(in Shortfall left, in Shortfall right) => new()
    {
        Best = Math.Max(left.Best, right.Best),
        Honest = Math.Max(left.Honest, right.Honest),
        HonestBest = Math.Max(left.HonestBest, right.HonestBest),
        Attack = Math.Max(left.Attack, right.Attack),
    };
}
