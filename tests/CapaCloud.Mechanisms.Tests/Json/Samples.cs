using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using CapaCloud.Mechanisms.Adaptation;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms.Tests.Json;

/// <summary>
/// Makes values of any public type from its own constructors, factories and initialisers, all members filled; what a type refuses is drawn again.
/// </summary>
internal sealed class Samples(int seed)
{
    private const int Deepest = 12;
    private const int Tries = 60;
    private const int MostParts = 40_000;

    private readonly Random _random = new(seed);
    private int _parts;

    /// <summary>Returns a value of the type.</summary>
    public object Of(Type type)
    {
        _parts = 0;
        return Tried(type, 0);
    }

    private object Tried(Type type, int depth)
    {
        for (int attempt = 0; attempt < Tries; attempt++)
        {
            try
            {
                return Make(type, depth);
            }
            catch (TargetInvocationException refused) when (refused.InnerException is ArgumentException or OverflowException or InvalidOperationException or DivideByZeroException && _parts <= MostParts)
            {
            }
            catch (TooDeepException) when (_parts <= MostParts)
            {
            }
        }

        throw new TooDeepException();
    }

    private object Make(Type type, int depth)
    {
        if (depth > Deepest || _parts++ > MostParts)
        {
            throw new TooDeepException();
        }

        return Leaf(type) ?? (type.IsEnum ? Pick(Enum.GetValues(type).Cast<object>().Where(value => Convert.ToInt64(value, null) != 0))
            : Nullable.GetUnderlyingType(type) is { } inner ? Tried(inner, depth)
            : ElementOf(type) is { } element ? Collection(type, element, depth)
            : type.IsInterface ? Tried((Type)Pick(DataTypes.All.Where(type.IsAssignableFrom).Where(rule => depth < 2 || IsPlain(rule))), depth + 1)
            : Whole(type, depth));
    }

    private object? Leaf(Type type) => type switch
    {
        _ when type == typeof(bool) => _random.Next(4) > 0,
        _ when type == typeof(int) => _random.Next(1, 7),
        _ when type == typeof(uint) => (uint)_random.Next(1, 7),
        _ when type == typeof(long) => Rarely() ? long.MaxValue - _random.Next() : _random.Next(1, 100),
        _ when type == typeof(ulong) => Rarely() ? ulong.MaxValue - (ulong)_random.Next() : (ulong)_random.Next(1, 100),
        _ when type == typeof(UInt128) => Wide(),
        _ when type == typeof(Int128) => Rarely() ? Int128.MinValue + _random.Next() : (Int128)_random.Next(1, 100),
        _ when type == typeof(char) => ".,'_;"[_random.Next(5)],
        _ when type == typeof(Denomination) => new Denomination($"T{_random.Next(100)}", _random.Next(1, 38)),
        _ when type == typeof(SteeredParameter) => Steered((IController)Tried(typeof(IController), 1)),
        _ when type == typeof(ReceiptBook) => Receipts(ParticipantId.Of($"\u00fcber-{_random.Next(100)}")),
        _ when type == typeof(string) => $"text {_random.Next(100)} \"\\ \u00fc\u2028\U0001f600",
        _ when type == typeof(Amount) => Amount.Of(Wide()),
        _ when type == typeof(SignedAmount) => Amount.Of((UInt128)_random.NextInt64()).ToSigned(),
        _ when type == typeof(Proportion) => Proportion.FromParts((ulong)_random.NextInt64(1, (long)Proportion.PartsPerOne)),
        _ when type == typeof(Ratio) => Ratio.FromParts(((UInt128)_random.Next(0, 5) * Proportion.PartsPerOne) + (UInt128)_random.NextInt64(1, (long)Proportion.PartsPerOne)),
        _ when type == typeof(Epoch) => Epoch.Of(Rarely() ? ulong.MaxValue - 1 : (ulong)_random.Next(1, 100)),
        _ when type == typeof(EpochSpan) => EpochSpan.Of(Rarely() ? (1UL << 53) + 1 : (ulong)_random.Next(1, 100)),
        _ when type == typeof(Digest) => Digest.FromBytes(Bytes()),
        _ when type == typeof(ParticipantId) => ParticipantId.Of($"\u00fcber-{_random.Next(100)}"),
        _ when type == typeof(TaskId) => TaskId.Of($"task-\"{_random.Next(100)}\""),
        _ when type == typeof(Offence) => Offence.Of($"offence-{_random.Next(100)}"),
        _ => null,
    };

    /// <summary>A wall of its own number, as wide as the controller's range.</summary>
    private SteeredParameter Steered(IController rule)
    {
        string name = $"$.place[{_random.Next(100)}]";
        return new SteeredParameter(name, rule, _random.Next(4) == 0 ? null : new Wall(name, rule.Limits.Lowest, rule.Limits.Highest, Digest.FromBytes(Bytes())));
    }

