using System.CommandLine;
using System.Text.Json;
using CapaCloud.Mechanisms.Alignment.Certificates;
using CapaCloud.Mechanisms.Alignment.Dynamics.Certificates;

namespace CapaCloud.Mechanisms.Samples.AlignmentLab.Commands;

/// <summary><c>verify CERTIFICATE</c>: checks a certificate with the independent checker.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        Argument<FileInfo> file = new("certificate") { Description = "A certificate that check --certificate wrote." };
        Command command = new("verify", "Checks a certificate without trusting the engine that wrote it.") { file };
        command.SetAction((parsed, cancellation) => Task.FromResult(PolicyInput.Guard(() =>
        {
            string json = File.ReadAllText(parsed.GetRequiredValue(file).FullName);
            CertificateOutcome outcome = IsDynamic(json)
                ? DynamicCertificateChecker.Check(DynamicCertificate.FromJson(json), null, cancellation)
                : CertificateChecker.Check(AlignmentCertificate.FromJson(json), null, cancellation);
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
