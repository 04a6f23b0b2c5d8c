namespace ForumClassifier.Core.Codings.Changes;

/// <summary>What became of a code between two versions of a taxonomy.</summary>
/// <remarks>
/// | it was                       | successor | candidates |
/// | ---------------------------- | --------- | ---------- |
/// | kept, renamed, moved, merged | one       | -          |
/// | split                        | -         | its parts  |
/// | retired                      | -         | -          |
/// </remarks>
/// <param name="Code">Id in the earlier version.</param>
/// <param name="Successor">Id that takes its place for certain; null where there is none.</param>
/// <param name="Candidates">Ids of which one or more may take its place; a person has to decide.</param>
/// <param name="MayBeNone">True where parts of a split code were retired later, so that it may be none of the candidates.</param>
/// <param name="IsRedefined">True where its meaning changed while it had a successor: whoever has the code has to be looked at again.</param>
/// <param name="Changes">The changes that made this of it, oldest first; renamings and moves are left out.</param>
public sealed record CodeFate(
    string Code, string? Successor, IReadOnlyList<string> Candidates, bool MayBeNone, bool IsRedefined, IReadOnlyList<TaxonomyChange> Changes)
{
    /// <summary>True where it has neither a successor nor candidates.</summary>
    public bool IsGone => Successor is null && Candidates.Count == 0;

    /// <summary>In a few words, such as <c>split in version 3</c>; empty where nothing became of it.</summary>
    public string Reason => string.Join("; ", Changes.Select(Say));

    private static string Say(TaxonomyChange change)
    {
        var what = change.Kind switch
        {
            ChangeKind.Merge => "merged",
            ChangeKind.Split => "split",
            ChangeKind.Redefine => "redefined",
            _ => "retired",
        };
        return FormattableString.Invariant($"{what} in version {change.Version}") + (change.Note.Length > 0 ? $" ({change.Note})" : "");
    }
}
