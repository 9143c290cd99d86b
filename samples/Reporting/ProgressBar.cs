using System.Diagnostics;
using System.Globalization;

namespace CapaCloud.Mechanisms.Samples.Reporting;

/// <summary>
/// How far long work is, in one line that is drawn over itself, and wiped away when the work is done: <c>sweep [#######-------------]  36 %, 12 s</c>. It goes to the error stream, so
/// that what is printed can be piped. Where nobody looks, because the error stream is redirected, nothing is written.
/// </summary>
public sealed class ProgressBar : IProgress<double>
{
    private const int Width = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly string _name;
    private readonly TextWriter _output;
    private readonly Func<TimeSpan> _elapsed;
    private readonly Lock _lock = new();
    private TimeSpan _drawn = TimeSpan.MinValue;
    private int _length;

    /// <summary>Makes a bar and draws it empty.</summary>
    /// <param name="name">What is done.</param>
    /// <param name="output">Where it is drawn.</param>
    /// <param name="elapsed">How long the work takes so far.</param>
    public ProgressBar(string name, TextWriter output, Func<TimeSpan> elapsed)
    {
        (_name, _output, _elapsed) = (name, output, elapsed);
        Report(0);
    }

    /// <summary>Does some work and shows how far it is.</summary>
    /// <param name="name">What is done.</param>
    /// <param name="work">Does it, and says how much of it is done, from 0 to 1. It gets nothing where nobody looks.</param>
    public static T Show<T>(string name, Func<IProgress<double>?, T> work)
    {
        if (Console.IsErrorRedirected)
        {
            return work(null);
        }

        Stopwatch watch = Stopwatch.StartNew();
        ProgressBar bar = new(name, Console.Error, () => watch.Elapsed);
        try
        {
            return work(bar);
        }
        finally
        {
            bar.Wipe();
        }
    }

    /// <summary>Says how much is done, from 0 to 1. It is drawn ten times a second at most, and always when all is done.</summary>
    public void Report(double value)
    {
        lock (_lock)
        {
            double part = double.IsNaN(value) ? 0 : Math.Clamp(value, 0, 1);
            TimeSpan now = _elapsed();
            if (part < 1 && _drawn != TimeSpan.MinValue && now - _drawn < Pause)
            {
                return;
            }

            _drawn = now;
            int full = (int)(part * Width);
            Write(string.Create(CultureInfo.InvariantCulture, $"{_name} [{new string('#', full)}{new string('-', Width - full)}] {(int)(part * 100),3} %, {now.TotalSeconds:0} s"));
        }
    }

    /// <summary>Wipes the line away.</summary>
    public void Wipe()
    {
        lock (_lock)
        {
            Write("");
            _output.Write('\r');
        }
    }

    private void Write(string line)
    {
        _output.Write($"\r{line.PadRight(_length)}");
        _output.Flush();
        _length = line.Length;
    }
}
