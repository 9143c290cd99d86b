using System.Text;
using CapaCloud.Mechanisms.Alignment.Games;

namespace CapaCloud.Mechanisms.Alignment.Tests.Games;

public sealed class GameJsonTests
{
    private const string Valid = """
        {
          "players": ["A", "B"], "actions": ["l", "r", "x", "y"], "infinitesimals": ["e"], "constants": ["a", "b"],
          "initial_constraints": ["a > 0"],
          "property_constraints": { "weak_immunity": ["b >= a"], "weaker_immunity": [], "collusion_resilience": [], "practicality": [] },
          "honest_histories": [["l", "x"]],
          "tree": { "player": "A", "children": [
            { "action": "l", "child": { "player": "B", "children": [
              { "action": "x", "child": { "utility": [ { "player": "A", "value": "a - 2*b + e" }, { "player": "B", "value": 0 } ] } },
              { "action": "y", "child": { "utility": [ { "player": "B", "value": "(a+b)/3" }, { "player": "A", "value": -1.5 } ] } } ] } },
            { "action": "r", "child": { "utility": [ { "player": "A", "value": "b" }, { "player": "B", "value": "-a" } ] } } ] }
        }
        """;

    [Theory]
    [InlineData("[\"l\", \"x\"]]", "[\"l\"]]", "$.honest_histories[0]", "stops before an ending")]
    [InlineData("[\"l\", \"x\"]]", "[\"l\", \"r\"]]", "$.honest_histories[0][1]", "no action 'r'")]
    [InlineData("[\"l\", \"x\"]]", "[\"r\", \"x\"]]", "$.honest_histories[0][1]", "over before")]
    [InlineData("\"a - 2*b + e\"", "\"a - q\"", "$.tree.children[0].child.children[0].child.utility[0].value", "'q' is declared neither")]
    [InlineData("\"a - 2*b + e\"", "\"a * b\"", "$.tree.children[0].child.children[0].child.utility[0].value", "product of 'a' and 'b'")]
    [InlineData("\"a - 2*b + e\"", "\"e * e\"", "$.tree.children[0].child.children[0].child.utility[0].value", "product of 'e' and 'e'")]
    [InlineData("\"a - 2*b + e\"", "\"a / b\"", "$.tree.children[0].child.children[0].child.utility[0].value", "division by 'b'")]
    [InlineData("\"a - 2*b + e\"", "\"a +\"", "$.tree.children[0].child.children[0].child.utility[0].value", "expected a number")]
    [InlineData("\"a - 2*b + e\"", "true", "$.tree.children[0].child.children[0].child.utility[0].value", "found a truth value")]
    [InlineData("[\"a > 0\"]", "[\"a > 0\", \"a + 1\"]", "$.initial_constraints[1]", "expected a comparison")]
    [InlineData("[\"b >= a\"]", "[\"a * b > 0\"]", "$.property_constraints.weak_immunity[0]", "product")]
    [InlineData("[\"b >= a\"]", "[\"z > 0\"]", "$.property_constraints.weak_immunity[0]", "'z' is declared neither")]
    [InlineData("\"player\": \"B\", \"children\"", "\"player\": \"C\", \"children\"", "$.tree.children[0].child.player", "'C' is not a player")]
    [InlineData("{ \"player\": \"B\", \"value\": \"-a\" } ]", "]", "$.tree.children[1].child.utility", "player 'B' has no utility")]
    [InlineData("{ \"player\": \"B\", \"value\": \"-a\" }", "{ \"player\": \"A\", \"value\": \"-a\" }", "$.tree.children[1].child.utility[1]", "'A' is there twice")]
    [InlineData("\"action\": \"y\"", "\"action\": \"x\"", "$.tree.children[0].child.children[1].action", "twice at one point")]
    [InlineData("\"action\": \"y\"", "\"action\": \"q\"", "$.tree.children[0].child.children[1].action", "'q' is not declared")]
    [InlineData("\"constants\": [\"a\", \"b\"]", "\"constants\": [\"a\", \"b\", \"a\"]", "$.constants[2]", "twice")]
    [InlineData("\"infinitesimals\": [\"e\"]", "\"infinitesimals\": [\"a\"]", "$.infinitesimals[0]", "twice|too")]
    [InlineData("\"players\": [\"A\", \"B\"]", "\"players\": [\"A\", \"B\", \"A\"]", "$.players[2]", "twice")]
    [InlineData("\"players\": [\"A\", \"B\"]", "\"players\": 3", "$.players", "found a number")]
    [InlineData("\"initial_constraints\"", "\"extra\"", "$.extra", "not known")]
    [InlineData("\"weaker_immunity\"", "\"stronger_immunity\"", "$.property_constraints.stronger_immunity", "expected one of")]
    public void Read_badInput_saysWhereAndWhy(string part, string replacement, string path, string reason)
    {
        Assert.Contains(part, Valid, StringComparison.Ordinal);
        string text = Valid.Replace(part, replacement, StringComparison.Ordinal).Replace(", ]", " ]", StringComparison.Ordinal);
        GameFormatException exception = Assert.Throws<GameFormatException>(() => GameJson.Read(text));
        Assert.Equal(path, exception.Path);
        Assert.True(reason.Split('|').Any(word => exception.Reason.Contains(word, StringComparison.Ordinal)), exception.Reason);
    }

