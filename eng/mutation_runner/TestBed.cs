using System.Diagnostics;
using System.Reflection;
using System.Runtime.Loader;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace CapaCloud.Mechanisms.MutationRunner;

/// <summary>The tests of some assemblies, run in this process, one after the other, against the mutated core that lies beside them.</summary>
internal sealed class TestBed
{
    private readonly FieldInfo _active;
    private readonly FieldInfo _seen;
    private readonly FieldInfo _checks;
    private readonly FieldInfo _mostChecks;

    private TestBed(Type mutantSwitch, IReadOnlyList<BedTest> tests)
    {
        Tests = tests;
        _active = mutantSwitch.GetField("Active")!;
        _seen = mutantSwitch.GetField("Seen")!;
        _checks = mutantSwitch.GetField("Checks")!;
        _mostChecks = mutantSwitch.GetField("MostChecks")!;
    }

    public IReadOnlyList<BedTest> Tests { get; }

    public int Active
    {
        set => _active.SetValue(null, value);
    }

    public byte[]? Seen
    {
        set => _seen.SetValue(null, value);
    }

    public long Checks => (long)_checks.GetValue(null)!;

    /// <summary>Loads the assemblies of a folder and finds their tests; what is asked for while they are found, which sets types up, is marked.</summary>
    public static TestBed Load(string folder, IReadOnlyList<string> assemblies, Func<string, bool> isWanted, byte[]? seen = null)
    {
        AssemblyLoadContext.Default.Resolving += (context, name) =>
        {
            string file = Path.Combine(folder, name.Name + ".dll");
            return File.Exists(file) ? context.LoadFromAssemblyPath(file) : null;
        };
        Assembly core = AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.Combine(folder, "CapaCloud.Mechanisms.dll"));
        Type mutantSwitch = core.GetTypes().Single(type => type.Name == MutantSwitch.TypeName && type.Namespace!.StartsWith("Stryker", StringComparison.Ordinal));
        FieldInfo seenField = mutantSwitch.GetField("Seen")!;
        seenField.SetValue(null, seen);
        List<BedTest> tests = [];
        foreach (string assembly in assemblies)
        {
            IAssemblyInfo info = Reflector.Wrap(AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.Combine(folder, assembly)));
            TestAssembly whole = new(info);
            using XunitTestFrameworkDiscoverer discoverer = new(info, new NoSourceInformation(), new NullMessageSink());
            using FoundTests found = new();
            discoverer.Find(includeSourceInformation: false, found, new RunOptions());
            found.Finished.WaitOne();
            tests.AddRange(found.Cases
                .Where(test => string.IsNullOrEmpty(test.SkipReason) && isWanted(NameOf(test)))
                .Select(test => new BedTest(NameOf(test), whole, test)));
        }

        seenField.SetValue(null, null);
        return new TestBed(mutantSwitch, [.. tests.OrderBy(test => test.Name, StringComparer.Ordinal)]);
    }

    /// <summary>Runs tests until one fails.</summary>
    /// <param name="tests">The tests, of any assemblies.</param>
    /// <param name="mostChecks">How often the code may ask for the mutant before it counts as running for ever.</param>
    /// <returns>The name of the test that failed and what it said, or nothing.</returns>
    public (string Test, string Message)? FirstFailure(IEnumerable<BedTest> tests, long mostChecks)
    {
        foreach (IGrouping<TestAssembly, BedTest> group in tests.GroupBy(test => test.Assembly))
        {
            _mostChecks.SetValue(null, mostChecks == long.MaxValue ? mostChecks : Checks + mostChecks);
            using FailureSink sink = new();
            RunOptions options = new();
            using XunitTestAssemblyRunner runner = new(group.Key, group.Select(test => test.Case), new NullMessageSink(), sink, options);
            RunSummary summary = runner.RunAsync().GetAwaiter().GetResult();
            _mostChecks.SetValue(null, long.MaxValue);
            if (sink.Failure is { } failure)
            {
                return failure;
            }

            if (summary.Failed > 0)
            {
                return ("a class or its fixture", "failed");
            }
        }

        return null;
    }

    private static string NameOf(ITestCase test) => $"{test.TestMethod.TestClass.Class.Name}.{test.TestMethod.Method.Name}" + Rows(test);

    private static string Rows(ITestCase test)
    {
        int at = test.DisplayName.IndexOf('(', StringComparison.Ordinal);
        return at < 0 ? "" : test.DisplayName[at..];
    }

    private sealed class NoSourceInformation : ISourceInformationProvider
    {
        public ISourceInformation GetSourceInformation(ITestCase testCase) => throw new UnreachableException();

        public void Dispose()
        {
        }
    }

    private sealed class FoundTests : IMessageSink, IDisposable
    {
        public List<IXunitTestCase> Cases { get; } = [];

        public ManualResetEvent Finished { get; } = new(initialState: false);

        public bool OnMessage(IMessageSinkMessage message)
        {
            if (message is ITestCaseDiscoveryMessage found)
            {
                Cases.Add((IXunitTestCase)found.TestCase);
            }
            else if (message is IDiscoveryCompleteMessage)
            {
                Finished.Set();
            }

            return true;
        }

        public void Dispose() => Finished.Dispose();
    }

    private sealed class FailureSink : IMessageSink, IDisposable
    {
        public (string Test, string Message)? Failure { get; private set; }

        public bool OnMessage(IMessageSinkMessage message)
        {
            if (message is ITestFailed failed && Failure is null)
            {
                Failure = (NameOf(failed.TestCase), failed.Messages.FirstOrDefault() ?? "");
            }

            return Failure is null;
        }

        public void Dispose()
        {
        }
    }

    private sealed class RunOptions : ITestFrameworkDiscoveryOptions, ITestFrameworkExecutionOptions
    {
        private readonly Dictionary<string, object?> _values = new(StringComparer.Ordinal)
        {
            ["xunit.discovery.PreEnumerateTheories"] = true,
            ["xunit.discovery.SynchronousMessageReporting"] = true,
            ["xunit.execution.SynchronousMessageReporting"] = true,
            ["xunit.execution.DisableParallelization"] = true,
            ["xunit.execution.StopOnTestFail"] = true,
        };

        public TValue GetValue<TValue>(string name) => _values.TryGetValue(name, out object? value) && value is not null ? (TValue)(object)value : default!;

        public void SetValue<TValue>(string name, TValue value) => _values[name] = value;
    }
}

/// <summary>One test of a bed.</summary>
internal sealed record BedTest(string Name, TestAssembly Assembly, IXunitTestCase Case);
