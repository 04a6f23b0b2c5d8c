using ForumClassifier.Corpora.Selection;

namespace ForumClassifier.Inference.Runs;

/// <summary>Which posts are labelled, as a plan records it.</summary>
internal sealed record PlannedSelection(PostUnit Unit, IReadOnlyList<PostCondition> Where)
{
    public static PlannedSelection Of(PostSelection selection) => new(selection.Unit, selection.Conditions);

    public PostSelection ToSelection() => new(Unit, Where);
}
