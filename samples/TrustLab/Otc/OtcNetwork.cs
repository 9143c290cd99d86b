using System.Globalization;
using CapaCloud.Mechanisms.Reputation;

namespace CapaCloud.Mechanisms.Samples.TrustLab.Otc;

/// <summary>Who rated whom, and who is known to be honest or a fraud.</summary>
/// <param name="Name">What the network is.</param>
/// <param name="Users">The users' own numbers, by peer.</param>
/// <param name="Ratings">The ratings: above zero trust, below zero distrust.</param>
/// <param name="IsHonest">The labels, by peer; most peers have none.</param>
/// <param name="PreTrusted">The peers that the network trusts by itself.</param>
internal sealed record OtcNetwork(
    string Name, int[] Users, TrustStatement[] Ratings, IReadOnlyDictionary<int, bool> IsHonest, int[] PreTrusted)
{
    /// <summary>The pre-trust: the one trader with most ratings given and received, stated before any score is computed.</summary>
    private const int PreTrustedUser = 35;

    /// <summary>Reads ratings.csv and ground_truth.csv.</summary>
    public static OtcNetwork Read(string folder)
    {
        (int Rater, int Ratee, int Rating)[] rows = [.. Rows(folder, "ratings.csv", 4).Select(row => (row[0], row[1], row[2]))];
        int[] users = [.. rows.SelectMany(row => new[] { row.Rater, row.Ratee }).Distinct().Order()];
        Dictionary<int, int> peers = users.Select((user, peer) => (user, peer)).ToDictionary(pair => pair.user, pair => pair.peer);
        Dictionary<int, bool> labels = Rows(folder, "ground_truth.csv", 2)
            .Where(row => peers.ContainsKey(row[0])).ToDictionary(row => peers[row[0]], row => row[1] > 0);
        if (!peers.TryGetValue(PreTrustedUser, out int preTrusted))
        {
            throw new FormatException($"user {PreTrustedUser}, who is pre-trusted, is not in ratings.csv");
        }

        TrustStatement[] ratings = [.. rows.Select(row => new TrustStatement(peers[row.Rater], peers[row.Ratee], row.Rating))];
        return new OtcNetwork("bitcoin-otc", users, ratings, labels, [preTrusted]);
    }

    /// <summary>
    /// Sixty traders, by formula: the first 48 rate each other well; twelve frauds praise each other, won over six of the 48, and were
    /// found out by the others.
    /// </summary>
    public static OtcNetwork Small()
    {
        const int Peers = 60, Frauds = 12, Honest = Peers - Frauds;
        List<TrustStatement> ratings = [];
        for (int peer = 0; peer < Honest; peer++)
        {
            for (int step = 1; step <= 5; step++)
            {
                ratings.Add(new TrustStatement(peer, ((peer * 7) + (step * step * 3) + 1) % Honest, 4 + (step % 4)));
            }

            ratings.Add(peer % 8 == 0 ? new TrustStatement(peer, Honest + (peer / 8), 1) : new TrustStatement(peer, Honest + (peer % Frauds), -5));
        }

        for (int fraud = 0; fraud < Frauds; fraud++)
        {
            for (int other = 0; other < Frauds; other++)
            {
                ratings.Add(new TrustStatement(Honest + fraud, Honest + other, 10));
            }
        }

        return new OtcNetwork(
            "a small network made by this sample",
            [.. Enumerable.Range(0, Peers)],
            [.. ratings.Where(rating => rating.From != rating.To)],
            Enumerable.Range(1, Peers - 1).ToDictionary(peer => peer, peer => peer < Honest),
            [0]);
    }

    private static IEnumerable<int[]> Rows(string folder, string file, int columns)
    {
        int line = 1;
        foreach (string text in File.ReadLines(Path.Combine(folder, file)).Skip(1))
        {
            line++;
            string[] cells = text.Split(',');
            int[] row = new int[columns];
            for (int column = 0; column < columns; column++)
            {
                if (cells.Length < columns || !int.TryParse(cells[column], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out row[column]))
                {
                    throw new FormatException($"{file}, line {line}: expected {columns} whole numbers, found '{text}'");
                }
            }

            yield return row;
        }
    }
}
