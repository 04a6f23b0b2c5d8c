using System.Text;

namespace ForumClassifier.Corpora.Posts;

/// <summary>The tags of a post in one cell: separated by ';', of which those within a tag are written <c>\;</c> (and <c>\</c> is written <c>\\</c>).</summary>
internal static class PostTags
{
    public static string Join(IReadOnlyList<string> tags) => string.Join(';', tags.Select(tag =>
        tag.Replace(@"\", @"\\", StringComparison.Ordinal).Replace(";", @"\;", StringComparison.Ordinal)));

    /// <summary>The tags of a cell, in its order; empty ones are passed over.</summary>
    public static IReadOnlyList<string> Split(string cell)
    {
        if (cell.Length == 0)
        {
            return [];
        }

        var tags = new List<string>();
        var tag = new StringBuilder();
        for (var i = 0; i <= cell.Length; i++)
        {
            if (i == cell.Length || cell[i] == ';')
            {
                if (tag.Length > 0)
                {
                    tags.Add(tag.ToString());
                }

                tag.Clear();
            }
            else
            {
                i += cell[i] == '\\' && i + 1 < cell.Length && cell[i + 1] is ';' or '\\' ? 1 : 0;
                tag.Append(cell[i]);
            }
        }

        return tags;
    }
}
