using ForumClassifier.Core.Posts;
using ForumClassifier.Corpora.Tables;

namespace ForumClassifier.Corpora.Posts;

/// <summary>A post and where it was read.</summary>
/// <param name="Path">The path of the corpus that holds it.</param>
/// <param name="Row">Its record, where the corpus is a table.</param>
internal readonly record struct ReadPost(Post Post, string Path, TableRow? Row);
