using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using CapaCloud.Mechanisms.Documentation.Tests.Pages;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CapaCloud.Mechanisms.Documentation.Tests.Snippets;

/// <summary>
/// Compiles a page's programs as the SDK would in a fresh console project: its implicit usings, its source generator for JSON, nullable
/// on, arithmetic checked. Warnings count as errors, because a reader would get them.
/// </summary>
internal static class SnippetCompiler
{
    /// <summary>There is one console: of two test classes at once, one would read what the other's program prints.</summary>
    private static readonly Lock OneConsole = new();

    private const string ImplicitUsings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        """;

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest, DocumentationMode.None);

    private static readonly ImmutableArray<MetadataReference> References =
        [.. PlatformAssemblies().Select(path => MetadataReference.CreateFromFile(path))];

    private static readonly ISourceGenerator[] Generators = LoadJsonGenerator();

    /// <summary>Returns what the compiler says about a program, each with page and line.</summary>
    public static IReadOnlyList<string> Compile(Snippet snippet, out Compilation compilation)
    {
        SyntaxTree program = CSharpSyntaxTree.ParseText(Combine(snippet.Blocks), ParseOptions, path: snippet.Blocks[0].Page);
        SyntaxTree usings = CSharpSyntaxTree.ParseText(ImplicitUsings, ParseOptions);
        bool runs = program.GetCompilationUnitRoot().Members.Any(member => member is GlobalStatementSyntax);
        CSharpCompilationOptions options = new(
            runs ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
            nullableContextOptions: NullableContextOptions.Enable,
            checkOverflow: true,
            generalDiagnosticOption: ReportDiagnostic.Error,
            specificDiagnosticOptions:
            [
                // Two versions of one framework assembly are the host's business, not the page's.
                KeyValuePair.Create("CS1701", ReportDiagnostic.Suppress),
                KeyValuePair.Create("CS1702", ReportDiagnostic.Suppress),
            ]);
        CSharpCompilation parsed = CSharpCompilation.Create($"Snippet{Guid.NewGuid():N}", [program, usings], References, options);
        CSharpGeneratorDriver.Create(Generators, parseOptions: ParseOptions).RunGeneratorsAndUpdateCompilation(parsed, out compilation, out _);
        return [.. compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && !diagnostic.IsSuppressed).Select(Describe)];
    }

    /// <summary>Runs a compiled program and returns what it printed.</summary>
    public static string Run(Compilation compilation)
    {
        using MemoryStream image = new();
        if (!compilation.Emit(image).Success)
        {
            throw new InvalidOperationException("Only a program that compiles can run.");
        }

        image.Position = 0;
        using StringWriter output = new() { NewLine = "\n" };
        lock (OneConsole)
        {
            AssemblyLoadContext context = new(compilation.AssemblyName, isCollectible: true);
            TextWriter console = Console.Out;
            try
            {
                Console.SetOut(output);
                MethodInfo entry = context.LoadFromStream(image).EntryPoint!;
                object? result = entry.Invoke(null, entry.GetParameters().Length == 0 ? null : [Array.Empty<string>()]);
                (result as Task)?.GetAwaiter().GetResult();
            }
            finally
            {
                Console.SetOut(console);
                context.Unload();
            }
        }

        return output.ToString().ReplaceLineEndings("\n");
    }

    /// <summary>One source text of several blocks: usings first, then statements, then types, each knowing its page and line.</summary>
    private static string Combine(IReadOnlyList<CodeBlock> blocks)
    {
        if (blocks.Count == 1)
        {
            return $"#line {blocks[0].Line} \"{blocks[0].Page}\"\n{blocks[0].Text}";
        }

        StringBuilder usings = new(), statements = new(), types = new();
        foreach (CodeBlock block in blocks)
        {
            CompilationUnitSyntax unit = CSharpSyntaxTree.ParseText(block.Text, ParseOptions).GetCompilationUnitRoot();
            foreach (UsingDirectiveSyntax directive in unit.Usings)
            {
                Append(usings, block, directive);
            }

            foreach (MemberDeclarationSyntax member in unit.Members)
            {
                Append(member is GlobalStatementSyntax ? statements : types, block, member);
            }
        }

        return $"{usings}{statements}{types}";
    }

    private static void Append(StringBuilder text, CodeBlock block, SyntaxNode node) =>
        text.Append(CultureInfo.InvariantCulture, $"#line {block.Line + node.GetLocation().GetLineSpan().StartLinePosition.Line} \"{block.Page}\"\n{node}\n");

    private static string Describe(Diagnostic diagnostic)
    {
        FileLinePositionSpan place = diagnostic.Location.GetMappedLineSpan();
        return $"{place.Path}({place.StartLinePosition.Line + 1},{place.StartLinePosition.Character + 1}): {diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}";
    }

    private static string[] PlatformAssemblies() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The generator that the SDK runs in every project; it lies beside the framework's reference assemblies.</summary>
    private static ISourceGenerator[] LoadJsonGenerator()
    {
        string packs = Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", "packs", "Microsoft.NETCore.App.Ref");
        string file = Directory.EnumerateFiles(packs, "System.Text.Json.SourceGeneration.dll", SearchOption.AllDirectories)
            .OrderBy(path => path, StringComparer.Ordinal)
            .Last();
        return
        [
            .. from type in Assembly.LoadFrom(file).GetTypes()
               where type is { IsAbstract: false } && typeof(IIncrementalGenerator).IsAssignableFrom(type)
               select ((IIncrementalGenerator)Activator.CreateInstance(type)!).AsSourceGenerator(),
        ];
    }
}
