using System.Reflection;
using System.Xml.Linq;
using CapaCloud.Mechanisms.Documentation.Tests.Repository;

namespace CapaCloud.Mechanisms.Documentation.Tests.Architecture;

/// <summary>Every public type says by which formula it works, or that it has none.</summary>
public sealed class PublicTypeRemarksTests
{
    public static TheoryData<string> Packages => [.. LibraryAssemblies.Names];

    [Theory]
    [MemberData(nameof(Packages))]
    public void EveryPublicType_hasAFormulaOrSaysThatItHasNone(string package)
    {
        Assembly assembly = LibraryAssemblies.Load(package);
        Dictionary<string, XElement> comments = XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml"))
            .Descendants("member")
            .ToDictionary(member => member.Attribute("name")!.Value);
        string[] complaints =
        [
            .. from type in assembly.GetExportedTypes()
               let complaint = Complaint(comments.GetValueOrDefault($"T:{type.FullName!.Replace('+', '.')}"))
               where complaint is not null
               select $"{SourceCode.PlaceOf(type)}: {type.Name} {complaint}.",
        ];
        Assert.True(complaints.Length == 0, string.Join('\n', complaints.Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("<member><summary>It.</summary></member>")]
    [InlineData("<member><summary>It.</summary><remarks>Some words.</remarks></member>")]
    [InlineData("<member><summary>It.</summary><remarks><code> </code></remarks></member>")]
    public void Complaint_withoutAFormula_isMade(string comment) => Assert.NotNull(Complaint(XElement.Parse(comment)));

    [Theory]
    [InlineData("<member><remarks>No formula.</remarks></member>")]
    [InlineData("<member><remarks>Text. <code>a = b</code></remarks></member>")]
    public void Complaint_withAFormula_isNot(string comment) => Assert.Null(Complaint(XElement.Parse(comment)));

    private static string? Complaint(XElement? comment) => comment?.Element("remarks") switch
    {
        null => "has no <remarks>",
        { } remarks when remarks.Value.Contains("No formula", StringComparison.Ordinal) => null,
        { } remarks when remarks.Descendants("code").Any(code => !string.IsNullOrWhiteSpace(code.Value)) => null,
        _ => "has <remarks> with neither a formula in <code> nor the words \"No formula\"",
    };
}