    [Fact]
    public void Read_choiceWithoutChildren_saysWhere()
    {
        int start = Valid.IndexOf("{ \"action\": \"x\"", StringComparison.Ordinal);
        int end = Valid.IndexOf("] } },\n    { \"action\": \"r\"", StringComparison.Ordinal);
        GameFormatException exception = Assert.Throws<GameFormatException>(() => GameJson.Read(Valid[..start] + Valid[end..]));
        Assert.Equal("$.tree.children[0].child.children", exception.Path);
        Assert.Contains("without children", exception.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"players\": [\"A\"]} trailing")]
    [InlineData("{\"players\": [\"A\"]}")]
    public void Read_noGame_isRefused(string text) => Assert.Throws<GameFormatException>(() => GameJson.Read(text));

    [Fact]
    public void Read_anyTruncation_isRefusedAndNeverCrashes()
    {
        string text = Valid.TrimEnd();
        for (int length = 0; length < text.Length; length++)
        {
            Assert.Throws<GameFormatException>(() => GameJson.Read(text[..length]));
        }
    }

    [Fact]
    public void Write_thenRead_givesTheSameText()
    {
        string once = GameJson.Write(GameJson.Read(Valid));
        Assert.Equal(once, GameJson.Write(GameJson.Read(once)));
        Assert.Contains("\"a - 2*b + e\"", once, StringComparison.Ordinal);
        Assert.Contains("\"-3/2\"", once, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_treeOfFiftyThousandLevels_isNoDanger()
    {
        const int Depth = 50_000;
        StringBuilder text = new("""{"players":["A"],"actions":["on","off"],"infinitesimals":[],"constants":["a"],"initial_constraints":[],"property_constraints":{},"honest_histories":[["off"]],"tree":""");
        for (int i = 0; i < Depth; i++)
        {
            text.Append("""{"player":"A","children":[{"action":"off","child":{"utility":[{"player":"A","value":""").Append(i)
                .Append("""}]}},{"action":"on","child":""");
        }

        text.Append("""{"utility":[{"player":"A","value":0}]}""");
        text.Insert(text.Length, "}]}", Depth).Append('}');
        Game game = GameJson.Read(text.ToString());
        Assert.Equal((2 * Depth) + 1, game.NodeCount);
        GameSolver solver = new(game);
        Assert.False(solver.Check(GameProperty.Practicality, game.HonestHistories[0]).Holds);
        Assert.True(solver.Check(GameProperty.WeakImmunity, game.HonestHistories[0]).Holds);
        Assert.Equal(game.NodeCount, GameJson.Read(GameJson.Write(game, indented: false)).NodeCount);
    }
}
