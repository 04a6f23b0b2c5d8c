using ForumClassifier.Core.Codings;

namespace ForumClassifier.Analysis.Metrics;

/// <summary>Counts of a model's right and wrong decisions, from which every metric is divided.</summary>
/// <remarks>
/// The counts of two sets of posts add up to the counts of both, which is what resampling uses.
/// A ratio whose denominator is 0 is 0 (scikit-learn's <c>zero_division=0</c>) and takes part in the averages.
/// </remarks>
public sealed class DecisionCounts
{
    private const int PostsCell = 0;
    private const int ExactCell = 1;
    private const int Header = 2;
    private const int Width = 4; // for each code: true positives, true, predicted, pending

    private readonly int[] _cells;
    private readonly Assignment _assignment;

    internal DecisionCounts(int codeCount, Assignment assignment)
    {
        _cells = new int[Header + (codeCount * Width)];
        _assignment = assignment;
        CodeCount = codeCount;
    }

    public int CodeCount { get; }

    public int Posts => _cells[PostsCell];

    /// <summary>Share of posts whose codes are exactly the coders', in [0, 1]; under multiple assignment this is called subset accuracy.</summary>
    public double Accuracy => Ratio(_cells[ExactCell], Posts);

    /// <summary>F1 of the pooled decisions of all codes, in [0, 1]; under single assignment equal to the accuracy.</summary>
    public double MicroF1
    {
        get
        {
            var (both, either) = (0L, 0L);
            for (var code = 0; code < CodeCount; code++)
            {
                both += TruePositives(code);
                either += Support(code) + PredictedCount(code);
            }

            return Ratio(2 * both, either);
        }
    }

    /// <summary>Matthews correlation, in [-1, 1]: multi-class (Gorodkin 2004) under single assignment, of the pooled decisions under multiple.</summary>
    public double Mcc => _assignment == Assignment.Single ? MultiClassMcc() : PooledMcc();

    public static DecisionCounts Of(IEnumerable<EvaluatedPost> posts, CodeSet codes, Assignment assignment)
    {
        ArgumentNullException.ThrowIfNull(posts);
        ArgumentNullException.ThrowIfNull(codes);
        var counts = new DecisionCounts(codes.Count, assignment);
        foreach (var post in posts)
        {
            counts.Add(post);
        }

        return counts;
    }

    public int TruePositives(int code) => _cells[Cell(code)];

    /// <summary>Posts that coders gave this code.</summary>
    public int Support(int code) => _cells[Cell(code) + 1];

    /// <summary>Posts that the model gave this code.</summary>
    public int PredictedCount(int code) => _cells[Cell(code) + 2];

    public int FalsePositives(int code) => PredictedCount(code) - TruePositives(code);

    public int FalseNegatives(int code) => Support(code) - TruePositives(code);

    /// <summary>Posts with neither; those for which the code is pending are left out.</summary>
    public int TrueNegatives(int code) => Posts - _cells[Cell(code) + 3] - Support(code) - FalsePositives(code);

    public double Precision(int code) => Ratio(TruePositives(code), PredictedCount(code));

    public double Recall(int code) => Ratio(TruePositives(code), Support(code));

    public double F1(int code) => Ratio(2L * TruePositives(code), (long)Support(code) + PredictedCount(code));

    /// <summary>Mean F1 of some codes, each counting the same.</summary>
    /// <param name="codes">Class indices; not empty.</param>
    public double MacroF1(IReadOnlyList<int> codes)
    {
        ArgumentNullException.ThrowIfNull(codes);
        var sum = 0.0;
        for (var i = 0; i < codes.Count; i++)
        {
            sum += F1(codes[i]);
        }

        return sum / codes.Count;
    }

    /// <summary>Mean F1 of some codes, each counting as often as coders gave it; 0 where they gave none of them.</summary>
    /// <param name="codes">Class indices; not empty.</param>
    public double WeightedF1(IReadOnlyList<int> codes)
    {
        ArgumentNullException.ThrowIfNull(codes);
        var (sum, weight) = (0.0, 0L);
        for (var i = 0; i < codes.Count; i++)
        {
            sum += Support(codes[i]) * F1(codes[i]);
            weight += Support(codes[i]);
        }

        return weight == 0 ? 0 : sum / weight;
    }

    internal void Add(EvaluatedPost post)
    {
        Check(post);
        _cells[PostsCell]++;
        var exact = true;
        foreach (var code in post.Pending)
        {
            _cells[Cell(code) + 3]++;
        }

        foreach (var code in post.True)
        {
            _cells[Cell(code) + 1]++;
            var found = post.Predicted.Contains(code);
            _cells[Cell(code)] += found ? 1 : 0;
            exact &= found;
        }

        foreach (var code in post.Predicted.Where(code => !post.Pending.Contains(code)))
        {
            _cells[Cell(code) + 2]++;
            exact &= post.True.Contains(code);
        }

        _cells[ExactCell] += exact ? 1 : 0;
    }

    internal void Add(ThreadCounts thread)
    {
        for (var i = 0; i < thread.Cells.Length; i++)
        {
            _cells[thread.Cells[i]] += thread.Amounts[i];
        }
    }

    internal void Clear() => Array.Clear(_cells);

    internal ThreadCounts ToThreadCounts()
    {
        int[] cells = [.. Enumerable.Range(0, _cells.Length).Where(cell => _cells[cell] != 0)];
        return new ThreadCounts(cells, [.. cells.Select(cell => _cells[cell])]);
    }

    private static int Cell(int code) => Header + (code * Width);

    private static double Ratio(long part, long whole) => whole == 0 ? 0 : (double)part / whole;

    private double MultiClassMcc()
    {
        double n = Posts;
        var (products, trueSquares, predictedSquares) = (0.0, 0.0, 0.0);
        for (var code = 0; code < CodeCount; code++)
        {
            double t = Support(code), p = PredictedCount(code);
            products += t * p;
            trueSquares += t * t;
            predictedSquares += p * p;
        }

        var scale = Math.Sqrt(((n * n) - predictedSquares) * ((n * n) - trueSquares));
        return scale == 0 ? 0 : ((_cells[ExactCell] * n) - products) / scale;
    }

    private double PooledMcc()
    {
        var (tp, fp, fn, tn) = (0.0, 0.0, 0.0, 0.0);
        for (var code = 0; code < CodeCount; code++)
        {
            tp += TruePositives(code);
            fp += FalsePositives(code);
            fn += FalseNegatives(code);
            tn += TrueNegatives(code);
        }

        var scale = Math.Sqrt((tp + fp) * (tp + fn)) * Math.Sqrt((tn + fp) * (tn + fn));
        return scale == 0 ? 0 : ((tp * tn) - (fp * fn)) / scale;
    }

    private void Check(EvaluatedPost post)
    {
        if (_assignment == Assignment.Single && (post.True.Count != 1 || post.Predicted.Count != 1 || post.Pending.Count != 0))
        {
            throw new ArgumentException($"Post '{post.PostId}' needs exactly one true and one predicted code and none pending under single assignment.", nameof(post));
        }

        foreach (var codes in (IReadOnlyList<int>[])[post.True, post.Predicted, post.Pending])
        {
            if (codes.Any(code => code < 0 || code >= CodeCount) || codes.Distinct().Count() != codes.Count)
            {
                throw new ArgumentException($"Post '{post.PostId}' has a class index twice or outside 0 to {CodeCount - 1}.", nameof(post));
            }
        }

        if (post.True.Any(code => post.Pending.Contains(code)))
        {
            throw new ArgumentException($"Post '{post.PostId}' has a code that is both given and pending.", nameof(post));
        }
    }
}
