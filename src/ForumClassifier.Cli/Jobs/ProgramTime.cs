using System.Diagnostics;

namespace ForumClassifier.Cli.Jobs;

/// <summary>The time since the program was started.</summary>
internal static class ProgramTime
{
    public static TimeSpan Elapsed(TimeProvider time)
    {
        using var process = Process.GetCurrentProcess();
        var elapsed = time.GetUtcNow().UtcDateTime - process.StartTime.ToUniversalTime();
        return elapsed > TimeSpan.Zero ? elapsed : TimeSpan.Zero; // a clock may be set back
    }
}
