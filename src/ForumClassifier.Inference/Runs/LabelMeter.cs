namespace ForumClassifier.Inference.Runs;

/// <summary>Times a labelling and reports its progress.</summary>
internal sealed class LabelMeter(TimeProvider time, Action<LabelProgress>? report)
{
    private readonly long _start = time.GetTimestamp();
    private long _labellingStart;
    private long _lastMark = time.GetTimestamp();
    private long _keptPosts;
    private long _posts;
    private long _tokens;

    public double Seconds => SecondsSince(_start);

    /// <summary>From the start; null before the first batch.</summary>
    public double? SecondsToFirstBatch { get; private set; }

    public double ClassifierSeconds { get; private set; }

    /// <summary>The model is loaded, and these posts are labelled already.</summary>
    public void BeginLabelling(PartCounts kept)
    {
        (_keptPosts, _posts, _tokens) = (kept.Posts, kept.Posts, kept.Tokens);
        _labellingStart = time.GetTimestamp();
    }

    public void CountBatch(int posts)
    {
        SecondsToFirstBatch ??= Seconds;
        Count(posts, tokens: 0);
    }

    /// <param name="postsLeft">Those of the window that were in no batch.</param>
    public void CountWindow(int postsLeft, long tokens) => Count(postsLeft, tokens);

    /// <summary>Runs the classifier and adds its time up.</summary>
    /// <returns>Its result, and the seconds it took.</returns>
    public (T Result, double Seconds) Time<T>(Func<T> classify)
    {
        var start = time.GetTimestamp();
        var result = classify();
        var seconds = SecondsSince(start);
        ClassifierSeconds += seconds;
        return (result, seconds);
    }

    /// <summary>Seconds since this was last called, or since the start.</summary>
    public double Mark()
    {
        var now = time.GetTimestamp();
        var seconds = time.GetElapsedTime(_lastMark, now).TotalSeconds;
        _lastMark = now;
        return seconds;
    }

    private void Count(long posts, long tokens)
    {
        _posts += posts;
        _tokens += tokens;
        var seconds = SecondsSince(_labellingStart);
        report?.Invoke(new LabelProgress(_posts, _tokens, seconds > 0 ? (_posts - _keptPosts) / seconds : 0));
    }

    private double SecondsSince(long start) => time.GetElapsedTime(start).TotalSeconds;
}
