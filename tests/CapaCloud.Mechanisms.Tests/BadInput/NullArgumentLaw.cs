using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using CapaCloud.Mechanisms.Tests.Json;

namespace CapaCloud.Mechanisms.Tests.BadInput;

/// <summary>Calls public members with null in one place and samples in the others.</summary>
internal static class NullArgumentLaw
{
    private const int Tries = 6;

    /// <summary>Gets the public types of the core that have something to call.</summary>
    public static IReadOnlyList<Type> Subjects { get; } =
    [
        .. typeof(Amount).Assembly.GetExportedTypes()
            .Where(type => !type.IsEnum && !type.IsInterface && !typeof(Exception).IsAssignableFrom(type) && !type.IsGenericTypeDefinition && !typeof(Delegate).IsAssignableFrom(type) && Doors(type).Any())
            .OrderBy(type => type.FullName, StringComparer.Ordinal),
    ];

    /// <summary>Returns what is wrong: a parameter that takes null, fails on it somewhere inside, or is refused under another name.</summary>
    public static string[] Complaints(Type type) =>
    [
        .. Doors(type).Select(door => Verdict(type, door.Member, door.Parameter) is { Length: > 0 } wrong and not Unreached ? $"{type.Name}.{door.Member.Name}({door.Parameter.Name}): {wrong}" : "")
            .Where(text => text.Length > 0).Distinct().Order(StringComparer.Ordinal),
    ];

    /// <summary>Asks every fourth parameter: returns how many these are, and of how many it was seen that they are refused by name.</summary>
    public static (int Asked, int Reached) Reach()
    {
        string[] verdicts =
        [
            .. Subjects.SelectMany(type => Doors(type).Select(door => (Type: type, door.Member, door.Parameter)))
                .Where((_, index) => index % 4 == 0).Select(door => Verdict(door.Type, door.Member, door.Parameter)),
        ];
        return (verdicts.Length, verdicts.Count(verdict => verdict.Length == 0));
    }

    private const string Unreached = "unreached";

    private static IEnumerable<(MethodBase Member, ParameterInfo Parameter)> Doors(Type type)
    {
        NullabilityInfoContext nullability = new();
        IEnumerable<MethodBase> members =
        [
            .. type.GetConstructors(),
            .. type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
                .Where(method => !method.IsSpecialName && !method.IsAbstract && !method.ContainsGenericParameters && method.Name is not nameof(Equals)),
        ];
        return members
            .Where(member => member.GetParameters().All(parameter => !Plain(parameter.ParameterType).IsByRefLike && !Plain(parameter.ParameterType).IsPointer))
            .SelectMany(member => member.GetParameters()
                .Where(parameter => !Plain(parameter.ParameterType).IsValueType && !parameter.IsOut && !(parameter.HasDefaultValue && parameter.DefaultValue is null))
                .Where(parameter => nullability.Create(parameter).WriteState != NullabilityState.Nullable)
                .Select(parameter => (member, parameter)));
    }

    private static string Verdict(Type type, MethodBase member, ParameterInfo asked)
    {
        string verdict = Unreached;
        for (int seed = 0; seed < Tries; seed++)
        {
            if (Prepared(type, member, asked, new Samples(seed)) is not { } call)
            {
                continue;
            }

            Exception? thrown = Thrown(member, call.Subject, call.Arguments);
            switch (thrown)
            {
                case ArgumentNullException named:
                    // What a method is called on becomes a part of something, which may have another name there.
                    bool isReceiver = asked.Position == 0 && member.IsDefined(typeof(ExtensionAttribute));
                    return isReceiver || string.Equals(named.ParamName, asked.Name, StringComparison.OrdinalIgnoreCase) ? "" : $"named {named.ParamName}";
                case null:
                    // A record of what others said holds it as it came; whoever uses it says what is missing.
                    verdict = member.IsConstructor && DataTypes.IsData(type) ? verdict : "accepted";
                    break;
                case NullReferenceException:
                    return nameof(NullReferenceException);
                default:
                    // What stands beside it was refused first.
                    break;
            }
        }

        return verdict;
    }

    private static (object? Subject, object?[] Arguments)? Prepared(Type type, MethodBase member, ParameterInfo asked, Samples samples)
    {
        try
        {
            object? subject = member.IsStatic || member.IsConstructor ? null : samples.Of(type);
            return (subject, [.. member.GetParameters().Select(parameter => parameter.Position == asked.Position || parameter.IsOut ? null : Sample(Plain(parameter.ParameterType), samples))]);
        }
        catch (Exception exception) when (exception.GetType().Name == "TooDeepException" || exception is InvalidOperationException or MissingMethodException or TargetInvocationException)
        {
            return null;
        }
    }

    /// <summary>A delegate that does nothing and returns the default, or a value of the type.</summary>
    private static object Sample(Type type, Samples samples)
    {
        if (!typeof(Delegate).IsAssignableFrom(type))
        {
            return samples.Of(type);
        }

        MethodInfo call = type.GetMethod("Invoke")!;
        return Expression.Lambda(type, Expression.Default(call.ReturnType), call.GetParameters().Select(parameter => Expression.Parameter(parameter.ParameterType))).Compile();
    }

    private static Exception? Thrown(MethodBase member, object? subject, object?[] arguments)
    {
        try
        {
            object? returned = member is ConstructorInfo constructor ? constructor.Invoke(arguments) : member.Invoke(subject, arguments);
            if (returned is System.Collections.IEnumerable sequence and not string)
            {
                // A sequence that is made when it is asked for looks at its arguments only then.
                _ = sequence.GetEnumerator().MoveNext();
            }

            return null;
        }
        catch (TargetInvocationException exception)
        {
            return exception.InnerException;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or NullReferenceException or OverflowException)
        {
            return exception;
        }
    }

    private static Type Plain(Type type) => type.IsByRef ? type.GetElementType()! : type;
}
