using System.Collections.Frozen;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites;

/// <summary>How the cases of one vector file are put to the library. Calls public primitives; computes nothing itself.</summary>
public abstract class ConformanceSuite
{
    /// <summary>Gets the area and file name, such as <c>markets/muldiv.json</c>.</summary>
    public abstract string File { get; }

    /// <summary>Tells whether this suite understands a file: by area and name, or by name alone in a folder without areas.</summary>
    public virtual bool Covers(VectorFile file) =>
        file.Name.EndsWith(File, StringComparison.Ordinal)
        || string.Equals(Path.GetFileName(file.Name), Path.GetFileName(File), StringComparison.Ordinal);

    /// <summary>Returns the operation a case asks for, to report and to thin by.</summary>
    public virtual string OperationOf(VectorCase item) => item.Operation ?? "case";

    /// <summary>
    /// Gets the values that the suite leaves unread, and why: by place, <c>*</c> standing for any one step, such as
    /// <c>/expected/prbmath</c> or <c>/inputs/script/*/refs</c>. Nothing else may stay unread.
    /// </summary>
    public virtual IReadOnlyDictionary<string, string> LeftOut => NothingSpecial;

    /// <summary>
    /// Gets the inputs that the suite reads and that yet move no answer of the published cases, and why: by operation and place, such as
    /// <c>fee /inputs/age</c>. Every other input moves some answer.
    /// </summary>
    public virtual IReadOnlyDictionary<string, string> Unmoved => NothingSpecial;

    /// <summary>Gets the places whose keys are names of participants, such as <c>/inputs/bidders</c>: what holds for one holds for all.</summary>
    public virtual IReadOnlyList<string> Named => [];

    /// <summary>Gets a value indicating whether a case takes seconds: then few and small changes of its inputs are tried.</summary>
    public virtual bool IsCostly => false;

    private static FrozenDictionary<string, string> NothingSpecial => FrozenDictionary<string, string>.Empty;

    /// <summary>Writes what the cases of a file need beside them into the folder of the project's own pack; nothing for most.</summary>
    public virtual void PackBeside(VectorFile file, string target)
    {
    }

    /// <summary>Puts one case to the library.</summary>
    public abstract CaseOutcome Check(VectorFile file, VectorCase item);
}
