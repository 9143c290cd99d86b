using CapaCloud.Mechanisms.Settlement.Policies;
using Xunit.Abstractions;
namespace CapaCloud.Mechanisms.Alignment.Tests.Adversary;
public sealed class ZTemp(ITestOutputHelper output)
{
    [Fact]
    public void Show()
    {
        foreach (string n in (Environment.GetEnvironmentVariable("SHOW") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            AdversaryDraw d = AdversaryDraw.Make(int.Parse(n, System.Globalization.CultureInfo.InvariantCulture));
            output.WriteLine($"==== {n}");
            output.WriteLine(PolicyJson.Write(d.Mechanism.Policy));
            output.WriteLine(EconomicsJson.Write(d.Economics));
            output.WriteLine(AlignmentChecker.Check(d.Mechanism, d.Economics).ToString());
        }
    }
}
