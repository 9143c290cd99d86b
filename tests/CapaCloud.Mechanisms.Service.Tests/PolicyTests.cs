using System.Text;
using System.Text.Json.Nodes;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Network;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Security;
using CapaCloud.Mechanisms.Slashing;

namespace CapaCloud.Mechanisms.Service.Tests;

/// <summary>A policy is reviewed before it holds, and a store is not taken over by another policy unasked.</summary>
public sealed class PolicyTests
{
    [Fact]
    public async Task Review_saysWhoLosesWhat()
    {
        await using RunningService service = await RunningService.StartAsync();
        await service.Client.DepositAsync("alice", 20_000_000);
        await service.EndEpochAsync();
        await service.Client.WorkAsync("alice", 5, due: 100, missed: 15);
        await service.EndEpochAsync();
        Mechanism harder = Mechanism.Create(build =>
        {
            MarketplacePolicy.Compose(build);
            build.Name("harder").Slash(Offence.Of("rudeness"), SlashingCurve.Constant(Proportion.Half)).Reward(reward => reward.TreasuryFee(Proportion.Half));
        });
        using StringContent proposed = new(PolicyJson.Write(harder.Policy), Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await service.Client.SendAsync(HttpMethod.Post, Roles.Operator, "/v1/policy/reviews?epochs=1", proposed);
        JsonNode review = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;

        Assert.Equal(1, review["change"]!["epochs"]!.GetValue<int>());
        Assert.Equal("21053", review["change"]!["effects"]![0]!["slashedBefore"]!.GetValue<string>());
        Assert.Empty(review["bricking"]!.AsArray());
    }

    [Fact]
    public async Task Start_underAnotherPolicy_isRefused_andAdoptedWhenAsked()
    {
        RunningService service = await RunningService.StartAsync();
        await service.Client.DepositAsync("alice", 20_000_000);
        await service.EndEpochAsync();
        DirectoryInfo folder = new(service.Folder);
        string[] other = [.. Settings(Mechanism.Create(build =>
        {
            MarketplacePolicy.Compose(build);
            build.Name("another");
        }))];

        StartRefusedException refused = await Assert.ThrowsAsync<StartRefusedException>(() => service.RestartAsync(other));
        Assert.Contains("--adopt-policy", refused.Message, StringComparison.Ordinal);
        RunningService adopted = await RunningService.StartAsync(folder, ownsFolder: true, service.Time, ["--adopt-policy", .. other]);
        await adopted.Client.DepositAsync("bob", 20_000_000);
        adopted = await adopted.RestartAsync(other);
        await using (adopted)
        {
            Assert.Equal("another", (await adopted.Client.JsonAsync(Roles.Reader, "/v1/policy"))["name"]!.GetValue<string>());
            Assert.Equal(2, (await adopted.Client.JsonAsync(Roles.Reader, "/v1/network"))["participants"]!.GetValue<int>());
            await adopted.EndEpochAsync();
            Assert.Contains("alice", await adopted.Client.TextAsync(Roles.Reader, "/v1/nodes/alice/explanations/0"), StringComparison.Ordinal);
        }
    }

    private static IEnumerable<string> Settings(Mechanism mechanism) => [$"--Mechanism:PolicyJson={PolicyJson.Write(mechanism.Policy)}"];
}
