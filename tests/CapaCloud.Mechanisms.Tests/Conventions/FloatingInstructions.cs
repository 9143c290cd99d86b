using System.Reflection;
using System.Reflection.Emit;

namespace CapaCloud.Mechanisms.Tests.Conventions;

/// <summary>Walks a method's instructions and looks for those that make or move floating-point numbers.</summary>
internal static class FloatingInstructions
{
    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    public static bool AnyIn(MethodBase method)
    {
        byte[] instructions = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (int position = 0; position < instructions.Length;)
        {
            short value = instructions[position] == 0xFE
                ? unchecked((short)((instructions[position] << 8) | instructions[position + 1]))
                : instructions[position];
            OpCode code = Codes[value];
            if (code.Name!.Contains(".r4", StringComparison.Ordinal) || code.Name.Contains(".r8", StringComparison.Ordinal)
                || code.Name.Contains(".r.un", StringComparison.Ordinal) || code.Name == "ckfinite")
            {
                return true;
            }

            position += code.Size + OperandSize(code, instructions, position + code.Size);
        }

        return false;
    }

    private static int OperandSize(OpCode code, byte[] instructions, int position) => code.OperandType switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(instructions, position)),
        _ => 4,
    };
}
