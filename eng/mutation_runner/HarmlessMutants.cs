using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Stryker.Abstractions;

namespace CapaCloud.Mechanisms.MutationRunner;

/// <summary>Mutants that no test can find, because they change nothing that is promised: they are not counted.</summary>
internal static class HarmlessMutants
{
    public static bool Has(Mutation mutation, SemanticModel model) => IsShiftOfUnsigned(mutation, model) || IsHash(mutation);

    /// <summary><c>&gt;&gt;</c> and <c>&gt;&gt;&gt;</c> are one operation on an unsigned number.</summary>
    private static bool IsShiftOfUnsigned(Mutation mutation, SemanticModel model) =>
        mutation.ReplacementNode is { } replacement
        && mutation.OriginalNode switch
        {
            BinaryExpressionSyntax shift when shift.IsKind(SyntaxKind.RightShiftExpression) && replacement.IsKind(SyntaxKind.UnsignedRightShiftExpression) => shift.Left,
            AssignmentExpressionSyntax shift when shift.IsKind(SyntaxKind.RightShiftAssignmentExpression) && replacement.IsKind(SyntaxKind.UnsignedRightShiftAssignmentExpression) => shift.Left,
            _ => null,
        } is { } shifted
        && model.GetTypeInfo(shifted).Type is { } type
        && (type.SpecialType is SpecialType.System_Byte or SpecialType.System_UInt16 or SpecialType.System_UInt32 or SpecialType.System_UInt64 || type.Name == nameof(UInt128));

    /// <summary>A hash may be any number that equal values share.</summary>
    private static bool IsHash(Mutation mutation) =>
        mutation.OriginalNode.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { Identifier.Text: nameof(GetHashCode) };
}
