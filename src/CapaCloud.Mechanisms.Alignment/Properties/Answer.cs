using System.Collections.Immutable;
using CapaCloud.Mechanisms.Alignment.Intervals;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Properties;

/// <summary>Makes findings from a margin: positive holds, negative fails with the attack that earns what is missing; a tie is neutral, which gains nothing and so holds with a margin of 0.</summary>
internal static class Answer
{
    public static Finding Of(
        AlignmentProperty property, Fraction margin, string condition, string attack, ImmutableArray<string> assumptions, AlignmentEngine engine = AlignmentEngine.Exact) =>
        margin.IsPositive ? Holds(property, margin, condition, assumptions, engine) : Fails(property, -margin, condition, attack, assumptions, engine);

    public static Finding.Holds Holds(
        AlignmentProperty property, Fraction margin, string condition, ImmutableArray<string> assumptions, AlignmentEngine engine = AlignmentEngine.Exact) =>
        new() { Property = property, Engine = engine, Condition = condition, Margin = margin, Assumptions = assumptions };

    public static Finding Fails(
        AlignmentProperty property, Fraction profit, string condition, string attack, ImmutableArray<string> assumptions, AlignmentEngine engine = AlignmentEngine.Exact) => profit.IsZero
        ? Neutral(property, condition, attack, assumptions, engine)
        : new Finding.Fails
        {
            Property = property,
            Engine = engine,
            Condition = condition,
            Assumptions = assumptions,
            Attack = new AlignmentAttack { Strategy = attack, Profit = RationalInterval.Of(profit) },
        };

    /// <summary>The best deviation earns exactly as much as honesty.</summary>
    public static Finding.Holds Neutral(AlignmentProperty property, string condition, string attack, ImmutableArray<string> assumptions, AlignmentEngine engine = AlignmentEngine.Exact) =>
        Holds(property, Fraction.Zero, $"neutral: this neither gains nor loses: {attack.Split(';')[0]}; {condition}", assumptions, engine);

    public static Finding.Inconclusive Open(AlignmentProperty property, string condition, string whatWouldClose, AlignmentEngine engine = AlignmentEngine.Exact) =>
        new() { Property = property, Engine = engine, Condition = condition, WhatWouldClose = whatWouldClose };

    public static Finding.NotAsked Missing(AlignmentProperty property, string figure, string question) =>
        new() { Property = property, Engine = AlignmentEngine.Exact, Condition = question, Missing = figure };

    public static string Show(Fraction value) => Figures.Money(value);
}
