namespace CapaCloud.Mechanisms.Samples.Conformance.Vectors;

/// <summary>Places inside a case, such as <c>/inputs/steps/0/height</c>, and patterns of them.</summary>
public static class VectorPath
{
    /// <summary>Tells whether a pattern stands for a place or for something around it: <c>*</c> is any one step.</summary>
    public static bool Matches(string pattern, string path)
    {
        string[] wanted = pattern.Split('/');
        string[] steps = path.Split('/');
        return wanted.Length <= steps.Length && wanted.Zip(steps).All(pair => pair.First == "*" || pair.First == pair.Second);
    }

    /// <summary>Returns a place with every position in a list as <c>*</c>.</summary>
    public static string Pattern(string path) =>
        string.Join('/', path.Split('/').Select(step => step.Length > 0 && step.All(char.IsAsciiDigit) ? "*" : step));
}
