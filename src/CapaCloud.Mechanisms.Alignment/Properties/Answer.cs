using System.Collections.Immutable;
using CapaCloud.Mechanisms.Alignment.Intervals;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Properties;

/// <summary>Makes findings from a margin: positive holds, else it fails with the attack that earns what is missing.</summary>
internal static class Answer
{
    public static Finding Of(
        AlignmentProperty property, Fraction margin, string condition, string attack, ImmutableArray<string> assumptions, AlignmentEngine engine = AlignmentEngine.Exact) =>
        margin.IsPositive ? Holds(property, margin, condition, assumptions, engine) : Fails(property, -margin, condition, attack, assumptions, engine);

    public static Finding.Holds Holds(
        AlignmentProperty property, Fraction margin, string condition, ImmutableArray<string> assumptions, AlignmentEngine engine = AlignmentEngine.Exact) =>
        new() { Property = property, Engine = engine, Condition = condition, Margin = margin, Assumptions = assumptions };

    public static Finding.Fails Fails(
        AlignmentProperty property, Fraction profit, string condition, string attack, ImmutableArray<string> assumptions, AlignmentEngine engine = AlignmentEngine.Exact) =>
        new()
        {
            Property = property,
            Engine = engine,
            Condition = condition,
            Assumptions = assumptions,
            Attack = new AlignmentAttack { Strategy = attack, Profit = RationalInterval.Of(profit) },
        };

    public static Finding.Inconclusive Open(AlignmentProperty property, string condition, string whatWouldClose, AlignmentEngine engine = AlignmentEngine.Exact) =>
        new() { Property = property, Engine = engine, Condition = condition, WhatWouldClose = whatWouldClose };

    public static Finding.NotAsked Missing(AlignmentProperty property, string figure, string question) =>
        new() { Property = property, Engine = AlignmentEngine.Exact, Condition = question, Missing = figure };

    public static string Show(Fraction value) => RationalText.Approximate(value, 4);
}
