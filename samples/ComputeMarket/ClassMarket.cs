using System.Globalization;
using CapaCloud.Mechanisms.Markets;

namespace CapaCloud.Mechanisms.Samples.ComputeMarket;

/// <summary>The offers and requests of one class of capacity.</summary>
internal sealed record ClassMarket(string Name, Bid[] Offers, string[] Models, Bid[] Requests, string[] Services)
{
    public UInt128 Offered => Sum(Offers);

    public UInt128 Requested => Sum(Requests);

    public static ClassMarket Of(MarketTable table, string name)
    {
        List<Bid> offers = [], requests = [];
        List<string> models = [], services = [];
        foreach (TableRow row in table.Rows.Where(row => row.Class == name))
        {
            for (int index = 0; index < row.Count; index++)
            {
                ParticipantId participant = ParticipantId.Of(string.Create(CultureInfo.InvariantCulture, $"{(row.IsNode ? "node" : "task")}:{row.Label}:{row.Units}:{index}"));
                if (row.IsNode)
                {
                    offers.Add(new Bid(participant, row.Units, Amount.Of(Assumptions.Ask(row, index))));
                    models.Add(row.Label);
                }
                else
                {
                    requests.Add(new Bid(participant, row.Units, Amount.Of(Assumptions.Bid(row, index))));
                    services.Add(row.Label);
                }
            }
        }

        return new ClassMarket(name, [.. offers], [.. models], [.. requests], [.. services]);
    }

    private static UInt128 Sum(Bid[] bids) => bids.Aggregate(UInt128.Zero, (sum, bid) => sum + bid.Quantity);
}
