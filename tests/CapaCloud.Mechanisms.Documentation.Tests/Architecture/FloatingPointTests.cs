using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace CapaCloud.Mechanisms.Documentation.Tests.Architecture;

/// <summary>
/// The last of three locks: no instruction of the compiled core loads, converts to or stores floating point. Source rules see what was
/// written; this sees what the processor gets.
/// </summary>
public sealed class FloatingPointTests
{
    private static readonly Dictionary<int, OpCode> Instructions = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => unchecked((int)(ushort)code.Value));

    private static readonly HashSet<string> Forbidden =
        ["ldc.r4", "ldc.r8", "conv.r4", "conv.r8", "conv.r.un", "ldind.r4", "ldind.r8", "stind.r4", "stind.r8", "ldelem.r4", "ldelem.r8", "stelem.r4", "stelem.r8", "ckfinite"];

    [Fact]
    public void Instructions_ofTheCore_useNoFloatingPoint()
    {
        string[] complaints = [.. Complaints(LibraryAssemblies.Load(LibraryAssemblies.Core).Location)];
        Assert.True(complaints.Length == 0, string.Join('\n', complaints));
    }

    [Fact]
    public void Complaints_thisAssembly_namesTheMethodThatUsesIt() =>
        Assert.Contains(Complaints(typeof(FloatingPointTests).Assembly.Location), complaint => complaint.Contains(nameof(Halve), StringComparison.Ordinal));

    /// <summary>What the test must catch.</summary>
    internal static int Halve(int value) => (int)(value * 0.5);

    private static IEnumerable<string> Complaints(string file)
    {
        using PEReader image = new(File.OpenRead(file));
        MetadataReader metadata = image.GetMetadataReader();
        foreach (MethodDefinitionHandle handle in metadata.MethodDefinitions)
        {
            MethodDefinition method = metadata.GetMethodDefinition(handle);
            if (method.RelativeVirtualAddress == 0)
            {
                continue;
            }

            byte[] code = image.GetMethodBody(method.RelativeVirtualAddress).GetILBytes() ?? [];
            if (FirstForbidden(code) is { } found)
            {
                TypeDefinition type = metadata.GetTypeDefinition(method.GetDeclaringType());
                yield return $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}.{metadata.GetString(method.Name)}: {found}";
            }
        }
    }

    private static string? FirstForbidden(byte[] code)
    {
        for (int at = 0; at < code.Length;)
        {
            int value = code[at] == 0xFE ? 0xFE00 | code[at + 1] : code[at];
            OpCode instruction = Instructions[value];
            if (Forbidden.Contains(instruction.Name!))
            {
                return instruction.Name;
            }

            at += instruction.Size;
            at += instruction.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                _ => 4,
            };
        }

        return null;
    }
}
