using System.Globalization;

namespace CapaCloud.Mechanisms.Alignment.Dynamics;

/// <summary>A course in words: equal moves together.</summary>
internal static class CourseText
{
    private const int MostPhrases = 5;

    public static string Describe(DynamicTrace course)
    {
        List<string> phrases = [];
        for (int first = 0; first < course.Moves.Length && phrases.Count < MostPhrases;)
        {
            DynamicMove move = course.Moves[first];
            int next = first + 1;
            while (next < course.Moves.Length && course.Moves[next].Act == move.Act && course.Moves[next].Cheated == move.Cheated && course.Moves[next - 1].Faults == 0)
            {
                next++;
            }

            phrases.Add(Describe(move, next - first, next == course.Moves.Length, course.Moves[next - 1].Faults > 0));
            first = next;
        }

        return string.Join(", then ", phrases);
    }

    private static string Describe(in DynamicMove move, int epochs, bool isLast, bool isCaught)
    {
        string time = isCaught ? "until caught" : isLast ? "on and on" : epochs == 1 ? "for an epoch" : string.Create(CultureInfo.InvariantCulture, $"for {Prose.Epochs(epochs)}");
        return move.Act switch
        {
            DynamicAct.Work when move.Cheated == 0 => $"work honestly {time}",
            DynamicAct.Work => string.Create(CultureInfo.InvariantCulture, $"cheat on {move.Cheated} {(move.Cheated == 1 ? "job" : "jobs")} an epoch {time}"),
            DynamicAct.Leave => "leave",
            DynamicAct.NewName => "return under a new name",
            _ => $"take no work {time}",
        };
    }
}
