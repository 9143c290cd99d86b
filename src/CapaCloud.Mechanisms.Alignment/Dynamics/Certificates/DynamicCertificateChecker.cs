using System.Collections.Immutable;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Dynamics;

/// <summary>Checks a dynamic certificate against the mechanism; it solves nothing and shares no code with what does.</summary>
/// <remarks>
/// No formula of its own: the certificate states its condition. It composes the mechanism from the certificate's policy, asks it for every reward, loss and
/// successor again, and tests each inequality on every rectangle of reputations at once, rounded against the claim. Linear in the number of rectangles.
/// </remarks>
public static class DynamicCertificateChecker
{
    private const int MostLines = 100_000;
    private const int MostSteps = 1_000_000;

    /// <summary>Says whether a certificate is true.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="types">The names of the policy's rules; the library's own when left out.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>Accepted, or refused with the reason.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static CertificateOutcome Check(DynamicCertificate certificate, PolicyTypes? types = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        if (certificate.Format != DynamicCertificate.CurrentFormat)
        {
            return Refused($"the format is '{certificate.Format}', expected '{DynamicCertificate.CurrentFormat}'");
        }

        if (certificate.Economics.Validate() is { Count: > 0 } faults)
        {
            return Refused(string.Join(" ", faults));
        }

        Mechanism mechanism;
        try
        {
            mechanism = Mechanism.FromPolicy(PolicyJson.Read(certificate.Policy, types));
        }
        catch (Exception exception) when (exception is System.Text.Json.JsonException or PolicyRefusedException or ArgumentException)
        {
            return Refused($"the policy cannot be read: {exception.Message}");
        }

        if (mechanism.PolicyHash != certificate.PolicyHash)
        {
            return Refused($"the policy's hash is {mechanism.PolicyHash}, the certificate says {certificate.PolicyHash}");
        }

        return ParticipantGame.TryCreate(mechanism, certificate.Economics, out string reason) is { } game
            ? Check(certificate, game, cancellation)
            : Refused(reason);
    }

    /// <summary>Says whether a certificate is true, and about the verifier's own mechanism and economics.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="mechanism">The verifier's own mechanism.</param>
    /// <param name="economics">The verifier's own economics.</param>
    /// <param name="types">The names of the policy's rules; the library's own when left out.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>Accepted, or refused with the reason.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static CertificateOutcome Check(
        DynamicCertificate certificate, Mechanism mechanism, Economics economics, PolicyTypes? types = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        ArgumentNullException.ThrowIfNull(mechanism);
        ArgumentNullException.ThrowIfNull(economics);
        return certificate.PolicyHash != mechanism.PolicyHash ? Refused($"it is about the policy {certificate.PolicyHash}, not {mechanism.PolicyHash}")
            : certificate.Economics != economics ? Refused("it is about other economics")
            : GamePolicy.RefusesBond(new Probing.MechanismProbe(mechanism, economics), economics) is { } bond ? Refused(bond)
            : Check(certificate, types, cancellation);
    }

    private static CertificateOutcome Check(DynamicCertificate certificate, ParticipantGame game, CancellationToken cancellation)
    {
        if (certificate.Steps is < 1 or > MostSteps)
        {
            return Refused($"{Prose.Count(certificate.Steps, "step")}, expected from 1 to {MostSteps}");
        }

        if (!certificate.Margin.Low.IsPositive)
        {
            return Refused("the margin is not positive");
        }

        if (Fault(certificate.Plane, game, game.Up) is { } plane)
        {
            return Refused($"the plane's grid {plane}");
        }

        ProvenSurfaces proven = Prove(game, Surfaces(certificate.Plane, null), certificate.Steps, cancellation);
        if (certificate.Faultless is { } faultless)
        {
            if (Fault(faultless, game, 0) is { } line)
            {
                return Refused($"the faultless grid {line}");
            }

            if (!HonestRegion.Of(game).IsLine(game))
            {
                return Refused("honesty does not stay without a fault, so a grid of faultless reputations alone proves nothing");
            }

            proven = Prove(game, Surfaces(faultless, proven), certificate.Steps * FaultlessFactor, cancellation);
        }

        double margin = proven.Bounds.Margin;
        return double.IsFinite(margin) && Fraction.FromDouble(margin) >= certificate.Margin.High
            ? new CertificateOutcome([])
            : Refused($"the margin that can be shown is {margin:R}, the certificate claims {certificate.Margin}");
    }

    /// <summary>How much finer reputations without a fault are cut: there is one direction only.</summary>
    internal const int FaultlessFactor = 10;

    private static ProvenSurfaces Prove(ParticipantGame game, GameSurfaces surfaces, int steps, CancellationToken cancellation) =>
        new(surfaces, GameBounder.Bound(game, surfaces, steps, cancellation));

    /// <summary>The two claims of the certificate; the bounder wants four, and what it says of the other two is not looked at.</summary>
    private static GameSurfaces Surfaces(DynamicGrid grid, ProvenSurfaces? fallen)
    {
        ValueSurface[] best = Blocks(grid, grid.Best), honest = Blocks(grid, grid.Honest);
        return new GameSurfaces(best, honest, honest, best, fallen);
    }

    private static ValueSurface[] Blocks(DynamicGrid grid, ImmutableArray<double> values)
    {
        (double[] across, double[] up) = ([.. grid.Across], [.. grid.Up]);
        int crossings = across.Length * up.Length;
        return [.. Enumerable.Range(0, values.Length / crossings).Select(block => new ValueSurface(across, up, [.. values.AsSpan(block * crossings, crossings)]))];
    }

    private static string? Fault(DynamicGrid grid, ParticipantGame game, double up) =>
        grid.Across.IsDefaultOrEmpty || grid.Up.IsDefaultOrEmpty || grid.Best.IsDefault || grid.Honest.IsDefault ? "has nothing in it"
        : grid.Across.Length > MostLines || grid.Up.Length > MostLines ? "is too large"
        : !Fills(grid, grid.Best, game.Pending.Count) || !Fills(grid, grid.Honest, game.Pending.Honest.Length) ? "has not one value for each crossing in each state of pending work"
        : !Ascends(grid.Across, game.Across) ? $"does not ascend from 0 to {game.Across:R} across"
        : !Ascends(grid.Up, up) ? $"does not ascend from 0 to {up:R} up"
        : !grid.Best.Concat(grid.Honest).All(double.IsFinite) ? "has values that are not numbers"
        : null;

    private static bool Fills(DynamicGrid grid, ImmutableArray<double> values, int states) => (long)grid.Across.Length * grid.Up.Length * states == values.Length;

    private static bool Ascends(IReadOnlyList<double> line, double last)
    {
        for (int index = 1; index < line.Count; index++)
        {
            if (!(line[index] > line[index - 1]))
            {
                return false;
            }
        }

        return line[0] == 0 && line[^1] == last;
    }

    private static CertificateOutcome Refused(string reason) => new([reason]);
}
