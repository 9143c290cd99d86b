namespace CapaCloud.Mechanisms.MutationRunner;

/// <summary>One change of the code: where it is, and what it does.</summary>
internal sealed record MutantEntry(int Id, string Folder, string File, int Line, int Column, string Mutator, string Original, string Replacement);
