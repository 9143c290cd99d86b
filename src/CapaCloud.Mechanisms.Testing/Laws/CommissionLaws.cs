using CapaCloud.Mechanisms.Staking;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>The laws of <see cref="Commission"/>: what was earned keeps its rate, a raise waits for its notice, and the bounds hold.</summary>
/// <remarks>No formula. Histories of up to 8 changes in 60 epochs; changes that the rules refuse are left out.</remarks>
internal static class CommissionLaws
{
    private static Arbitrary<IReadOnlyList<Wish>> Histories { get; } = Arb.From(
        Gen.Choose(1, 8).SelectMany(count => OneWish.ListOf(count)).Select(list => (IReadOnlyList<Wish>)[.. list]),
        list => Enumerable.Range(0, list.Count).Select(index => (IReadOnlyList<Wish>)[.. list.Where((_, place) => place != index)]));

    private static Gen<Wish> OneWish =>
        from wait in Gen.Choose(0, 7) from percent in Gen.Choose(0, 100) select new Wish((ulong)wait, Proportion.Percent((uint)percent));

    /// <summary>Returns the laws that a way of changing a commission must keep.</summary>
    /// <param name="begin">The commission at the beginning, at a rate within its bounds.</param>
    /// <param name="change">Changes the rate; the commission's own <see cref="Commission.ChangeTo"/> when left out.</param>
    /// <returns>The laws.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="begin"/> is null.</exception>
    public static IReadOnlyList<Law> For(Commission begin, Func<Commission, Proportion, Epoch, Commission>? change = null)
    {
        ArgumentNullException.ThrowIfNull(begin);
        Func<Commission, Proportion, Epoch, Commission> changeTo = change ?? ((commission, rate, now) => commission.ChangeTo(rate, now));
        return
        [
            Law.Of("earned-keeps-its-rate", "a change moves no rate of the present epoch or an earlier one", Histories, list =>
                Steps(begin, list, changeTo).All(step => Epochs(0, step.Now.Number).All(epoch => step.After.RateIn(epoch) == step.Before.RateIn(epoch)))),
            Law.Of("raise-waits", "until the notice has passed no rate is above what it was before", Histories, list =>
                Steps(begin, list, changeTo).All(step => Epochs(0, step.Now.Number + begin.Notice.Epochs).All(epoch => step.After.RateIn(epoch) <= step.Before.RateIn(epoch)))),
            Law.Of("counts-after-notice", "after the notice the announced rate counts", Histories, list =>
                Steps(begin, list, changeTo).All(step => step.After.RateIn(Epoch.Of(step.Now.Number + begin.Notice.Epochs + 1)) == step.Rate && step.After.Announced == step.Rate)),
            Law.Of("within-bounds", "no rate is outside floor and ceiling, and no announced step is larger than the largest", Histories, list =>
                Steps(begin, list, changeTo).All(step => step.Rate >= begin.Floor && step.Rate <= begin.Ceiling && Apart(step.Before.Announced, step.Rate) <= begin.LargestStep)),
        ];
    }

    private static List<(Commission Before, Commission After, Epoch Now, Proportion Rate)> Steps(
        Commission begin, IReadOnlyList<Wish> wishes, Func<Commission, Proportion, Epoch, Commission> changeTo)
    {
        List<(Commission, Commission, Epoch, Proportion)> steps = [];
        Commission commission = begin;
        ulong now = 0;
        foreach (Wish wish in wishes)
        {
            now += wish.Wait;
            try
            {
                Commission after = changeTo(commission, wish.Rate, Epoch.Of(now));
                steps.Add((commission, after, Epoch.Of(now), wish.Rate));
                commission = after;
            }
            catch (StakeRefusedException)
            {
                // The rules refuse it, and nothing changes.
            }
        }

        return steps;
    }

    private static IEnumerable<Epoch> Epochs(ulong first, ulong last)
    {
        for (ulong epoch = first; epoch <= last; epoch++)
        {
            yield return Epoch.Of(epoch);
        }
    }

    private static Proportion Apart(Proportion one, Proportion other) => one > other ? one.SubtractToZero(other) : other.SubtractToZero(one);

    private sealed record Wish(ulong Wait, Proportion Rate);
}
