using System.Globalization;
using System.Text;
using FsCheck;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>Keeps the outcome of a check instead of printing it.</summary>
internal sealed class CapturingRunner : IRunner
{
    public string? Violation { get; private set; }

    public void OnStartFixture(Type t)
    {
    }

    public void OnArguments(int ntest, FSharpList<object> args, FSharpFunc<int, FSharpFunc<FSharpList<object>, string>> every)
    {
    }

    public void OnShrink(FSharpList<object> args, FSharpFunc<FSharpList<object>, string> everyShrink)
    {
    }

    public void OnFinished(string name, TestResult testResult) => Violation = testResult switch
    {
        TestResult.Passed => null,
        TestResult.Failed failed => Describe(failed),
        TestResult.Exhausted exhausted =>
            $"Only {exhausted.Item.NumberOfTests.ToString(CultureInfo.InvariantCulture)} cases met the law's condition: it was not tested.",
        _ => testResult.ToString(),
    };

    private static string Describe(TestResult.Failed failed)
    {
        StringBuilder text = new();
        text.AppendLine(CultureInfo.InvariantCulture, $"Falsified by case {failed.Item1.NumberOfTests}, made smaller {failed.Item1.NumberOfShrinks} times.");
        text.AppendLine(CultureInfo.InvariantCulture, $"Smallest case: {Join(failed.Item3)}");
        text.AppendLine(CultureInfo.InvariantCulture, $"First case:    {Join(failed.Item2)}");
        if (failed.Item4 is Outcome.Failed { Item: { } exception })
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"Thrown: {exception.GetType().Name}: {exception.Message}");
        }

        text.Append(CultureInfo.InvariantCulture, $"Repeat: Check(replay: \"{failed.Item6.Seed},{failed.Item6.Gamma},{failed.Item7}\")");
        return text.ToString();
    }

    private static string Join(FSharpList<object> arguments) => string.Join("; ", arguments);
}
