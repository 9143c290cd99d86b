namespace CapaCloud.Mechanisms.Documentation.Tests.Pages;

/// <summary>A fenced block of a page.</summary>
/// <param name="Page">The page, relative to the repository.</param>
/// <param name="Line">The number of the first line inside the fence.</param>
/// <param name="Info">What stands behind the opening fence: <c>csharp</c>, <c>csharp continue</c>, <c>text output</c>.</param>
/// <param name="Text">The lines inside.</param>
internal sealed record CodeBlock(string Page, int Line, string Info, string Text)
{
    public bool IsCSharp => Info.Split(' ')[0] is "csharp" or "cs" or "c#";

    public bool Continues => Info == "csharp continue";

    public bool IsOutput => Info == "text output";
}
