using System.CommandLine;
using System.Text.Json;
using CapaCloud.Mechanisms.Alignment;
using CapaCloud.Mechanisms.Alignment.Dynamics;

namespace CapaCloud.Mechanisms.Samples.AlignmentLab.Commands;

/// <summary><c>verify CERTIFICATE --policy POLICY.json --economics ECON.json</c>: checks a certificate with the independent checker against your own policy and economics.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        Argument<FileInfo> file = new("certificate") { Description = "A certificate that check --certificate wrote." };
        Option<FileInfo> policy = new("--policy") { Description = "Your own policy in JSON.", Required = true };
        Option<FileInfo> figures = new("--economics") { Description = "Your own economics in JSON.", Required = true };
        Command command = new("verify", "Checks a certificate without trusting the engine that wrote it.") { file, policy, figures };
        command.SetAction((parsed, cancellation) => Task.FromResult(PolicyInput.Guard(() =>
        {
            string json = File.ReadAllText(parsed.GetRequiredValue(file).FullName);
            Mechanism mechanism = Mechanism.FromPolicy(PolicyJson.Read(File.ReadAllText(parsed.GetRequiredValue(policy).FullName)));
            Economics economics = EconomicsJson.Read(File.ReadAllText(parsed.GetRequiredValue(figures).FullName));
            CertificateOutcome outcome = IsDynamic(json)
                ? DynamicCertificateChecker.Check(DynamicCertificate.FromJson(json), mechanism, economics, null, cancellation)
                : CertificateChecker.Check(AlignmentCertificate.FromJson(json), mechanism, economics, cancellation);
            Console.Out.WriteLine(outcome);
            return outcome.IsAccepted ? ExitCode.Holds : ExitCode.Fails;
        })));
        return command;
    }

    /// <summary>Each kind of certificate names its format; whether it keeps it is for its checker to say.</summary>
    private static bool IsDynamic(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind == JsonValueKind.Object
            && document.RootElement.TryGetProperty("format", out JsonElement format)
            && format.ValueKind == JsonValueKind.String
            && format.ValueEquals(DynamicCertificate.CurrentFormat);
    }
}
