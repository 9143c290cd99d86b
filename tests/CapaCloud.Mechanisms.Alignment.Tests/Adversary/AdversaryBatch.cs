namespace CapaCloud.Mechanisms.Alignment.Tests.Adversary;

/// <summary>The work of one epoch that waits for its verdicts.</summary>
internal readonly record struct AdversaryBatch(Epoch Epoch, int Name, long Cheated, long Honest, double Caught, double Wronged)
{
    /// <summary>Every number of verdicts with its chance; numbers from two on that are too seldom are counted with the one before.</summary>
    public IReadOnlyList<(int Found, double Likely)> Branches(double negligible)
    {
        List<(int Found, double Likely)> branches = [];
        for (int found = 0; found <= Cheated + Honest; found++)
        {
            double likely = Chance(found);
            if (found > 1 && likely < negligible && branches.Count > 0)
            {
                branches[^1] = (branches[^1].Found, branches[^1].Likely + likely);
            }
            else if (likely > 0)
            {
                branches.Add((found, likely));
            }
        }

        return branches;
    }

    private double Chance(int found)
    {
        double sum = 0;
        for (int bad = Math.Max(0, found - (int)Honest); bad <= Math.Min(found, Cheated); bad++)
        {
            sum += AdversaryNetwork.Binomial((int)Cheated, bad, Caught) * AdversaryNetwork.Binomial((int)Honest, found - bad, Wronged);
        }

        return sum;
    }
}
