namespace CapaCloud.Mechanisms.Markets;

/// <summary>Which quantities are tried in the place of a true one: smaller ones, itself, and larger ones up to what the other side has.</summary>
internal sealed record DeviationQuantities(ulong Most)
{
    /// <summary>The quantities, and whether they are all there are on either side of the true one.</summary>
    internal readonly record struct Choice(ulong[] Quantities, bool EverySmaller, bool EveryLarger);

    public Choice Of(ulong whole, UInt128 others)
    {
        SortedSet<ulong> tried = [whole];
        bool everySmaller = whole <= Most;
        if (everySmaller)
        {
            tried.UnionWith(Enumerable.Range(1, (int)whole).Select(static quantity => (ulong)quantity));
        }
        else
        {
            tried.UnionWith([1, whole - 1]);
            for (ulong step = 1; step < Most; step++)
            {
                tried.Add(ulong.Max(1, (ulong)((UInt128)whole * step / Most)));
            }
        }

        // More than the other side has is worth no more than all that it has, and one above it: then nothing is left for anybody else.
        ulong top = others >= ulong.MaxValue ? ulong.MaxValue : (ulong)others + 1;
        ulong above = top > whole ? top - whole : 0;
        ulong count = ulong.Min(Most, DeviationSearch.MostLargerQuantities);
        bool everyLarger = above <= count;
        for (ulong step = 1; step <= ulong.Min(above, count); step++)
        {
            tried.Add(everyLarger ? whole + step : whole + ulong.Max(1, above >> (int)(step - 1)));
        }

        return new Choice([.. tried], everySmaller, everyLarger);
    }
}
