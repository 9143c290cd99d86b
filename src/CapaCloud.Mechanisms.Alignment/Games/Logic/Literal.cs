namespace CapaCloud.Mechanisms.Alignment.Games;

/// <summary>How a linear form is compared with a number in a literal.</summary>
internal enum LiteralRelation
{
    AtLeast,
    Greater,
    AtMost,
    Less,
}

/// <summary>A literal: an atom (a linear form and a number) and how they compare, in one integer.</summary>
internal readonly record struct Literal(int Code)
{
    public int Atom => Code >> 2;

    public LiteralRelation Relation => (LiteralRelation)(Code & 3);

    public static Literal Of(int atom, LiteralRelation relation) => new((atom << 2) | (int)relation);

    public Literal Negated() => Of(Atom, Relation switch
    {
        LiteralRelation.AtLeast => LiteralRelation.Less,
        LiteralRelation.Greater => LiteralRelation.AtMost,
        LiteralRelation.AtMost => LiteralRelation.Greater,
        _ => LiteralRelation.AtLeast,
    });
}
