using ForumClassifier.Corpora.Conversion;
using ForumClassifier.Corpora.Posts;
using ForumClassifier.Corpora.Tables;

namespace ForumClassifier.Corpora.Selection;

/// <summary>Asks conditions of posts.</summary>
internal sealed class PostFilter(IReadOnlyList<PostCondition> conditions)
{
    private readonly HashSet<(string Path, string Column)> _met = [];
    private TableColumns? _known;

    /// <exception cref="InputException">There is no such column; of JSON Lines, not in the first object.</exception>
    public bool Accepts(ReadPost read)
    {
        if (conditions.Count == 0)
        {
            return true;
        }

        RequireColumns(read);
        string?[]? fields = null;
        foreach (var condition in conditions)
        {
            var text = read.Row?.Columns.Has(condition.Column) == true
                ? read.Row.FindAny(condition.Column)
                : (fields ??= PostFields.Of(read.Post)).ElementAtOrDefault(Array.IndexOf(PostFields.Names, condition.Column));
            if (!condition.Holds(text))
            {
                return false;
            }
        }

        return true;
    }

    private void RequireColumns(ReadPost read)
    {
        if (read.Row is not null && ReferenceEquals(read.Row.Columns, _known))
        {
            return;
        }

        _known = read.Row?.Columns;
        foreach (var column in conditions.Select(condition => condition.Column).Where(column => !PostFields.Names.Contains(column)))
        {
            if (read.Row?.Columns.Has(column) == true)
            {
                _met.Add((read.Path, column));
            }
            else if (!_met.Contains((read.Path, column)))
            {
                throw new InputException(read.Path, read.Row?.Line, $"There is no column {Shown.Name(column)}; there are: {Shown.Names(read.Row?.Columns.Names ?? PostFields.Names)}.", "Ask for one that exists with --where.");
            }
        }
    }
}
