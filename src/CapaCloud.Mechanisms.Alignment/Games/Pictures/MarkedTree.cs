namespace CapaCloud.Mechanisms.Alignment.Games;

/// <summary>Which nodes of a tree lie on the honest history and which on the violating line.</summary>
internal sealed record MarkedTree(bool[] IsHonest, bool[] IsViolating, string Title)
{
    public static MarkedTree Of(Game game, GameAnswer? answer)
    {
        GameHistory? honest = answer?.History ?? (game.HonestHistories.IsEmpty ? null : game.HonestHistories[0]);
        GameDeviation? deviation = answer?.Counterexample?.Primary;
        string title = answer is null ? "game"
            : deviation is null ? $"{GamePropertyNames.Of(answer.Property)}: {answer.Conclusion}"
            : deviation.Victim is { } victim ? $"{GamePropertyNames.Of(answer.Property)} fails: honest {victim} loses {deviation.Gain}"
            : $"{GamePropertyNames.Of(answer.Property)} fails: {string.Join(" and ", deviation.Deviators)} gain {deviation.Gain}";
        return new MarkedTree(Mark(game.Tree, honest), Mark(game.Tree, deviation?.Line), title);
    }

    private static bool[] Mark(FlatTree tree, GameHistory? history)
    {
        bool[] marks = new bool[tree.Count];
        if (history is not null)
        {
            for (int node = tree.LeafAfter(history, "history"); node >= 0; node = tree.Parent(node))
            {
                marks[node] = true;
            }
        }

        return marks;
    }
}
