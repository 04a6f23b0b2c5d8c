using ForumClassifier.Core.Codings;

namespace ForumClassifier.Inference.Runs;

/// <summary>Counts the codes of two runs post by post.</summary>
/// <param name="oldToday">What each code of the earlier run is called today; null where nothing took its place for certain.</param>
/// <param name="newToday">Likewise of the later run.</param>
internal sealed class DiffTally(CodeSet oldCodes, CodeSet newCodes, IReadOnlyDictionary<string, string?> oldToday, IReadOnlyDictionary<string, string?> newToday)
{
    // a code of the later run that nothing took the place of is counted as itself: it is there
    private readonly OrderedDictionary<string, Row> _rows = new(
        newCodes.Select(code => newToday[code] ?? code).Concat(oldCodes.Select(code => oldToday[code] ?? code)).Concat(oldCodes)
            .Distinct(StringComparer.Ordinal).Select(code => KeyValuePair.Create(code, new Row())),
        StringComparer.Ordinal);

    private long _old;
    private long _new;
    private long _changed;
    private long _unchanged;
    private long _sameText;

    public void CountOld(IReadOnlyList<string> codes)
    {
        _old++;
        var today = Today(codes);
        foreach (var code in codes)
        {
            _rows[code].Old++;
            _rows[code].ByTaxonomy.Lost += today.Contains(code) ? 0 : 1;
        }

        foreach (var code in today)
        {
            _rows[code].ByTaxonomy.Gained += codes.Contains(code) ? 0 : 1;
            _rows[code].Gone++; // until it is met again
        }
    }

    public void CountNew(IReadOnlyList<string> codes)
    {
        _new++;
        foreach (var code in Now(codes))
        {
            _rows[code].New++;
            _rows[code].ByNewPosts++;
        }
    }

    /// <param name="isSameText">True where the model was given the same text.</param>
    public void CountBoth(IReadOnlyList<string> old, IReadOnlyList<string> codes, bool isSameText)
    {
        var (before, now) = (Today(old), Now(codes));
        _changed += isSameText ? 0 : 1;
        _unchanged += isSameText ? 1 : 0;
        _sameText += isSameText && !before.SetEquals(now) ? 1 : 0;
        foreach (var code in before)
        {
            _rows[code].Gone--;
            _rows[code].By(isSameText).Lost += now.Contains(code) ? 0 : 1;
        }

        foreach (var code in now)
        {
            _rows[code].New++;
            _rows[code].By(isSameText).Gained += before.Contains(code) ? 0 : 1;
        }
    }

    public PredictionsDiff ToDiff(IReadOnlyList<string> settings) => new(
        _old,
        _new + _changed + _unchanged,
        new SincePosts(_new, _changed, _unchanged, Math.Max(0, _old - _changed - _unchanged)),
        _sameText,
        settings,
        [.. _rows.Select(row => new CodeDiff(
            row.Key, row.Value.Old, row.Value.New, row.Value.ByTaxonomy.ToRecord(), new GainedLost(row.Value.ByNewPosts, 0), new GainedLost(0, row.Value.Gone),
            row.Value.By(isSameText: false).ToRecord(), row.Value.By(isSameText: true).ToRecord()))]);

    private HashSet<string> Today(IReadOnlyList<string> codes) => [.. codes.Select(code => oldToday[code]).OfType<string>()];

    private HashSet<string> Now(IReadOnlyList<string> codes) => [.. codes.Select(code => newToday[code] ?? code)];

    private sealed class Row
    {
        private readonly Counter _changedText = new();
        private readonly Counter _sameText = new();

        public Counter ByTaxonomy { get; } = new();

        public long Old { get; set; }

        public long New { get; set; }

        public long ByNewPosts { get; set; }

        public long Gone { get; set; }

        public Counter By(bool isSameText) => isSameText ? _sameText : _changedText;
    }

    private sealed class Counter
    {
        public long Gained { get; set; }

        public long Lost { get; set; }

        public GainedLost ToRecord() => new(Gained, Lost);
    }
}
