using CapaCloud.Mechanisms.Alignment;
using CapaCloud.Mechanisms.Alignment.Dynamics;

namespace CapaCloud.Mechanisms.Presets.Tests.Applications;

/// <summary>Each application keeps every role honest at its figures, and each of its defences is needed: without it the verdict names an attack, which is played again.</summary>
public sealed class ApplicationPresetTests
{
    public static TheoryData<string> Names => [.. BuiltInPresets.Applications.Select(preset => preset.Name)];

    public static TheoryData<string, string> Defences
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach (Preset preset in BuiltInPresets.Applications)
            {
                foreach (Defence defence in preset.Defences)
                {
                    data.Add(preset.Name, defence.Name);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Check_asItStands_holdsForEveryRole(string name)
    {
        Preset preset = Named(name);
        PresetReport report = preset.Check();
        Assert.Equal(AlignmentConclusion.Holds, report.Conclusion);
        Assert.Equal(13, report.Of("provider").Findings.Length);
        Assert.True(((Finding.Holds)report.Of("provider").On(AlignmentProperty.IncentiveCompatibility)).Margin.IsPositive);
        Assert.Contains(report.Roles, role => role.Role == "validator");
        Assert.Contains(report.Roles, role => role.Role == "requester");
        Assert.Equal(preset.Delegation is not null, report.Roles.Any(role => role.Role == "delegator"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Certificate_ofWhatHolds_isAcceptedAndNoOther(string name)
    {
        Preset preset = Named(name);
        Mechanism mechanism = preset.ToMechanism();
        if (preset.Effort is { } effort)
        {
            DynamicOutcome.Holds holds = Assert.IsType<DynamicOutcome.Holds>(DynamicEngine.Check(mechanism, preset.Economics, effort));
            Assert.True(DynamicCertificateChecker.Check(holds.Certificate, mechanism, preset.Economics).IsAccepted);
            Assert.Null(CertificateIssuer.TryIssue(mechanism, preset.Economics));
            return;
        }

        AlignmentCertificate certificate = CertificateIssuer.TryIssue(mechanism, preset.Economics)!;
        Assert.True(CertificateChecker.Check(certificate, mechanism, preset.Economics).IsAccepted);
        Assert.False(CertificateChecker.Check(certificate, mechanism, preset.Economics with { CostPerJob = preset.Economics.PaymentPerJob }).IsAccepted);
    }

    [Theory]
    [MemberData(nameof(Defences))]
    public void Check_withoutADefence_namesAnAttackThatReplays(string name, string defence)
    {
        Preset without = Assert.Single(Named(name).Defences, candidate => candidate.Name == defence).Without;
        PresetReport report = without.Check();
        Assert.Equal(AlignmentConclusion.Fails, report.Conclusion);
        Assert.All(report.Failures, failure =>
        {
            Assert.NotEmpty(failure.Finding.Attack.Strategy);
            Assert.False(failure.Finding.Attack.Profit.Low.IsNegative);
        });
        Mechanism mechanism = without.ToMechanism();
        foreach (Finding.Fails fails in report.Of("provider").Findings.OfType<Finding.Fails>())
        {
            AssertReplays(fails, mechanism, without.Economics);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Compose_fitsInThirtyLines(string name)
    {
        string file = Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "src/CapaCloud.Mechanisms.Presets/Applications"), "*.cs")
            .Single(path => File.ReadAllText(path).Contains($"base(\"{name}\"", StringComparison.Ordinal));
        string[] body = [.. File.ReadLines(file).SkipWhile(line => !line.Contains("override void Compose", StringComparison.Ordinal)).TakeWhile(line => line != "    }")];
        Assert.InRange(body.Length, 5, 30);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Policy_inJson_isThePreset(string name)
    {
        Mechanism mechanism = Named(name).ToMechanism();
        Assert.Equal(mechanism.PolicyHash, Mechanism.FromPolicy(PolicyJson.Read(PolicyJson.Write(mechanism.Policy))).PolicyHash);
        Assert.Equal(name, mechanism.Policy.Name);
    }

    private static Preset Named(string name) => BuiltInPresets.Applications.Single(preset => preset.Name == name);

    private static void AssertReplays(Finding.Fails fails, Mechanism mechanism, Economics economics)
    {
        if (fails.Attack.Trace is { } trace && fails.Property is AlignmentProperty.IncentiveCompatibility or AlignmentProperty.ParallelSafety)
        {
            Assert.Equal(fails.Attack.Profit, AttackReplay.Play(mechanism, economics, trace));
        }

        if (fails.Attack.Epoch is { } epoch)
        {
            Assert.Equal(epoch, epoch.Play(mechanism, economics));
        }

        if (fails.Attack.Course is { } course)
        {
            _ = DynamicReplay.Play(mechanism, economics, course);
        }
    }
}
