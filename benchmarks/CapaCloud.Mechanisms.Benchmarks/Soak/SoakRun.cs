using System.Diagnostics;
using System.Globalization;

namespace CapaCloud.Mechanisms.Benchmarks.Soak;

/// <summary>
/// Settles many epochs of a network in which people come and go, and looks after each whether all money is where the books say, and at the end whether the state
/// has stopped growing: how many records it has, and how many bytes.
/// </summary>
internal static class SoakRun
{
    /// <summary>By how much the records and the bytes of the state may grow between the middle of the run and its end. Whoever left for good is as many again by then.</summary>
    private const double MostRecords = 1.03, MostBytes = 1.1;

    /// <summary>After so many epochs nothing of the first ones is remembered, and half of a run is beyond them.</summary>
    private const int LeastEpochs = 60;

    public static int Print(TextWriter output, int participants, int epochs)
    {
        if (participants < 100 || epochs < LeastEpochs)
        {
            output.WriteLine($"{participants} participants and {epochs} epochs were asked for; expected at least 100 and {LeastEpochs}");
            return 2;
        }

        Stopwatch watch = Stopwatch.StartNew();
        SoakNetwork network = new(participants);
        List<(int Records, int Bytes)> sizes = [];
        int step = Math.Max(1, epochs / 20);
        for (int epoch = 1; epoch <= epochs; epoch++)
        {
            if (network.Turn() is { } disagreement)
            {
                output.WriteLine($"FAILS in epoch {epoch}: {disagreement}");
                return 1;
            }

            if (epoch % step == 0 || epoch == epochs)
            {
                sizes.Add((network.State.Participants.Length, StateBinary.Write(network.State).Length));
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"epoch {epoch}: {sizes[^1].Records:N0} records, {network.Departed:N0} left, {sizes[^1].Bytes:N0} bytes, {GC.GetTotalMemory(forceFullCollection: true) >> 20:N0} MiB, {watch.Elapsed.TotalSeconds:F1} s"));
            }
        }

        (int records, int bytes) = (sizes[sizes.Count / 2].Records, sizes[sizes.Count / 2].Bytes);
        bool isFlat = sizes[^1].Records <= records * MostRecords && sizes[^1].Bytes <= bytes * MostBytes;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{epochs:N0} epochs of {participants:N0} participants, {network.Departed:N0} left and as many came: {network.In} units in, {network.Out} out, every unit found after each epoch"));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{(isFlat ? "flat" : "FAILS, it grows")}: {records:N0} records and {bytes:N0} bytes in the middle, {sizes[^1].Records:N0} and {sizes[^1].Bytes:N0} at the end; {watch.Elapsed.TotalSeconds:F1} s"));
        return isFlat ? 0 : 1;
    }
}
