namespace CapaCloud.Mechanisms.Tests.Settlement.Texts;

/// <summary>What the library says is read before it is changed: every sentence stands in <c>vocabulary.txt</c>, which <c>WRITE_TEXTS=1</c> writes anew.</summary>
public sealed class VocabularyTests
{
    private static readonly string File = Path.Combine(RepositoryRoot.Path, "tests", "CapaCloud.Mechanisms.Tests", "Settlement", "Texts", "vocabulary.txt");

    [Fact]
    public void EverySentence_isOneThatWasRead()
    {
        string[] said = [.. Vocabulary.Sentences()];
        if (Environment.GetEnvironmentVariable("WRITE_TEXTS") == "1")
        {
            System.IO.File.WriteAllLines(File, said);
        }

        string[] read = System.IO.File.ReadAllLines(File);
        string[] added = [.. said.Except(read, StringComparer.Ordinal)], gone = [.. read.Except(said, StringComparer.Ordinal)];
        Assert.True(
            added.Length == 0 && gone.Length == 0,
            $"Read them, then write the file anew with WRITE_TEXTS=1. New:\n{string.Join('\n', added.Take(20))}\nGone:\n{string.Join('\n', gone.Take(20))}");
    }
}
