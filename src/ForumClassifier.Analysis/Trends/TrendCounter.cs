using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Predictions;

namespace ForumClassifier.Analysis.Trends;

/// <summary>Adds up predictions by code and period.</summary>
internal sealed class TrendCounter
{
    private readonly Taxonomy _taxonomy;
    private readonly TrendPeriod _period;
    private readonly List<(Code Code, int Parent, int Depth)> _nodes = []; // parents before children; parent -1 at the top
    private readonly Dictionary<string, int> _nodeOf = new(StringComparer.Ordinal); // only codes a prediction can hold
    private readonly SortedDictionary<int, long[]> _counts = []; // by period number: for each node its posts, then all posts
    private readonly SortedSet<string> _models = new(StringComparer.Ordinal);
    private readonly long[] _lastPost; // by node: the number of the last post that counted for it
    private long _posts;
    private long _withoutCode;
    private long _abstained;
    private long _undated;

    public TrendCounter(CodeSet codes, Taxonomy taxonomy, TrendPeriod period)
    {
        (_taxonomy, _period) = (taxonomy, period);
        foreach (var code in taxonomy.Codes)
        {
            Place(code, -1, 0, codes);
        }

        string[] unknown = [.. codes.Where(code => !_nodeOf.ContainsKey(code))];
        if (unknown.Length > 0)
        {
            throw new UnknownCodesException($"taxonomy {taxonomy.Name} version {taxonomy.Version}", unknown);
        }

        _lastPost = new long[_nodes.Count];
    }

    public void Add(Prediction prediction)
    {
        _posts++;
        _models.Add(prediction.Model);
        if (prediction.Abstained)
        {
            _abstained++;
        }
        else if (prediction.CreatedAt is not { } moment)
        {
            _undated++;
        }
        else
        {
            Count(prediction, PeriodCalendar.Number(_period, moment));
        }
    }

    public TrendTable ToTable()
    {
        int[] numbers = _counts.Count == 0 ? [] : [.. Enumerable.Range(_counts.First().Key, _counts.Last().Key - _counts.First().Key + 1)];
        var none = new long[_nodes.Count + 1];
        long[][] rows = [.. numbers.Select(number => _counts.GetValueOrDefault(number, none))];
        PeriodTotal[] periods = [.. numbers.Zip(rows, (number, row) => new PeriodTotal(number, PeriodCalendar.Name(_period, number), PeriodCalendar.Start(_period, number), row[^1]))];
        return new TrendTable(
            _taxonomy,
            _period,
            periods,
            [.. _nodes.Index().Select(node => Trend(node.Item, [.. rows.Select(row => new TrendPoint(row[node.Index], row[^1]))]))],
            _posts,
            _posts - _abstained - _undated,
            _withoutCode,
            _abstained,
            _undated,
            [.. _models]);
    }

    private CodeTrend Trend((Code Code, int Parent, int Depth) node, TrendPoint[] points) =>
        new(node.Code, node.Parent < 0 ? null : _nodes[node.Parent].Code.Id, node.Depth, points, TrendPoint.Sum(points));

    private void Count(Prediction prediction, int period)
    {
        if (!_counts.TryGetValue(period, out var row))
        {
            _counts.Add(period, row = new long[_nodes.Count + 1]);
        }

        row[^1]++;
        _withoutCode += prediction.Codes.Count == 0 ? 1 : 0;
        foreach (var code in prediction.Codes)
        {
            if (!_nodeOf.TryGetValue(code, out var node))
            {
                throw new ArgumentException($"Post '{prediction.PostId}' has the code '{code}', which is not among the codes of the predictions.", nameof(prediction));
            }

            for (; node >= 0 && _lastPost[node] != _posts; node = _nodes[node].Parent)
            {
                _lastPost[node] = _posts;
                row[node]++;
            }
        }
    }

    /// <summary>Takes a code in if it or any code below it can be predicted.</summary>
    private void Place(Code code, int parent, int depth, CodeSet codes)
    {
        var place = _nodes.Count;
        _nodes.Add((code, parent, depth));
        if (codes.Contains(code.Id))
        {
            _nodeOf.Add(code.Id, place);
        }

        foreach (var child in code.Children)
        {
            Place(child, place, depth + 1, codes);
        }

        if (_nodes.Count == place + 1 && !codes.Contains(code.Id))
        {
            _nodes.RemoveAt(place);
        }
    }
}
