using System.Collections;

namespace ForumClassifier.Inference.Runs;

/// <summary>Which posts of a corpus get the prediction of an earlier one. Takes a bit a post besides what it is given.</summary>
/// <param name="firstRows">For each post the number of the one whose prediction it gets; its own where it is classified.</param>
internal sealed class RepeatedPosts(IReadOnlyList<int> firstRows)
{
    private readonly BitArray _isAskedLater = FindAskedLater(firstRows);

    /// <summary>The post whose prediction this one gets; itself where it is classified.</summary>
    public long FirstOf(long row) => row < firstRows.Count ? firstRows[(int)row] : row;

    /// <summary>True where a post of a later window gets the prediction of this one.</summary>
    public bool IsAskedLater(long row) => row < firstRows.Count && _isAskedLater[(int)row];

    private static BitArray FindAskedLater(IReadOnlyList<int> firstRows)
    {
        var found = new BitArray(firstRows.Count);
        for (var row = 0; row < firstRows.Count; row++)
        {
            if (firstRows[row] / CorpusWindows.Size != row / CorpusWindows.Size)
            {
                found[firstRows[row]] = true;
            }
        }

        return found;
    }
}
