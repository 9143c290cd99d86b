namespace CapaCloud.Mechanisms.Tests.Identity;

/// <summary>Names that a reader cannot tell apart are not names: no blanks, nothing invisible.</summary>
public sealed class NameTests
{
    public static TheoryData<string> Invisible =>
    [
        " ", "\t", "\n", "\r", "\0", "\u007f", "\u0085", "\u00a0", "\u00ad", "\u034f", "\u1160", "\u180b", "\u200b", "\u200d", "\u2028", "\u202e",
        "\u2060", "\u2800", "\u3000", "\u3164", "\ufe0f", "\ufeff", "\uffa0", "\U000e0041", "\U000e0100",
    ];

    [Theory]
    [MemberData(nameof(Invisible))]
    public void Names_withSomethingInvisible_areRefusedWhereverItStands(string invisible)
    {
        foreach (string name in new[] { $"{invisible}alice", $"alice{invisible}", $"ali{invisible}ce", invisible })
        {
            Assert.False(ParticipantId.TryOf(name, out ParticipantId participant));
            Assert.False(TaskId.TryOf(name, out TaskId task));
            Assert.False(Offence.TryOf(name, out Offence offence));
            Assert.True(participant.IsNone && task.IsNone && offence.IsNone);
        }

        Assert.Contains("position 3", Assert.Throws<ArgumentException>(() => ParticipantId.Of($"ali{invisible}ce")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Zo\u00eb")]
    [InlineData("0x52908400098527886E0F7830069857D2E4169EE7")]
    [InlineData("node-7.example.org:8545/a_b")]
    [InlineData("\u0939\u093f\u0928\u094d\u0926\u0940")]
    [InlineData("\ud83d\ude00")]
    public void Names_thatCanBeSeen_areNames(string name)
    {
        Assert.Equal(name, ParticipantId.Of(name).ToString());
        Assert.Equal(name, TaskId.Of(name).ToString());
    }

    [Fact]
    public void Names_thatAreNoText_areRefused()
    {
        foreach (string name in new[] { string.Empty, "\ud800", "a\udc00", new string('a', 129) })
        {
            Assert.Throws<ArgumentException>(() => ParticipantId.Of(name));
            Assert.Throws<ArgumentException>(() => TaskId.Of(name));
            Assert.Throws<ArgumentException>(() => Offence.Of(name));
        }
    }
}
