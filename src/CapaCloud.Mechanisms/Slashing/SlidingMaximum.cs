using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Slashing;

/// <summary>The largest fault in a window that slides over the epochs, as steps. Faults are added in the order of their epochs.</summary>
internal sealed class SlidingMaximum(EpochSpan window)
{
    private readonly StepList _steps = new(8);

    /// <summary>Faults that are or will be the largest: each lasts longer than the one before it, and is smaller.</summary>
    private readonly LinkedList<(Epoch Fault, Amount AtFault)> _candidates = [];

    public void Add(Epoch fault, Amount atFault)
    {
        ExpireUntil(fault);
        while (_candidates.Last is { } last && last.Value.AtFault <= atFault)
        {
            _candidates.RemoveLast();
        }

        _candidates.AddLast((fault, atFault));
        _steps.Add(fault, _candidates.First!.Value.AtFault);
    }

    public ImmutableArray<FaultStep> ToSteps()
    {
        ExpireUntil(Epoch.MaxValue);
        return _steps.ToSteps();
    }

    /// <summary>Lets go of what is outside the window by an epoch; what lasts beyond the last epoch there is never leaves.</summary>
    private void ExpireUntil(Epoch epoch)
    {
        while (_candidates.First is { } first && epoch.Since(first.Value.Fault) > window)
        {
            Epoch leaves = first.Value.Fault + window + EpochSpan.One;
            _candidates.RemoveFirst();
            _steps.Add(leaves, _candidates.First is { } next ? next.Value.AtFault : Amount.Zero);
        }
    }
}
