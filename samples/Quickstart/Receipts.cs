using System.Globalization;
using System.Text;

namespace CapaCloud.Mechanisms.Samples.Quickstart;

/// <summary>The end of the run as files, the same bytes on every machine: for comparing two machines.</summary>
internal static class Receipts
{
    public static void Write(string folder, Mechanism mechanism, NetworkState state)
    {
        Directory.CreateDirectory(folder);
        StringBuilder csv = new("participant,stake,score,jailed_until\n");
        foreach (ParticipantState participant in state.Participants)
        {
            csv.Append(CultureInfo.InvariantCulture, $"{participant.Participant},{participant.Stake.Total},{mechanism.ScoreOf(participant, state.Epoch)},{participant.JailedUntil}\n");
        }

        csv.Append(CultureInfo.InvariantCulture, $"# in {state.Books.In} out {state.Books.Out} held {state.Books.Held} burned {state.Books.Burned} dust {state.Books.Dust}\n");
        File.WriteAllText(Path.Combine(folder, "participants.csv"), csv.ToString());
        File.WriteAllText(Path.Combine(folder, "policy.json"), PolicyJson.Write(mechanism.Policy));
    }
}
