namespace CapaCloud.Mechanisms.Tests.BadInput;

/// <summary>
/// The law of nothing: whatever the core takes and does not mark as optional is refused by name when it is null. Every public constructor and method is asked, found by reflection.
/// </summary>
public sealed class NullArgumentLawTests
{
    public static TheoryData<Type> Data => [.. NullArgumentLaw.Subjects];

    [Theory]
    [MemberData(nameof(Data))]
    public void EveryParameter_thatMayNotBeNull_isRefusedByName(Type type) => Assert.Empty(NullArgumentLaw.Complaints(type));

    /// <summary>The law sees an argument that nobody looks at, one that fails somewhere inside, and one that is refused under another's name.</summary>
    [Fact]
    public void Law_ofATypeThatDoesNotLook_isBroken() =>
        Assert.Equal(["Careless.Inside(text): NullReferenceException", "Careless.Kept(text): accepted", "Careless.Misnamed(text): named other"], NullArgumentLaw.Complaints(typeof(Careless)));

    /// <summary>
    /// Half of the doors open: were the samples refused before anybody looks for null, the law would say nothing. Records that hold what others said, as it came, are among those that do
    /// not, and so are acts whose samples are refused first.
    /// </summary>
    [Fact]
    public void Law_reachesHalfOfTheParameters()
    {
        (int asked, int reached) = NullArgumentLaw.Reach();
        Assert.True(asked > 50, $"{asked} parameters");
        Assert.True(reached * 10 > asked * 4, $"{reached} of {asked} parameters");
    }

    public static class Careless
    {
        public static int Inside(string text) => text.Length;

        public static int Kept(string text) => text is null ? 0 : 1;

        public static void Misnamed(string text) => ArgumentNullException.ThrowIfNull(text, "other");

        public static void Looks(string text, string? optional) => ArgumentNullException.ThrowIfNull(text);
    }
}
