using CapaCloud.Mechanisms.Samples.MarketplaceService.Problems;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Network;

/// <summary>Adds up what was measured of one participant in one epoch.</summary>
internal static class MeasuredWork
{
    public static ParticipantReport Add(in ParticipantReport sum, in ParticipantReport measured)
    {
        try
        {
            SortedDictionary<string, ulong> missed = new(StringComparer.Ordinal);
            foreach (MissedDuties duties in sum.Missed.AddRange(measured.Missed))
            {
                missed[duties.Cause] = checked(missed.GetValueOrDefault(duties.Cause) + duties.Count);
            }

            return sum with
            {
                Work = checked(sum.Work + measured.Work),
                DutiesDue = checked(sum.DutiesDue + measured.DutiesDue),
                Missed = [.. missed.Select(cause => new MissedDuties(cause.Key, cause.Value))],
            };
        }
        catch (OverflowException)
        {
            throw RequestRefusedException.BadRequest("work", "Overflow", $"The work or duties of '{sum.Participant}' in this epoch add up to more than can be counted.");
        }
    }
}
