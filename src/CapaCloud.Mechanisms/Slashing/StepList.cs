using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Slashing;

/// <summary>Steps in the order of their epochs; of several for one epoch the last counts, and none that changes nothing is kept.</summary>
internal sealed class StepList(int capacity)
{
    private readonly List<FaultStep> _steps = new(capacity);

    public void Add(Epoch from, Amount atFault)
    {
        if (_steps.Count > 0 && _steps[^1].From == from)
        {
            _steps.RemoveAt(_steps.Count - 1);
        }

        if (atFault != (_steps.Count == 0 ? Amount.Zero : _steps[^1].AtFault))
        {
            _steps.Add(new FaultStep(from, atFault));
        }
    }

    public ImmutableArray<FaultStep> ToSteps() => [.. _steps];
}
