using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Predictions;

namespace ForumClassifier.Analysis.Trends;

/// <summary>Adds up predictions by code and period.</summary>
internal sealed class TrendCounter
{
    private readonly Taxonomy _taxonomy;
    private readonly TrendPeriod _period;
    private readonly List<(Code Code, int Parent, int Depth)> _nodes = []; // parents before children; parent -1 at the top
    private readonly Dictionary<string, int> _nodeOf = new(StringComparer.Ordinal); // only codes that predictions count for directly
    private readonly SortedDictionary<int, long[]> _counts = []; // by period number: for each node its posts, for each node those that cannot tell, then all posts
    private readonly SortedSet<string> _models = new(StringComparer.Ordinal);
    private readonly SourceCodes[] _sources;
    private readonly bool[][] _tells; // by source and node
    private readonly long[] _lastPost; // by node: the number of the last post that counted for it
    private long _posts;
    private long _withoutCode;
    private long _abstained;
    private long _undated;

    /// <exception cref="UnknownCodesException">Codes that neither the taxonomy nor its ledger knows.</exception>
    public TrendCounter(IReadOnlyList<(string Name, CodeSet Codes)> sources, Taxonomy taxonomy, TrendPeriod period)
    {
        (_taxonomy, _period) = (taxonomy, period);
        _sources = [.. sources.Select(source => new SourceCodes(source.Name, source.Codes, taxonomy))];
        var counted = _sources.SelectMany(source => source.Counted).ToHashSet(StringComparer.Ordinal);
        foreach (var code in taxonomy.Codes)
        {
            Place(code, -1, 0, counted);
        }

        _tells = [.. _sources.Select(source => _nodes.Select(node => source.CanTell(node.Code.Id)).ToArray())];
        _lastPost = new long[_nodes.Count];
    }

    private int RowLength => (2 * _nodes.Count) + 1;

    /// <param name="source">Its place among the sources.</param>
    public void Add(Prediction prediction, int source)
    {
        _posts++;
        _models.Add(prediction.Model);
        var codes = prediction.Codes.Select(code => Carry(code, prediction, source)).OfType<string>().ToList();
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
            Count(codes, PeriodCalendar.Number(_period, moment), source);
        }
    }

    public TrendTable ToTable()
    {
        int[] numbers = _counts.Count == 0 ? [] : [.. Enumerable.Range(_counts.First().Key, _counts.Last().Key - _counts.First().Key + 1)];
        var none = new long[RowLength];
        long[][] rows = [.. numbers.Select(number => _counts.GetValueOrDefault(number, none))];
        PeriodTotal[] periods = [.. numbers.Zip(rows, (number, row) => new PeriodTotal(number, PeriodCalendar.Name(_period, number), PeriodCalendar.Start(_period, number), row[^1]))];
        return new TrendTable(
            _taxonomy,
            _period,
            periods,
            [.. _nodes.Index().Select(node => Trend(node.Item, [.. rows.Select(row => new TrendPoint(row[node.Index], row[^1] - row[_nodes.Count + node.Index]))]))],
            _posts,
            _posts - _abstained - _undated,
            _withoutCode,
            _abstained,
            _undated,
            [.. _models])
        {
            Carried = [.. _sources.SelectMany(source => source.Carried())],
            Lacking = [.. _sources.Select(source => (source.Name, Codes: (IReadOnlyList<string>)[.. _nodes.Select(node => node.Code.Id).Where(source.IsUnknown)])).Where(source => source.Codes.Count > 0)],
        };
    }

    private CodeTrend Trend((Code Code, int Parent, int Depth) node, TrendPoint[] points) =>
        new(node.Code, node.Parent < 0 ? null : _nodes[node.Parent].Code.Id, node.Depth, points, TrendPoint.Sum(points));

    private string? Carry(string code, Prediction prediction, int source) => _sources[source].Has(code)
        ? _sources[source].Count(code)
        : throw new ArgumentException($"Post '{prediction.PostId}' has the code '{code}', which is not among the codes of the predictions.", nameof(prediction));

    private void Count(List<string> codes, int period, int source)
    {
        if (!_counts.TryGetValue(period, out var row))
        {
            _counts.Add(period, row = new long[RowLength]);
        }

        row[^1]++;
        _withoutCode += codes.Count == 0 ? 1 : 0;
        for (var node = 0; node < _nodes.Count; node++)
        {
            row[_nodes.Count + node] += _tells[source][node] ? 0 : 1;
        }

        foreach (var code in codes)
        {
            for (var node = _nodeOf[code]; node >= 0 && _lastPost[node] != _posts; node = _nodes[node].Parent)
            {
                _lastPost[node] = _posts;
                row[node] += _tells[source][node] ? 1 : 0;
            }
        }
    }

    /// <summary>Takes a code in if it or any code below it can be predicted.</summary>
    private void Place(Code code, int parent, int depth, HashSet<string> codes)
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