    private object Whole(Type type, int depth)
    {
        object value = Pick(Makers(type)) switch
        {
            ConstructorInfo constructor => constructor.Invoke(Arguments(constructor, depth)),
            MethodInfo factory => factory.Invoke(null, Arguments(factory, depth))!,
            _ => RuntimeHelpers.GetUninitializedObject(type),
        };
        foreach (PropertyInfo property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(IsInitialised))
        {
            property.SetValue(value, Tried(property.PropertyType, depth + 1));
        }

        return value;
    }

    private static MemberInfo[] Makers(Type type)
    {
        MethodBase[] constructors = [.. type.GetConstructors().Where(maker => maker.GetParameters() is var all && all.All(IsUsable) && all.All(one => one.ParameterType != type))];
        MethodBase[] factories =
        [
            .. type.GetMethods(BindingFlags.Public | BindingFlags.Static)
                .Where(maker => maker.ReturnType == type && (type.IsValueType || !maker.IsSpecialName) && !maker.IsGenericMethod && !maker.Name.Contains("Parse", StringComparison.Ordinal)
                    && !maker.Name.StartsWith("op_", StringComparison.Ordinal) && maker.GetParameters() is var all && all.All(IsUsable) && all.All(one => one.ParameterType != type)),
        ];
        MethodBase[] makers = [.. constructors.Where(maker => maker.GetParameters().Length > 0), .. factories];
        return makers.Length > 0 ? makers : type.IsValueType ? [type] : constructors;
    }

    private static bool IsUsable(ParameterInfo parameter) => !parameter.ParameterType.IsByRefLike && !parameter.IsOut && !typeof(Delegate).IsAssignableFrom(parameter.ParameterType);

    private static bool IsInitialised(PropertyInfo property) => property.SetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0;

    private object[] Arguments(MethodBase maker, int depth) =>
        [.. maker.GetParameters().Select(parameter => Tried(parameter.ParameterType.IsByRef ? parameter.ParameterType.GetElementType()! : parameter.ParameterType, depth + 1))];

    private object Collection(Type type, Type element, int depth)
    {
        IList items = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(element))!;
        int count = _random.Next(1, 4);
        for (int index = 0; index < count; index++)
        {
            items.Add(Tried(element, depth + 1));
        }

        Array array = Array.CreateInstance(element, count);
        items.CopyTo(array, 0);
        return type.IsAssignableFrom(array.GetType())
            ? array
            : type.GetGenericTypeDefinition() == typeof(PersistentList<>) ? type.GetMethod("op_Implicit")!.Invoke(null, [Collection(typeof(ImmutableArray<>).MakeGenericType(element), element, depth)])!
            : (type.GetGenericTypeDefinition() == typeof(ImmutableList<>) ? typeof(ImmutableList) : typeof(ImmutableArray)).GetMethods().Single(method => method.Name == nameof(ImmutableArray.CreateRange)
                && method.GetGenericArguments().Length == 1 && method.GetParameters().Length == 1).MakeGenericMethod(element).Invoke(null, [array])!;
    }

    /// <summary>Rules inside rules inside rules end with one that holds no other.</summary>
    private static bool IsPlain(Type rule) =>
        rule.GetProperties().All(property => !property.PropertyType.IsInterface && ElementOf(property.PropertyType) is not { IsInterface: true });

    private static Type? ElementOf(Type type) =>
        type.IsArray ? type.GetElementType()
        : type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type) && type.GetGenericArguments() is [var element] ? element
        : null;

    private object Pick(IEnumerable<object> choices)
    {
        object[] all = [.. choices];
        return all.Length > 0 ? all[_random.Next(all.Length)] : throw new TooDeepException();
    }

    /// <summary>Receipts follow one another, which numbers drawn apart do not.</summary>
    private ReceiptBook Receipts(ParticipantId account)
    {
        ReceiptContext context = (ReceiptContext)Make(typeof(ReceiptContext), 1);
        Amount amount = Amount.Of((UInt128)_random.Next(1, 1000));
        return new ReceiptBook(account).With(
            [
                new Posting(LedgerAccount.RewardPool, LedgerAccount.Wallet(account), amount, PostingReason.Reward),
                new Posting(LedgerAccount.Wallet(account), LedgerAccount.Stake(account), amount, PostingReason.Reward),
            ],
            context);
    }

    private UInt128 Wide() => Rarely() ? UInt128.MaxValue - (UInt128)_random.Next() : (UInt128)_random.Next(1, 1_000_000);

    private bool Rarely() => _random.Next(4) == 0;

    private byte[] Bytes()
    {
        byte[] bytes = new byte[Digest.Size];
        _random.NextBytes(bytes);
        return bytes;
    }

    private sealed class TooDeepException() : Exception("No value could be made: every try was refused, or too deep.");
}
