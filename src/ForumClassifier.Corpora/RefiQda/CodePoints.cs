namespace ForumClassifier.Corpora.RefiQda;

/// <summary>Positions of a text in code points.</summary>
internal sealed class CodePoints(string text)
{
    private readonly int[] _pairs = [.. Enumerable.Range(1, Math.Max(0, text.Length - 1)).Where(i => char.IsSurrogatePair(text[i - 1], text[i]))];

    /// <summary>Code points before a UTF-16 unit; before the whole of a pair for the unit inside it.</summary>
    public int Before(int unit)
    {
        var at = Array.BinarySearch(_pairs, unit);
        return unit - (at >= 0 ? at + 1 : ~at);
    }
}
