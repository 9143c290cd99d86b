using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Security;

namespace CapaCloud.Mechanisms.Service.Tests;

/// <summary>A key for every role; the key of a role is its name with a word in front, and alice is the node.</summary>
internal static class ServiceKeys
{
    public static string Of(string role) => $"key-of-{role}";

    public static IEnumerable<string> Settings()
    {
        for (int index = 0; index < Roles.All.Length; index++)
        {
            string role = Roles.All[index];
            string section = string.Create(CultureInfo.InvariantCulture, $"--Marketplace:Keys:{index}");
            yield return $"{section}:Name={role}-1";
            yield return $"{section}:Role={role}";
            yield return $"{section}:Sha256={Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Of(role))))}";
            if (role == Roles.Node)
            {
                yield return $"{section}:Participant=alice";
            }
        }
    }
}
