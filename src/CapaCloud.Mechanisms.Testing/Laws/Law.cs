using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>One law that every implementation of an interface must keep: a name, a sentence, and a property that can be checked.</summary>
/// <remarks>
/// No formula. Laws are made for one implementation by the <c>…Laws.For(implementation)</c> method of the interface, such as
/// <c>SlashingCurveLaws.For(curve)</c>.
/// </remarks>
public sealed class Law
{
    private readonly Func<Property> _property;

    private Law(string name, string statement, Func<Property> property)
    {
        Name = name;
        Statement = statement;
        _property = property;
    }

    /// <summary>Gets the law's name, such as <c>sums-exactly</c>.</summary>
    public string Name { get; }

    /// <summary>Gets the law in one sentence.</summary>
    public string Statement { get; }

    /// <summary>Makes a law over drawn cases.</summary>
    /// <typeparam name="TCase">The case; its text is what a failure shows, so name its parts.</typeparam>
    /// <param name="name">The law's name.</param>
    /// <param name="statement">The law in one sentence.</param>
    /// <param name="cases">Draws and shrinks cases.</param>
    /// <param name="holds">Says whether the law holds in a case; an exception is a violation.</param>
    /// <returns>The law.</returns>
    public static Law Of<TCase>(string name, string statement, Arbitrary<TCase> cases, Func<TCase, bool> holds) =>
        new(name, statement, () => Prop.ForAll(cases, holds));

    /// <summary>Checks the law and throws when it is violated.</summary>
    /// <param name="cases">
    /// How many cases are drawn; 300 when left out. The environment variable <c>LAW_CASES</c>, a whole number, raises it for a whole run: at least so many cases are
    /// drawn then. A check of one case stays one, and so does a check with a <paramref name="replay"/>.
    /// </param>
    /// <param name="replay">
    /// The seed of an earlier failure, as its message prints it: <c>"1234,5679,42"</c>. When it is left out, the draws begin at the whole number in the environment
    /// variable <c>LAW_SEED</c>; without that variable each run draws other cases.
    /// </param>
    /// <exception cref="FormatException">The seed or <c>LAW_CASES</c> is not a number as expected.</exception>
    /// <exception cref="LawViolatedException">The law does not hold; the message has the smallest case found and the seed.</exception>
    public void Check(int cases = 300, string? replay = null)
    {
        string? violation = FindViolation(cases, replay);
        if (violation is not null)
        {
            throw new LawViolatedException($"Law '{Name}' is violated: {Statement}{Environment.NewLine}{violation}");
        }
    }

    /// <summary>Looks for a violation of the law.</summary>
    /// <param name="cases">How many cases are drawn, as for <see cref="Check"/>.</param>
    /// <param name="replay">The seed of an earlier failure; when it is left out, as for <see cref="Check"/>.</param>
    /// <exception cref="FormatException">The seed or <c>LAW_CASES</c> is not a number as expected.</exception>
    /// <returns>What was found, with the smallest case and the seed; <see langword="null"/> when the law held in every case.</returns>
    public string? FindViolation(int cases = 300, string? replay = null)
    {
        CapturingRunner runner = new();
        Config config = Config.Quick.WithMaxTest(replay is null ? CasesOfThisRun.Of(cases) : cases).WithQuietOnSuccess(true).WithRunner(runner);
        if (replay is not null)
        {
            config = config.WithReplay(ReplaySeed.Parse(replay));
        }
        else if (ReplaySeed.OfThisRun is { } begun)
        {
            config = config.WithReplay(begun);
        }

        FsCheck.Check.One(config, _property());
        return runner.Violation;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Statement}";
}
