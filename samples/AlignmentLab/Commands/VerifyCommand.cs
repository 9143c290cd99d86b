using System.CommandLine;
using CapaCloud.Mechanisms.Alignment.Certificates;

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
            CertificateOutcome outcome = CertificateChecker.Check(
                AlignmentCertificate.FromJson(File.ReadAllText(parsed.GetRequiredValue(file).FullName)), null, cancellation);
            Console.Out.WriteLine(outcome);
            return outcome.IsAccepted ? ExitCode.Holds : ExitCode.Fails;
        })));
        return command;
    }
}
