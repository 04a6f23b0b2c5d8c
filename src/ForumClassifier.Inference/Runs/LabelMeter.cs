using ForumClassifier.Core;

namespace ForumClassifier.Inference.Runs;

/// <summary>Times a labelling and reports its progress.</summary>
/// <param name="ranBefore">How long the program had run when the labelling began.</param>
internal sealed class LabelMeter(TimeProvider time, Action<LabelProgress>? report, TimeSpan ranBefore)
{
    private readonly Lock _lock = new(); // windows are read, prepared and written beside the classifier
    private readonly long _start = time.GetTimestamp();
    private LabelPhases _phases = LabelPhases.None;
    private long _labellingStart;
    private long _lastMark = time.GetTimestamp();
    private long? _lastBatch;
    private long _keptPosts;
    private long _posts;
    private long _tokens;

    public double Seconds => SecondsSince(_start);

    /// <summary>From the program's start; null before the first batch.</summary>
    public double? SecondsToFirstBatch { get; private set; }

    /// <summary>Tokens that the classifier computed on, padding included.</summary>
    public long ComputedTokens { get; private set; }

    public LabelPhases Phases
    {
        get
        {
            lock (_lock)
            {
                return _phases;
            }
        }
    }

    /// <summary>The model is loaded, and these posts are labelled already.</summary>
    public void BeginLabelling(PartCounts kept)
    {
        (_keptPosts, _posts, _tokens) = (kept.Posts, kept.Posts, kept.Tokens);
        _labellingStart = time.GetTimestamp();
    }

    public void CountBatch(ClassifiedBatch batch)
    {
        SecondsToFirstBatch ??= Seconds + ranBefore.TotalSeconds;
        var now = time.GetTimestamp();
        var seconds = _lastBatch is { } last ? time.GetElapsedTime(last, now).TotalSeconds : batch.Seconds;
        _lastBatch = now;
        ComputedTokens += batch.ComputedTokens;
        Add(LabelPhases.None with { Forward = batch.Seconds, FirstToLastBatch = seconds });
        Count(batch.Texts, tokens: 0);
    }

    /// <param name="postsLeft">Those of the window that were in no batch.</param>
    public void CountWindow(int postsLeft, long tokens) => Count(postsLeft, tokens);

    /// <summary>Does something that is no batch, and adds its time to a phase.</summary>
    /// <param name="phase">The phases that this many seconds are.</param>
    /// <returns>Its result, and the seconds it took.</returns>
    public (T Result, double Seconds) Time<T>(Func<T> work, Func<double, LabelPhases> phase)
    {
        var start = time.GetTimestamp();
        var result = work();
        var seconds = SecondsSince(start);
        Add(phase(seconds));
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

    private void Add(LabelPhases phases)
    {
        lock (_lock)
        {
            _phases = _phases.Plus(phases);
        }
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
