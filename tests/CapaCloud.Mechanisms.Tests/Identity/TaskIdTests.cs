using System.Text.Json;

namespace CapaCloud.Mechanisms.Tests.Identity;

public sealed class TaskIdTests
{
    [Theory]
    [InlineData("", "must not be empty")]
    [InlineData("a\nb", "control character")]
    public void Of_unusableName_saysWhatIsWrong(string name, string complaint) =>
        Assert.Contains(complaint, Assert.Throws<ArgumentException>(() => TaskId.Of(name)).Message, StringComparison.Ordinal);

    [Fact]
    public void Of_halfASurrogatePair_isRefused() =>
        Assert.Contains("surrogate", Assert.Throws<ArgumentException>(() => TaskId.Of("a" + (char)0xD800)).Message, StringComparison.Ordinal);

    [Fact]
    public void Of_tooLong_saysHowLong()
    {
        Assert.Equal(128, TaskId.Of(new string('a', 128)).ToString().Length);
        Assert.Contains("129 bytes", Assert.Throws<ArgumentException>(() => TaskId.Of(new string('a', 129))).Message, StringComparison.Ordinal);
        Assert.False(TaskId.TryOf(new string('ä', 65), out _));
    }

    [Fact]
    public void Default_namesNothing()
    {
        Assert.True(default(TaskId).IsNone);
        Assert.Equal("(nothing)", default(TaskId).ToString());
        Assert.Equal(TaskId.None, default);
    }

    [Fact]
    public void Order_isByCharacters_inEveryCulture()
    {
        Assert.True(TaskId.Of("B") < TaskId.Of("a"));
        Assert.True(TaskId.Of("a") <= TaskId.Of("a"));
        Assert.True(TaskId.Of("i") > TaskId.Of("I"));
        Assert.True(TaskId.Of("b") >= TaskId.Of("a"));
        Assert.True(TaskId.Of("x") != TaskId.Of("y"));
        Assert.Equal(TaskId.Of("x").GetHashCode(), TaskId.Of("x").GetHashCode());
    }

    [Fact]
    public void Json_comesBackEqual_andRefusesOtherShapes()
    {
        TaskId task = TaskId.Of("jobs/7");
        Assert.Equal("\"jobs/7\"", JsonSerializer.Serialize(task));
        Assert.Equal(task, JsonSerializer.Deserialize<TaskId>("\"jobs/7\""));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<TaskId>("7"));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<TaskId>("\"\""));
    }
}
