using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CapaCloud.Mechanisms.MutationRunner;

/// <summary>How the build compiles the core: read from the list of arguments that MSBuild prints for the compiler.</summary>
internal static class CompilerArguments
{
    /// <summary>Returns the compilation before any mutant, with the sources that the generators write.</summary>
    public static CSharpCompilation Read(string argumentsFile, string projectFolder)
    {
        // What the build says before the list is of no use here.
        string text = File.ReadAllText(argumentsFile);
        using JsonDocument document = JsonDocument.Parse(text[text.IndexOf('{', StringComparison.Ordinal)..]);
        string[] arguments =
        [
            .. document.RootElement.GetProperty("Items").GetProperty("CscCommandLineArgs").EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!),
        ];
        CSharpCommandLineArguments parsed = CSharpCommandLineParser.Default.Parse(arguments, projectFolder, sdkDirectory: null);
        IEnumerable<SyntaxTree> trees = parsed.SourceFiles.Select(file =>
            CSharpSyntaxTree.ParseText(File.ReadAllText(file.Path), parsed.ParseOptions, file.Path));
        CSharpCompilation compilation = CSharpCompilation.Create(
            parsed.CompilationName,
            trees,
            parsed.MetadataReferences.Select(reference => MetadataReference.CreateFromFile(reference.Reference)),
            parsed.CompilationOptions
                .WithGeneralDiagnosticOption(ReportDiagnostic.Suppress)
                .WithSpecificDiagnosticOptions([])
                .WithOptimizationLevel(OptimizationLevel.Release));
        return Generated(compilation, parsed);
    }

    private static CSharpCompilation Generated(CSharpCompilation compilation, CSharpCommandLineArguments parsed)
    {
        ISourceGenerator[] generators =
        [
            .. parsed.AnalyzerReferences.SelectMany(reference => new AnalyzerFileReference(reference.FilePath, Loader.Instance).GetGenerators(LanguageNames.CSharp)),
        ];
        CSharpGeneratorDriver.Create(generators, parseOptions: parsed.ParseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation updated, out _);
        return (CSharpCompilation)updated;
    }

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public static readonly Loader Instance = new();

        public void AddDependencyLocation(string fullPath)
        {
        }

        public System.Reflection.Assembly LoadFromPath(string fullPath) => System.Reflection.Assembly.LoadFrom(fullPath);
    }
}
