namespace ForumClassifier.Tests.Inference;

/// <summary>A clock that jumps over every delay.</summary>
/// <param name="onDelay">Told of each how many there were.</param>
internal sealed class HurriedTime(Action<int>? onDelay = null) : TimeProvider
{
    private long _ticks;

    public int Delays { get; private set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Interlocked.Add(ref _ticks, dueTime.Ticks);
        onDelay?.Invoke(Delays);
        Delays++;
        ThreadPool.QueueUserWorkItem(_ => callback(state));
        return new Elapsed();
    }

    private sealed class Elapsed : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
