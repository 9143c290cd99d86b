namespace CapaCloud.Mechanisms.Alignment.Dynamics;

/// <summary>Counts the rounds of the dynamic engine: a finer grid is a larger part of the whole, and only begun when the coarser one did not decide.</summary>
internal sealed class EngineProgress(IProgress<double>? target, DynamicEffort effort)
{
    private static readonly double[] Weights = [1, 6, 20];

    private readonly double _all = Weights.Take((int)effort + 1).Sum();
    private double _before;
    private double _grid;
    private int _rounds;
    private int _round;

    /// <summary>Begins a grid that takes so many rounds.</summary>
    public void Begin(int level, int rounds)
    {
        (_before, _grid, _rounds, _round) = (_before + _grid, Weights[level], rounds, 0);
        target?.Report(_before / _all);
    }

    /// <summary>A round is done.</summary>
    public void Step()
    {
        _round++;
        target?.Report((_before + (_grid * _round / _rounds)) / _all);
    }

    /// <summary>It is decided, or all grids were tried.</summary>
    public void End() => target?.Report(1);
}
