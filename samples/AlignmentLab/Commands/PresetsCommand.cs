using System.CommandLine;
using CapaCloud.Mechanisms.Alignment;
using CapaCloud.Mechanisms.Presets;
using CapaCloud.Mechanisms.Samples.Reporting;

namespace CapaCloud.Mechanisms.Samples.AlignmentLab.Commands;

/// <summary><c>presets [NAME] [--write FOLDER]</c>: lists the built-in presets, or checks one for every role, as it stands and without each of its defences.</summary>
internal static class PresetsCommand
{
    public static Command Create()
    {
        Argument<string?> name = new("name") { Arity = ArgumentArity.ZeroOrOne, Description = "The preset to check; all are listed when it is left out." };
        Option<DirectoryInfo?> write = new("--write") { Description = "Write the policy and the figures there, for the other commands." };
        Command command = new("presets", "Lists the built-in presets, or checks one for every role.") { name, write };
        command.SetAction((parsed, cancellation) => Task.FromResult(PolicyInput.Guard(() =>
            parsed.GetValue(name) is { } wanted ? Show(Find(wanted), parsed.GetValue(write), cancellation) : List())));
        return command;
    }

    private static IEnumerable<Preset> All => BuiltInPresets.Applications.Concat(BuiltInPresets.Networks);

    private static Preset Find(string name) => All.FirstOrDefault(preset => preset.Name == name)
        ?? throw new ArgumentException($"There is no preset '{name}'; expected one of {string.Join(", ", All.Select(preset => preset.Name))}.");

    private static int List()
    {
        foreach (Preset preset in All)
        {
            Console.Out.WriteLine($"{preset.Name,-26}{preset.Scale}");
        }

        return 0;
    }

    private static int Show(Preset preset, DirectoryInfo? folder, CancellationToken cancellation)
    {
        (PresetReport report, PresetReport[] withoutDefence) = ProgressBar.Show(preset.Name, progress =>
        {
            PresetReport whole = preset.Check(cancellation);
            List<PresetReport> without = [];
            foreach (Defence defence in preset.Defences)
            {
                progress?.Report((without.Count + 1.0) / (preset.Defences.Count + 1));
                without.Add(defence.Without.Check(cancellation));
            }

            return (whole, without.ToArray());
        });
        foreach (RoleReport role in report.Roles)
        {
            Console.Out.WriteLine($"For a {role.Role}: {role.Report}");
        }

        foreach ((Defence defence, PresetReport without) in preset.Defences.Zip(withoutDefence))
        {
            Console.Out.WriteLine($"Without {defence.Name}: {Of(without)}");
        }

        if (folder is not null)
        {
            Write(preset, folder);
        }

        return (int)report.Conclusion;
    }

    private static string Of(PresetReport report) => $"{report.Conclusion}: {report.Summary}";

    private static void Write(Preset preset, DirectoryInfo folder)
    {
        folder.Create();
        foreach ((string kind, string? json) in new[]
        {
            ("policy", PolicyJson.Write(preset.ToMechanism().Policy)),
            ("economics", EconomicsJson.Write(preset.Economics)),
            ("delegation", preset.Delegation is { } delegation ? DelegationJson.Write(delegation) : null),
            ("validation", preset.Validation is { } validation ? ValidationJson.Write(validation) : null),
            ("request", preset.Request is { } request ? RequestJson.Write(request) : null),
        })
        {
            if (json is not null)
            {
                File.WriteAllText(Path.Combine(folder.FullName, $"{preset.Name}.{kind}.json"), json);
            }
        }
    }
}
