using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Configuration;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Security;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Demo;

/// <summary>A network to look at: keys that anybody can read here, short epochs, and made-up work. Never for real money.</summary>
internal static class DemoServices
{
    public static void AddDemo(this WebApplicationBuilder builder)
    {
        Dictionary<string, string?> settings = new()
        {
            [$"{MarketplaceOptions.Section}:EpochLength"] = "00:00:10",
            [$"{MarketplaceOptions.Section}:DataFolder"] = Path.Combine(Path.GetTempPath(), "marketplace-demo"),
        };
        int index = 0;
        foreach (string role in Roles.All)
        {
            string key = $"demo-{role}";
            string section = string.Create(CultureInfo.InvariantCulture, $"{MarketplaceOptions.Section}:Keys:{index++}");
            settings[$"{section}:Name"] = key;
            settings[$"{section}:Role"] = role;
            settings[$"{section}:Sha256"] = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
            if (role == Roles.Node)
            {
                settings[$"{section}:Participant"] = DemoTraffic.Nodes[0].ToString();
            }
        }

        // What is given on the command line stands above the demo.
        builder.Configuration.Sources.Insert(0, new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource { InitialData = settings });
        builder.Services.AddHostedService<DemoTraffic>();
    }
}
