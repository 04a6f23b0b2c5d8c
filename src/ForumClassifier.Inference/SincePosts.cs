namespace ForumClassifier.Inference;

/// <summary>How the posts of a labelling stand to those of an earlier one, by their ids and the texts that the model is given.</summary>
/// <param name="New">Their ids were not there.</param>
/// <param name="Changed">Their ids were there, with other texts.</param>
/// <param name="Unchanged">They keep their predictions.</param>
/// <param name="Gone">Ids of the earlier labelling that are no longer there.</param>
public sealed record SincePosts(long New, long Changed, long Unchanged, long Gone)
{
    internal SincePosts Plus(SincePosts next) => new(New + next.New, Changed + next.Changed, Unchanged + next.Unchanged, Gone + next.Gone);
}
