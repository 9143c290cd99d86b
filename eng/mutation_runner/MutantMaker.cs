using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.Extensions.Logging.Abstractions;
using Stryker.Abstractions;
using Stryker.Abstractions.Options;
using Stryker.Configuration.Options;
using Stryker.Core.Compiling;
using Stryker.Core.InjectedHelpers;
using Stryker.Core.Mutants;
using Stryker.Utilities.Logging;

namespace CapaCloud.Mechanisms.MutationRunner;

/// <summary>Compiles every mutant of the chosen folders into one copy of the core, each behind its number, and lists them. What does not compile is taken out again.</summary>
internal sealed class MutantMaker : ICompilationContent
{
    private const int MostAttempts = 40;

    private Compilation _compilation;

    private MutantMaker(Compilation compilation) => _compilation = compilation;

    public IEnumerable<SyntaxTree> SyntaxTrees => _compilation.SyntaxTrees;

    public void ReplaceSyntaxTree(SyntaxTree original, SyntaxTree updated) => _compilation = _compilation.ReplaceSyntaxTree(original, updated);

    /// <summary>Writes the mutated assembly and the list of its mutants.</summary>
    /// <returns>How many mutants there are.</returns>
    public static int Make(string argumentsFile, string projectFolder, IReadOnlySet<string> folders, string assemblyFile, string listFile)
    {
        ApplicationLogging.LoggerFactory = NullLoggerFactory.Instance;
        CSharpCompilation compilation = CompilerArguments.Read(argumentsFile, projectFolder);
        CodeInjection injection = new();
        foreach ((string name, string source) in injection.MutantHelpers)
        {
            string text = name.EndsWith("MutantControl.cs", StringComparison.Ordinal) ? MutantSwitch.Source(injection.HelperNamespace) : source;
            compilation = compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(text, (CSharpParseOptions)compilation.SyntaxTrees[0].Options, name));
        }

        MutantMaker maker = new(compilation);
        CsharpMutantOrchestrator orchestrator = new(
            new MutantPlacer(injection),
            options: new StrykerOptions { MutationLevel = MutationLevel.Standard });
        List<(MutantEntry Entry, IMutant Mutant)> mutants = [];
        foreach (SyntaxTree tree in compilation.SyntaxTrees.OrderBy(tree => tree.FilePath, StringComparer.Ordinal))
        {
            string file = Path.GetRelativePath(projectFolder, tree.FilePath).Replace('\\', '/');
            string folder = file.Split('/')[0];
            if (!folders.Contains(folder))
            {
                continue;
            }

            SemanticModel model = compilation.GetSemanticModel(tree);
            maker.ReplaceSyntaxTree(tree, orchestrator.Mutate(tree, model));
            mutants.AddRange(orchestrator.GetLatestMutantBatch().Where(mutant => !HarmlessMutants.Has(mutant.Mutation, model)).Select(mutant => (Entry(mutant, folder, file, tree), mutant)));
        }

        HashSet<int> withoutBuild = maker.Compile(assemblyFile);
        MutantEntry[] entries =
        [
            .. mutants.Where(mutant => mutant.Mutant.ResultStatus == MutantStatus.Pending && !withoutBuild.Contains(mutant.Entry.Id)).Select(mutant => mutant.Entry),
        ];
        File.WriteAllText(listFile, JsonSerializer.Serialize(entries));
        return entries.Length;
    }

    private static MutantEntry Entry(IMutant mutant, string folder, string file, SyntaxTree tree)
    {
        Mutation mutation = mutant.Mutation;
        FileLinePositionSpan place = tree.GetLineSpan(mutation.OriginalNode.Span);
        return new MutantEntry(
            mutant.Id,
            folder,
            file,
            place.StartLinePosition.Line + 1,
            place.StartLinePosition.Character + 1,
            mutation.Type.ToString(),
            OneLine(mutation.OriginalNode),
            OneLine(mutation.ReplacementNode));
    }

    private static string OneLine(SyntaxNode? node)
    {
        string text = string.Join(' ', (node?.ToString() ?? "").Split((char[])['\n', '\r', ' '], StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= 160 ? text : text[..160] + "...";
    }

    private HashSet<int> Compile(string assemblyFile)
    {
        CSharpRollbackProcess rollback = new();
        HashSet<int> removed = [];
        for (int attempt = 1; ; attempt++)
        {
            using MemoryStream assembly = new();
            EmitResult result = _compilation.Emit(assembly);
            if (result.Success)
            {
                File.WriteAllBytes(assemblyFile, assembly.ToArray());
                return removed;
            }

            ICSharpRollbackProcess.Mode mode = attempt switch
            {
                >= MostAttempts - 1 => ICSharpRollbackProcess.Mode.LastChance,
                >= MostAttempts - 3 => ICSharpRollbackProcess.Mode.Aggressive,
                _ => ICSharpRollbackProcess.Mode.Normal,
            };
            IEnumerable<int>? taken = attempt <= MostAttempts ? rollback.RollbackMutationsInError(this, result.Diagnostics, mode, false) : null;
            if (taken is null)
            {
                string errors = string.Join('\n', result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Take(20));
                throw new InvalidOperationException($"The mutated core does not compile after {attempt} attempts:\n{errors}");
            }

            removed.UnionWith(taken);
            Console.Error.WriteLine($"attempt {attempt}: {removed.Count} mutants do not compile");
        }
    }
}
