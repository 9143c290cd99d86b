using CapaCloud.Mechanisms.Alignment.Intervals;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Dynamics;

/// <summary>The participant's own decision problem over epochs, through the mechanism that settles: honesty is best, or here is what beats it.</summary>
/// <remarks>
/// In each epoch a participant works and cheats on any number of its jobs, idles, leaves or returns under a new name; the mechanism pays, punishes and remembers.
/// <code>
/// value(r) = max over acts of payoff(r, act) + discount * E[value(next r)]
/// </code>
/// A finite problem on a grid is solved by modified policy iteration; what it proves between the lines is tested on every rectangle, rounded outward, so that a
/// grid can be too coarse to decide and never wrong. Verdicts may come epochs after the job: then the number of jobs cheated in each of those epochs is part of r, as long as
/// there are few enough of such states, and who leaves or takes a new name still pays for what is pending. Uses that memory moves along straight lines, that a better record never earns less and is never audited
/// more: promises of the mechanism's parts, which their laws test. Base units; deterministic.
/// </remarks>
public static class DynamicEngine
{
    private const int CourseLength = 60;

    private static readonly (int Across, int Up, int Line, int Steps)[] Grids = [(24, 12, 256, 60), (64, 24, 1_024, 200), (96, 36, 1_536, 500)];

    /// <summary>Decides whether any strategy beats honesty.</summary>
    /// <param name="mechanism">The mechanism; for a certificate its rules must have names in the policy's JSON.</param>
    /// <param name="economics">The economics.</param>
    /// <param name="effort">How fine a grid may be tried.</param>
    /// <param name="types">The names of the policy's rules; the library's own when left out.</param>
    /// <param name="progress">Is told which part of the work is done, from 0 to 1; it may jump to 1, for a finer grid is only tried when a coarser one does not decide.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="ArgumentException">The economics are not valid; the message lists every fault.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static DynamicOutcome Check(
        Mechanism mechanism,
        Economics economics,
        DynamicEffort effort = DynamicEffort.Normal,
        PolicyTypes? types = null,
        IProgress<double>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(mechanism);
        ArgumentNullException.ThrowIfNull(economics);
        economics.Require(nameof(economics));

        EngineProgress steps = new(progress, effort);
        DynamicOutcome outcome = Value(mechanism, economics, GameSubject.Of(mechanism, economics, economics.JobsPerEpoch), effort, types, steps, cancellation).Outcome;
        steps.End();
        return outcome;
    }

    /// <summary>The same for a participant that is given so many jobs among others that have those of the economics, or for a member of a coalition, and what a newcomer's life is worth.</summary>
    internal static (DynamicOutcome Outcome, NewcomerValues Values) Value(
        Mechanism mechanism, Economics economics, GameSubject subject, DynamicEffort effort, PolicyTypes? types, EngineProgress steps, CancellationToken cancellation)
    {
        if (ParticipantGame.TryCreate(mechanism, economics, subject, out string reason) is not { } game)
        {
            return (new DynamicOutcome.NotCovered(reason), default);
        }


        DynamicOutcome outcome = new DynamicOutcome.NotCovered("no grid was tried");
        NewcomerValues values = default;
        for (int level = 0; level <= (int)effort && outcome is DynamicOutcome.NotCovered or DynamicOutcome.Inconclusive; level++)
        {
            cancellation.ThrowIfCancellationRequested();
            steps.Begin(level, HonestRegion.Of(game).IsLine(game) ? 2 * GameSolution.MostRounds : GameSolution.MostRounds);
            (outcome, values) = Try(mechanism, economics, game, Grids[level], types, steps, cancellation);
        }

        // The game charges every verdict to a bond of its own: what it finds to pay pays, what it finds to lose may not.
        return GamePolicy.RefusesBond(game.Probe, economics) is { } bond && outcome is not DynamicOutcome.Fails ? (new DynamicOutcome.NotCovered(bond), default) : (outcome, values);
    }

    private static (DynamicOutcome Outcome, NewcomerValues Values) Try(
        Mechanism mechanism, Economics economics, ParticipantGame game, (int Across, int Up, int Line, int Steps) grid, PolicyTypes? types, EngineProgress progress, CancellationToken cancellation)
    {
        // One direction only: as many lines as the faultless line has.
        int across = game.Chart.HasHeight ? grid.Across : grid.Line, steps = game.Chart.HasHeight ? grid.Steps : grid.Steps * DynamicCertificateChecker.FaultlessFactor;
        ProvenSurfaces plane = GameSolution.OfPlane(game, across, grid.Up, steps, cancellation, progress);
        ProvenSurfaces proven = HonestRegion.Of(game).IsLine(game)
            ? GameSolution.OfFaultless(game, grid.Line, steps * DynamicCertificateChecker.FaultlessFactor, plane, cancellation, progress)
            : plane;
        NewcomerValues values = NewcomerValues.Of(game, proven);
        return Rounded(proven.Bounds.Margin) is { IsPositive: true } margin
            ? (new DynamicOutcome.Holds(margin, Certify(mechanism, economics, plane, proven, steps, margin, types)), values)
            : (Compare(game, proven, values), values);
    }

    private static DynamicOutcome Compare(ParticipantGame game, ProvenSurfaces proven, NewcomerValues values)
    {
        DynamicBounds bounds = proven.Bounds;
        (double low, double high) = (values.BestAtLeast - values.HonestAtMost, values.BestAtMost - values.HonestAtLeast);
        if (!(low > 0))
        {
            return double.IsFinite(bounds.LargestGain)
                ? new DynamicOutcome.Inconclusive(Fraction.FromDouble(bounds.LargestGain), double.IsFinite(low) ? Fraction.FromDouble(low) : Fraction.FromDouble(-bounds.LargestGain))
                : new DynamicOutcome.NotCovered("no bound could be shown");
        }

        DynamicTrace course = new GreedyStrategy(game, proven).Course(CourseLength);
        return new DynamicOutcome.Fails(CourseText.Describe(course), RationalInterval.Between(Fraction.FromDouble(low), Fraction.FromDouble(Math.Max(low, high))), course);
    }

    private static DynamicCertificate Certify(
        Mechanism mechanism, Economics economics, ProvenSurfaces plane, ProvenSurfaces proven, int steps, Fraction margin, PolicyTypes? types) => new()
        {
            PolicyHash = mechanism.PolicyHash,
            Policy = PolicyJson.Write(mechanism.Policy, types),
            Economics = economics,
            Steps = steps,
            Plane = Grid(plane.Surfaces),
            Faultless = ReferenceEquals(plane, proven) ? null : Grid(proven.Surfaces),
            Margin = RationalInterval.Of(margin),
        };

    private static DynamicGrid Grid(GameSurfaces surfaces) =>
        new([.. surfaces.Across], [.. surfaces.Up], [.. surfaces.Best.SelectMany(surface => surface.Values)], [.. surfaces.Honest.SelectMany(surface => surface.Values)]);

    /// <summary>Down to a millionth of a base unit and one less: room for another processor's last digits.</summary>
    private static Fraction Rounded(double margin) =>
        double.IsFinite(margin) && margin > 2e-6 ? new Fraction(new System.Numerics.BigInteger(Math.Floor(margin * 1e6)) - 1, 1_000_000) : Fraction.Zero;
}
