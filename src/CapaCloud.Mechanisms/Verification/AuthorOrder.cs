namespace CapaCloud.Mechanisms.Verification;

/// <summary>Positions in the order of the authors' names: the order that no list can influence.</summary>
internal static class AuthorOrder
{
    public static int[] Of(ReadOnlySpan<Answer> answers)
    {
        int[] order = new int[answers.Length];
        ParticipantId[] authors = new ParticipantId[answers.Length];
        for (int position = 0; position < order.Length; position++)
        {
            order[position] = position;
            authors[position] = answers[position].Author;
        }

        Array.Sort(authors, order);
        return order;
    }
}
