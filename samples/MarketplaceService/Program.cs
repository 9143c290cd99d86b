using CapaCloud.Mechanisms.Samples.MarketplaceService;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Configuration;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Network;
using CapaCloud.Mechanisms.Samples.MarketplaceService.WarmUps;
using Microsoft.Extensions.Options;

CommandLine command = CommandLine.Parse(args);
if (command.IsHelp)
{
    Console.WriteLine(CommandLine.Help);
    return 0;
}

try
{
    await using WebApplication application = MarketplaceApplication.Create(command);
    if (application.Services.GetRequiredService<IOptions<MarketplaceOptions>>().Value.WarmUp)
    {
        await WarmUp.RunAsync(command);
    }

    await application.RunAsync();
    return 0;
}
catch (OptionsValidationException refusal)
{
    foreach (string failure in refusal.Failures)
    {
        Console.Error.WriteLine(failure);
    }

    return 2;
}
catch (StartRefusedException refusal)
{
    Console.Error.WriteLine(refusal.Message);
    return 3;
}
