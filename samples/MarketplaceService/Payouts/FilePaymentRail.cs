using System.Globalization;
using System.Text;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Payouts;

/// <summary>
/// Stands for a bank: a file of its own beside the database, with a line for each payment. A line that a crash cut off was never a payment, and is removed when the
/// file is opened.
/// </summary>
internal sealed class FilePaymentRail : IPaymentRail, IDisposable
{
    private readonly FileStream _file;
    private readonly HashSet<long> _made = [];

    public FilePaymentRail(string path)
    {
        _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        byte[] bytes = new byte[_file.Length];
        _file.ReadExactly(bytes);
        int whole = bytes.AsSpan().LastIndexOf((byte)'\n') + 1;
        foreach (string line in Encoding.UTF8.GetString(bytes, 0, whole).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            _made.Add(long.Parse(line.AsSpan(0, line.IndexOf(',', StringComparison.Ordinal)), CultureInfo.InvariantCulture));
        }

        _file.SetLength(whole);
        _file.Seek(0, SeekOrigin.End);
    }

    public Task PayAsync(IReadOnlyList<Payment> payments, CancellationToken cancellation)
    {
        StringBuilder lines = new();
        foreach (Payment payment in payments.Where(payment => _made.Add(payment.Number)))
        {
            lines.Append(CultureInfo.InvariantCulture, $"{payment.Number},{payment.Amount},{payment.Recipient}\n");
        }

        _file.Write(Encoding.UTF8.GetBytes(lines.ToString()));
        _file.Flush(flushToDisk: true);
        return Task.CompletedTask;
    }

    public void Dispose() => _file.Dispose();
}
