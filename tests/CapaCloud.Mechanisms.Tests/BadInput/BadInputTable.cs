namespace CapaCloud.Mechanisms.Tests.BadInput;

/// <summary>One kind of bad input at one door: what refuses it, and what the refusal must say.</summary>
/// <param name="Name">What is bad.</param>
/// <param name="Exception">The exception, exactly.</param>
/// <param name="Act">Hands it in.</param>
/// <param name="Says">Words the message must contain: the value, its unit, the expectation.</param>
internal sealed record BadCase(string Name, Type Exception, Action Act, params string[] Says);

/// <summary>Runs a table of bad input.</summary>
internal static class BadInputTable
{
    public static TheoryData<string> Names(IEnumerable<BadCase> cases)
    {
        TheoryData<string> names = [];
        foreach (BadCase item in cases)
        {
            names.Add(item.Name);
        }

        return names;
    }

    public static void Check(IEnumerable<BadCase> cases, string name)
    {
        BadCase item = cases.Single(one => one.Name == name);
        Exception refused = Assert.Throws(item.Exception, item.Act);
        Assert.True(refused.Message.Length > 20, refused.Message);
        Assert.All(item.Says, word => Assert.Contains(word, refused.Message, StringComparison.Ordinal));
    }
}
